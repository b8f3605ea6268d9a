"""What we change in the sign-in library: who may sign up (nobody), how mail is sent, and what is said."""

from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from stepwell.ui.links import link

from . import queries, tasks
from .models import Account

TOO_MANY = "That did not match several times in a row. Wait five minutes, then try again"


class Backend(AuthenticationBackend):
    """The library's, which also brings the person with the account: each request needs both."""

    def get_user(self, user_id: int) -> Account | None:
        account = queries.account_by_id(user_id)
        return account if account and self.user_can_authenticate(account) else None


class Adapter(DefaultAccountAdapter):
    """Accounts come from the staff list or an invitation: nobody signs themselves up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed",
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "This is not your current password",
        "incorrect_code": "This code is not right. Check it, or ask for a new one",
        "incorrect_password": "This is not your password",
        "rate_limited": "Wait a minute before you ask for another code",
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queued, so that the answer takes the same time whether or not there is an account to write to."""
        about = {"request": self.request, "email": email, "how_i_sign_in": link("mfa_index")}
        mail = self.render_mail(template_prefix, email, {**about, **context})
        transaction.on_commit(partial(tasks.send_mail.enqueue, mail.subject, str(mail.body), mail.to))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict]:
        words = {
            "reauthenticate": "Use my password",
            "mfa_reauthenticate": "Use a code from my app, or a recovery code",
            "mfa_reauthenticate:webauthn": "Use my passkey",
        }
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        order = ("reauthenticate", "mfa_reauthenticate:webauthn", "mfa_reauthenticate")
        return [{**found[way], "description": words[way]} for way in order if way in found]


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This did not match. Try again",
        "cannot_generate_recovery_codes": "Add a passkey or an app first: recovery codes stand in for them",
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        return "My passkey"
