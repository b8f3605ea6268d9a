"""What somebody typed and sent after their session had ended: theirs to send now, or to throw away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people import kept_forms, presenters
from stepwell.people.keeping import KEPT, SHOWN
from stepwell.people.requests import HttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def kept(request: HttpRequest) -> HttpResponse:
    """The form goes to where it was first sent, by its own button. Somebody else finds nothing, and is not told why."""
    key = request.COOKIES.get(KEPT, "")
    found = kept_forms.kept_for(request.person, key, at=timezone.now()) if key else None
    if found is None:
        return redirect("home:home")
    request.session[SHOWN] = True
    if request.method == "POST":
        kept_forms.forget_form(key)
        messages.success(request, "Thrown away.")
        response = redirect("home:home")
        response.delete_cookie(KEPT, samesite="Lax")
        return response
    fields = presenters.kept_fields(found)
    choices = [field for field in fields if field.is_choice]
    return render(request, "people/kept.html", {"kept": found, "fields": fields, "choices": choices})
