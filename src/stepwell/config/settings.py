"""Settings. Each can be set by an environment variable that docs/operating.md describes."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def whole(name: str, default: int) -> int:
    given = os.environ.get(name, str(default))
    if not given.isdecimal():
        raise ImproperlyConfigured(f"{name}: “{given}” must be a whole number, like {default}")
    return int(given)


def listed(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def kept_secret(folder: Path) -> str:
    """The key from the environment, else one made once and kept beside the database."""
    if key := os.environ.get("STEPWELL_SECRET_KEY"):
        return key
    file = folder / "secret-key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(60))
    return file.read_text().strip()


DATA = Path(os.environ.get("STEPWELL_DATA", ROOT / "var"))
PACKS = Path(os.environ.get("STEPWELL_PACKS", ROOT / "packs"))
# A folder with agendas of conversations of your own, beside those that ship.
AGENDAS = os.environ.get("STEPWELL_AGENDAS", "")
DEBUG = flag("STEPWELL_DEBUG")
# A demonstration offers its cast on the sign-in page. Never on where real people are.
DEMONSTRATION = flag("STEPWELL_DEMONSTRATION")
SECRET_KEY = kept_secret(DATA)
# Journals, notes and plans are sealed with keys from this file. Without it they cannot be read: keep a copy apart from backups.
SEALING_KEY_FILE = Path(os.environ.get("STEPWELL_SEALING_KEY_FILE", DATA / "sealing-key"))
ALLOWED_HOSTS = listed("STEPWELL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("STEPWELL_ORIGINS")
HTTPS = flag("STEPWELL_HTTPS")
# Where people reach this installation: links in mail that is sent in the background cannot ask a request.
ADDRESS = os.environ.get("STEPWELL_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
# How many days somebody who has signed in before keeps their address after the staff list gave another.
ADDRESS_DAYS = whole("STEPWELL_ADDRESS_DAYS", 14)
# Attempts to sign in are limited by address: behind a proxy, that is the address it passes on and not its own.
ALLAUTH_TRUSTED_PROXY_COUNT = whole("STEPWELL_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "stepwell.people",  # before allauth: our sign-in pages and mails take the place of its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "stepwell.access",
    "stepwell.ui",
    "stepwell.audit",
    "stepwell.sealing",
    "stepwell.sharing",
    "stepwell.frameworks",
    "stepwell.careers",
    "stepwell.assessments",
    "stepwell.journal",
    "stepwell.feedback",
    "stepwell.plans",
    "stepwell.conversations",
    "stepwell.mentoring",
    "stepwell.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stepwell.ui.middleware.BadInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stepwell.people.middleware.PersonMiddleware",
    "stepwell.people.middleware.KeptFormMiddleware",
    "stepwell.sealing.middleware.SealedMiddleware",
]

ROOT_URLCONF = "stepwell.config.urls"
WSGI_APPLICATION = "stepwell.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "stepwell.home.navigation.shell",
            ],
        },
    }
]
FORM_RENDERER = "stepwell.ui.forms.Renderer"

# SQLite: one writer at a time, taken at the start of a transaction, so that two writers wait instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,  # a first import of 100,000 people holds the one writer for about 16 seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'stepwell.sqlite3'}", conn_max_age=300, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["ENGINE"] = "stepwell.config.postgresql"  # whose errors quote no row

# Who finds a reader's own marks for the picture of a framework: frameworks themselves know nobody's answers.
FRAMEWORK_MARKS = "stepwell.assessments.presenters.marks.own_marks"
# Who finds what a self-assessment was made for, so that its report leads on to it.
ASSESSMENT_ONWARD = "stepwell.mentoring.presenters.applying.waits_for"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["stepwell.people.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "stepwell.people.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "stepwell.people.sign_in_forms.SignInForm",
    "request_login_code": "stepwell.people.sign_in_forms.RequestCodeForm",
    "confirm_login_code": "stepwell.people.sign_in_forms.ConfirmCodeForm",
    "confirm_password_reset_code": "stepwell.people.sign_in_forms.ConfirmResetCodeForm",
    "reset_password": "stepwell.people.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "stepwell.people.sign_in_forms.NewPasswordForm",
    "set_password": "stepwell.people.sign_in_forms.SetPasswordForm",
    "change_password": "stepwell.people.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "stepwell.people.sign_in_forms.ConfirmPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the staff list; a code by e-mail proves them
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A code, not a link: a link would be built from the Host header, and opens in another browser than it was asked for in.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have us write to any address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "stepwell.people.sign_in.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "stepwell.people.sign_in_forms.SecondStepForm",
    "reauthenticate": "stepwell.people.sign_in_forms.ConfirmSecondStepForm",
    "activate_totp": "stepwell.people.sign_in_forms.AddAppForm",
    "add_webauthn": "stepwell.people.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "stepwell.people.sign_in_forms.RenamePasskeyForm",
    "login_webauthn": "stepwell.people.sign_in_forms.PasskeySignInForm",
    "authenticate_webauthn": "stepwell.people.sign_in_forms.PasskeySecondStepForm",
    "reauthenticate_webauthn": "stepwell.people.sign_in_forms.ConfirmPasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the staff list
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stepwell"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = flag("STEPWELL_INSECURE_PASSKEYS", DEMONSTRATION)

# Attempts to sign in are counted here, so it must be one for all processes and machines; nothing else uses it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sign_in_attempts"}}

SESSION_ENGINE = "stepwell.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stepwell.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A file for a journal is sealed before it touches a disk, so one of the size we take stays in memory until then.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11_000_000
STAFF_FILE_MAX_BYTES = 60_000_000

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = os.environ.get("STEPWELL_TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = os.environ.get("STEPWELL_MAIL_FROM", "stepwell@localhost")
EMAIL_HOST = os.environ.get("STEPWELL_MAIL_HOST", "")
EMAIL_PORT = whole("STEPWELL_MAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("STEPWELL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STEPWELL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("STEPWELL_MAIL_TLS")
EMAIL_TIMEOUT = 10  # seconds: notices are sent while somebody waits for a page
# Without a mail server, mail is kept as files beside the database, so that a code can be read in a trial.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secret addresses": {"()": "stepwell.access.quiet.SecretAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("STEPWELL_LOG_LEVEL", "WARNING")},
    "loggers": {
        name: {"filters": ["secret addresses"]} for name in ("django.request", "django.security.csrf", "django.server")
    },
}
