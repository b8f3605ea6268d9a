import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  load all pages now: a cold worker's first request would take seconds

# What is loaded now stays for the life of the process, so the collector need not look at it again and again; and a
# page makes many small objects that die with it, so it may look less often. Together a tenth of a page's time.
gc.freeze()
gc.set_threshold(20_000, 50, 1_000)
