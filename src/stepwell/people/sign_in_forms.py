"""The sign-in library's forms in our words. What they check stays the library's."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError

from stepwell.ui.forms import PlainMessages

CODE = {"code": "Code"}
PASSWORD_HINT = (
    "At least 12 characters. Three or four words that only you would put together are strong and easy to keep."
)
# What the parser of passkey answers raises for what no browser sends.
NOT_A_PASSKEY = (TypeError, ValueError, KeyError, AttributeError, IndexError)


class Worded:
    """Labels and hints of ours, and no placeholders: they vanish on typing."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form it is mixed into has them
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name == "code":
                field.widget.attrs.update({"spellcheck": "false", "class": "govuk-input--width-10"})
            if isinstance(field, forms.EmailField):
                field.label = "E-mail address"
                field.error_messages["invalid"] = "Enter an e-mail address, like name@example.org"
                field.widget.attrs["spellcheck"] = "false"


class OurWords(PlainMessages, Worded):
    pass


class SignInForm(OurWords, account.LoginForm):
    labels = {"password": "Password"}


class RequestCodeForm(OurWords, account.RequestLoginCodeForm):
    pass


class ConfirmCodeForm(OurWords, account.ConfirmLoginCodeForm):
    labels = CODE


class ConfirmResetCodeForm(OurWords, account.ConfirmPasswordResetCodeForm):
    labels = CODE


class ForgottenPasswordForm(OurWords, account.ResetPasswordForm):
    pass


class OnePassword:
    """One box that can be shown is enough: typing it twice is what people paste past."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]  # type: ignore[attr-defined]  # the form it is mixed into has them


class NewPasswordForm(OurWords, OnePassword, account.ResetPasswordKeyForm):
    labels = {"password1": "New password"}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(OurWords, OnePassword, account.SetPasswordForm):
    labels = {"password1": "New password"}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(OurWords, OnePassword, account.ChangePasswordForm):
    labels = {"oldpassword": "Current password", "password1": "New password"}
    hints = {"password1": PASSWORD_HINT}


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    labels = {"password": "Password"}


class SecondStepForm(OurWords, second_step.AuthenticateForm):
    labels = {"code": "Code from your app, or a recovery code"}


class ConfirmSecondStepForm(OurWords, second_step.ReauthenticateForm):
    labels = {"code": "Code from your app, or a recovery code"}


class AddAppForm(OurWords, totp.ActivateTOTPForm):
    labels = {"code": "Code that the app shows now"}


def refused_unless_a_passkey(check: Callable[[], Any]) -> Any:
    """The library lets some of what a fuzzer sends through to its parser, which then raises."""
    try:
        return check()
    except ValidationError:
        raise
    except NOT_A_PASSKEY:
        raise get_adapter().validation_error("incorrect_code") from None


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    labels = {"name": "Name of this passkey"}
    hints = {"name": "To tell it apart later, for example “Work laptop”."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]  # all are: that is what makes them passkeys
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"
        self.fields["credential"].error_messages["required"] = "Your browser has not made a passkey yet. Try again"

    def clean_name(self) -> str:
        return super().clean_name()[:60]

    def clean(self) -> dict:
        return refused_unless_a_passkey(super().clean)


class PasskeyAnswer:
    def clean_credential(self) -> Any:
        return refused_unless_a_passkey(super().clean_credential)  # type: ignore[misc]  # so it has


class PasskeySignInForm(PasskeyAnswer, webauthn.LoginWebAuthnForm):
    pass


class PasskeySecondStepForm(PasskeyAnswer, webauthn.AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):
    pass


class RenamePasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    labels = {"name": "Name of this passkey"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].validators.append(forms.CharField(max_length=60).validators[0])
