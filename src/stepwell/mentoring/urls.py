"""Each part's addresses stand in a file of its own."""

from .url_parts.coordinators import coordinator_urls
from .url_parts.learning import learning_urls
from .url_parts.people import people_urls

app_name = "mentoring"
urlpatterns = [*people_urls, *coordinator_urls, *learning_urls]
