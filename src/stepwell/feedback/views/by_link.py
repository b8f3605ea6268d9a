"""What every page behind a mailed link has in common. Its holder has no account: the link is the permission."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import Found, requires
from stepwell.access.permissions import Permission
from stepwell.people.models import Person

from .. import access
from ..presenters import rating as pages
from ..queries.inviting import Visit

View = Callable[..., HttpResponseBase]
WRITTEN_AT_MOST = 20_000  # of what is shown again when it can no longer be kept


def load_page(person: Person | None, token: str, number: int) -> Found | None:
    """One page of the answers; whether there is one of that number only the cycle knows, and the view asks."""
    found = access.load_visit(person, token)
    return Found((found.thing, number), found.roles) if found else None


def by_link(*methods: str, on: Callable[..., Found | None] = access.load_visit) -> Callable[[View], View]:
    """A page for whoever holds the link. Unknown links get the same plain page as those that have ended, with 404.

    Nothing of it is stored by the browser or told to anybody: no cookie, no cache, no referrer. Without a referrer
    browsers send `Origin: null`, which Django's check against forged requests refuses; that check is left out, because
    a request can only be forged by who knows the address, and who knows it may answer.
    """

    def wrap(view: View) -> View:
        checked = requires(Permission.FEEDBACK_ANSWER, on=on, by_link=True)(view)

        @wraps(checked)
        def careful(request: HttpRequest, **key: object) -> HttpResponseBase:
            try:
                response = checked(request, **key)
            except Http404:
                response = gone(request, "unknown")
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex"
            return response

        return csrf_exempt(gzip_page(never_cache(require_http_methods(methods)(careful))))

    return wrap


def gone(request: HttpRequest, standing: str, visit: Visit | None = None) -> HttpResponseBase:
    """The plain page for links that open nothing any more, or never did. What was typed meanwhile is shown once more."""
    typed = [str(text) for name, text in request.POST.items() if name.startswith("comment") and str(text).strip()]
    context = {
        "page": pages.GONE[standing],
        "standing": standing,
        "visit": visit,
        "typed": [text[:WRITTEN_AT_MOST] for text in typed] if visit else [],
        "organisation": visit.cycle.organisation if visit else None,
    }
    return render(request, "feedback/rating/gone.html", context, status=404 if standing == "unknown" else 410)
