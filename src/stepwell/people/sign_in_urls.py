"""Sign-in pages. The library offers more (signing up, changing the address): what is not listed here does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.access.permissions import Permission as P

from .views import sign_in

to_how_i_sign_in = RedirectView.as_view(pattern_name="mfa_index")

# Address, view, name by which the library knows it, permission.
PAGES = [
    ("", sign_in.sign_in, "account_login", P.SIGN_IN),
    ("code/", account.request_login_code, "account_request_login_code", P.SIGN_IN),
    ("code/enter/", account.confirm_login_code, "account_confirm_login_code", P.SIGN_IN),
    ("passkey/", webauthn.login_webauthn, "mfa_login_webauthn", P.SIGN_IN),
    ("second-step/", second_step.authenticate, "mfa_authenticate", P.SIGN_IN),
    ("closed/", account.account_inactive, "account_inactive", P.SIGN_IN),
    ("out/", account.logout, "account_logout", P.SIGN_IN),
    ("forgotten-password/", account.password_reset, "account_reset_password", P.SIGN_IN),
    ("forgotten-password/code/", account.confirm_password_reset_code, "account_confirm_password_reset_code", P.SIGN_IN),
    ("forgotten-password/new/", account.complete_password_reset, "account_complete_password_reset", P.SIGN_IN),
    ("forgotten-password/done/", account.password_reset_from_key_done, "account_password_reset_completed", P.SIGN_IN),
    ("settings/", second_step.index, "mfa_index", P.OWN_ACCOUNT),
    ("settings/password/", account.password_change, "account_change_password", P.OWN_ACCOUNT),
    ("settings/first-password/", account.password_set, "account_set_password", P.OWN_ACCOUNT),
    ("settings/confirm/password/", account.reauthenticate, "account_reauthenticate", P.OWN_ACCOUNT),
    ("settings/confirm/code/", second_step.reauthenticate, "mfa_reauthenticate", P.OWN_ACCOUNT),
    ("settings/confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", P.OWN_ACCOUNT),
    ("settings/app/add/", sign_in.add_app, "mfa_activate_totp", P.OWN_ACCOUNT),
    ("settings/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", P.OWN_ACCOUNT),
    ("settings/passkeys/", to_how_i_sign_in, "mfa_list_webauthn", P.OWN_ACCOUNT),
    ("settings/passkeys/add/", sign_in.add_passkey, "mfa_add_webauthn", P.OWN_ACCOUNT),
    ("settings/passkeys/<int:pk>/rename/", webauthn.edit_webauthn, "mfa_edit_webauthn", P.OWN_ACCOUNT),
    ("settings/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn", P.OWN_ACCOUNT),
    ("settings/recovery-codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes", P.OWN_ACCOUNT),
    ("settings/recovery-codes/new/", recovery_codes.generate_recovery_codes, "mfa_generate_recovery_codes", P.OWN_ACCOUNT),
    ("settings/recovery-codes/file/", recovery_codes.download_recovery_codes, "mfa_download_recovery_codes", P.OWN_ACCOUNT),
]  # fmt: skip

SIGN_IN_PAGES: dict[str, Permission] = {name: permission for _, _, name, permission in PAGES}

urlpatterns = [path(route, requires(permission)(view), name=name) for route, view, name, permission in PAGES]
