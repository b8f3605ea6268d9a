from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission

from .colour import brand_css


@requires(Permission.PUBLIC_PAGE)
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The stylesheet of one brand colour: an address of its own, so that the page needs no inline style."""
    return HttpResponse(brand_css(colour), content_type="text/css; charset=utf-8")
