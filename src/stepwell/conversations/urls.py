"""Addresses below /conversations/; one list for each kind of page, in url_parts."""

from .url_parts.growth import GROWTH
from .url_parts.planning import PLANNING

app_name = "conversations"
urlpatterns = [*PLANNING, *GROWTH]
