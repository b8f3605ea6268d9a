"""The sign-in library's pages where we add something: the cast of a demonstration, and one question less."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.people import queries
from stepwell.people.forms import CastForm


class SignInView(LoginView):
    """allauth's, which keeps the rules; here the demonstration's cast is added."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = queries.demonstration_cast(timezone.localdate()) if settings.DEMONSTRATION else []
        return {**super().get_context_data(**kwargs), "cast": cast}


class JustConfirmed:
    """Who has this minute used their new passkey or app is not asked to use it again to see the recovery codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]  # the view it is mixed into has it
        request = self.request  # type: ignore[attr-defined]  # so it has
        record_authentication(request, request.user, method="mfa", reauthenticated=True)
        return response


class AddPasskeyView(JustConfirmed, AddWebAuthnView):
    pass


class AddAppView(JustConfirmed, ActivateTOTPView):
    pass


sign_in = SignInView.as_view()
add_passkey = AddPasskeyView.as_view()
add_app = AddAppView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SIGN_IN)
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click and you are a member of the cast. Where there is no demonstration, there is no such address."""
    if not settings.DEMONSTRATION or request.method != "POST":
        raise Http404
    form = CastForm(request.POST)
    person = queries.cast_member(form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        raise Http404
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)
