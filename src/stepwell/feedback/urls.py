"""Each part's addresses stand in a file of its own."""

from .url_parts.cycles import cycle_urls
from .url_parts.ratings import rating_urls
from .url_parts.releases import release_urls
from .url_parts.rounds import round_urls

app_name = "feedback"
urlpatterns = [*round_urls, *cycle_urls, *rating_urls, *release_urls]
