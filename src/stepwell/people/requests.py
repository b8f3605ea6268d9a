"""The request as views meet it: PersonMiddleware has said who is asking."""

from typing import TYPE_CHECKING, Any

from django import http

from stepwell.access.roles import Role

from .models import Appointment

if TYPE_CHECKING:

    class HttpRequest(http.HttpRequest):
        """`person` is a Person wherever a permission asks for one; `organisation` an Organisation wherever a duty does.

        Both are None for others, which no type can say: what decides is the permission in front of the view.
        """

        person: Any
        organisation: Any
        appointment: Appointment | None
        roles: frozenset[Role]
        roles_here: frozenset[Role]

else:
    HttpRequest = http.HttpRequest
