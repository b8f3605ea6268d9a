"""Addresses below /conversations/; one list for each kind of page, in url_parts."""

from .url_parts.cedar import CEDAR
from .url_parts.following import FOLLOWING
from .url_parts.growth import GROWTH
from .url_parts.planning import PLANNING
from .url_parts.reading import READING
from .url_parts.talking import TALKING

app_name = "conversations"
urlpatterns = [*PLANNING, *TALKING, *FOLLOWING, *READING, *GROWTH, *CEDAR]
