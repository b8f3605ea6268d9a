"""@requires: each view declares its permission, and gets the thing it is about, never a key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase

from .permissions import Permission
from .roles import Role, allows


@dataclass(frozen=True)
class Found:
    """What a loader found, and every role the person has towards it."""

    thing: Any
    roles: frozenset[Role]


Loader = Callable[..., Found | None]
View = Callable[..., HttpResponseBase]


def requires(permission: Permission, *, on: Loader | None = None, by_link: bool = False) -> Callable[[View], View]:
    """Let the view run only for somebody whose roles hold `permission`.

    With `on`, the loader is called with the person and the address's values; the view then gets what was found.
    Missing and forbidden are the same 404, and who is not signed in is sent to sign in before anything is looked up;
    except with `by_link`, where the address itself holds a secret and its holder needs no account (person may be None).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(request: Any, **key: Any) -> HttpResponseBase:  # a request that PersonMiddleware has completed
            if not by_link and not allows(permission, frozenset({Role.ANYONE})) and request.person is None:
                return redirect_to_login(request.get_full_path())
            if on is None:
                if not allows(permission, request.roles):
                    raise Http404
                return view(request, **key)
            found = on(request.person, **key)
            if found is None or not allows(permission, found.roles):
                raise Http404
            request.roles_here = found.roles
            return view(request, found.thing)

        checked.permission = permission  # type: ignore[attr-defined]  # for tests that walk over every address
        checked.by_link = by_link  # type: ignore[attr-defined]  # for tests that walk over every address
        return checked

    return wrap
