import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  load all pages now: a cold worker's first request would take seconds
