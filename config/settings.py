"""Settings of the application, read from the environment. docs/settings.md describes each variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config import environ

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(environ.text("MAILLAGE_DATA") or ROOT / "data")  # database, files, secret key, mail of the demonstration
DEMO = environ.flag("MAILLAGE_DEMO")

# ---------------------------------------------------------------- what this is, and where it answers
DEBUG = environ.flag("MAILLAGE_DEVELOPMENT")
SECRET_KEY = environ.secret("MAILLAGE_SECRET_KEY", file=DATA / "secret-key")
SECRET_KEY_FALLBACKS = environ.words("MAILLAGE_FORMER_SECRET_KEYS")
ADDRESS = environ.text("MAILLAGE_ADDRESS", "http://localhost:8000").rstrip("/")
HTTPS = urlsplit(ADDRESS).scheme == "https"
ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname or "localhost", *environ.words("MAILLAGE_HOSTS")]
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# ---------------------------------------------------------------- rooms
SIGN_IN = [
    "maillage.accounts",  # before django-allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    *SIGN_IN,
    "maillage.base",
    "maillage.journal",
    "maillage.files",
    "maillage.territories",
    "maillage.organisations",
    "maillage.notices",
    "maillage.agreements",
    "maillage.negotiation",
    "maillage.web",
    "django.forms",
]
AUTH_USER_MODEL = "organisations.User"

MIDDLEWARE = [
    "maillage.base.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "maillage.base.middleware.harden",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.accounts.middleware.Admission",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.accounts.context.presence",
                "maillage.web.context.frame",
            ],
            "builtins": ["maillage.base.templatetags.components"],
        },
    },
]

# ---------------------------------------------------------------- data
DATABASES = {"default": environ.database(environ.text("DATABASE_URL"), folder=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One memory for all workers: rate limits would mean nothing in a memory of each.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# ---------------------------------------------------------------- files
STATIC_URL = "static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = Path(environ.text("MAILLAGE_STATIC") or ROOT / "data" / "static")
MEDIA_ROOT = DATA / "files"  # never served by address: the room that owns a file serves it
STORAGES = {
    "default": environ.files(
        bucket=environ.text("MAILLAGE_S3_BUCKET"),
        endpoint=environ.text("MAILLAGE_S3_ENDPOINT"),
        region=environ.text("MAILLAGE_S3_REGION"),
        access_key=environ.text("MAILLAGE_S3_ACCESS_KEY"),
        secret_key=environ.text("MAILLAGE_S3_SECRET_KEY"),
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MAX_UPLOAD_MB = environ.whole("MAILLAGE_MAX_UPLOAD_MB", 20)
SEAL_CERTIFICATE = (
    Path(environ.text("MAILLAGE_SEAL_CERTIFICATE")) if environ.text("MAILLAGE_SEAL_CERTIFICATE") else None
)
SEAL_PASSWORD = environ.text("MAILLAGE_SEAL_PASSWORD")  # of that file (PKCS#12), with which versions to sign are sealed
MAX_UPLOAD_SIZE = MAX_UPLOAD_MB * 1024 * 1024  # of one file: forms refuse more, and so does the reverse proxy
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# ---------------------------------------------------------------- people
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "maillage.accounts.passwords.StolenPasswordValidator"},
]
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "maillage_session"
CSRF_COOKIE_NAME = "maillage_csrf"
CSRF_FAILURE_VIEW = "maillage.web.views.errors.csrf_failure"

# ---------------------------------------------------------------- sign-in (django-allauth)
AUTHENTICATION_BACKENDS = ["maillage.accounts.backends.Backend"]
PASSWORD_RESET_TIMEOUT = 4 * 3600
ALLAUTH_TRUSTED_PROXY_COUNT = int(environ.flag("MAILLAGE_BEHIND_PROXY"))
ACCOUNT_ADAPTER = "maillage.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: an invitation opens an account
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the link of the invitation showed that the address is theirs
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a letter goes out in both cases: time tells nothing
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 a name
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reauthenticate": "10/m/user",
    "manage_email": "5/h/user",
}
ACCOUNT_FORMS = {
    "login": "maillage.accounts.forms.SignInForm",
    "request_login_code": "maillage.accounts.forms.AskCodeForm",
    "confirm_login_code": "maillage.accounts.forms.CodeForm",
    "reset_password": "maillage.accounts.forms.ForgottenForm",
    "reset_password_from_key": "maillage.accounts.forms.NewPasswordForm",
    "change_password": "maillage.accounts.forms.ChangePasswordForm",
    "set_password": "maillage.accounts.forms.FirstPasswordForm",
    "reauthenticate": "maillage.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "maillage.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # its table of addresses is not used: the address of a user is verified by an invitation
)
MFA_TOTP_ISSUER = "Maillage"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "maillage.accounts.forms.SecondFactorForm",
    "reauthenticate": "maillage.accounts.forms.ConfirmFactorForm",
    "activate_totp": "maillage.accounts.forms.ApplicationForm",
    "add_webauthn": "maillage.accounts.forms.KeyForm",
    "edit_webauthn": "maillage.accounts.forms.RenameKeyForm",
}
PROCONNECT = {
    "issuer": environ.text("MAILLAGE_PROCONNECT_ISSUER").rstrip("/"),
    "client_id": environ.text("MAILLAGE_PROCONNECT_CLIENT_ID"),
    "secret": environ.text("MAILLAGE_PROCONNECT_SECRET"),
}
SOCIALACCOUNT_ADAPTER = "maillage.accounts.adapters.ProConnectAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action on its way to ProConnect
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if PROCONNECT["issuer"]:
    SOCIALACCOUNT_PROVIDERS["proconnect"] = {
        "APPS": [
            {
                "client_id": PROCONNECT["client_id"],
                "secret": PROCONNECT["secret"],
                "settings": {"issuer": PROCONNECT["issuer"]},
            }
        ]
    }

# ---------------------------------------------------------------- words
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
FORM_RENDERER = "maillage.base.rendering.Renderer"

# ---------------------------------------------------------------- who publishes (legal notices, privacy)
PUBLISHER = {
    "name": environ.text("MAILLAGE_PUBLISHER", "Démonstration de Maillage" if DEMO else ""),
    "address": environ.text("MAILLAGE_PUBLISHER_ADDRESS"),
    "contact": environ.text("MAILLAGE_PUBLISHER_CONTACT"),
    "director": environ.text("MAILLAGE_PUBLICATION_DIRECTOR"),
    "host": environ.text("MAILLAGE_HOSTING"),
    "dpo": environ.text("MAILLAGE_DPO_CONTACT"),
}

# ---------------------------------------------------------------- mail
DEFAULT_FROM_EMAIL = environ.text("MAILLAGE_MAIL_FROM", "Maillage <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = environ.text("MAILLAGE_MAIL_HOST")
EMAIL_PORT = environ.whole("MAILLAGE_MAIL_PORT", 587)
EMAIL_HOST_USER = environ.text("MAILLAGE_MAIL_USER")
EMAIL_HOST_PASSWORD = environ.text("MAILLAGE_MAIL_PASSWORD")
EMAIL_USE_TLS = environ.flag("MAILLAGE_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA / "mail"  # without a host, mail is written there to be read
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"

# ---------------------------------------------------------------- work that outlives the request
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---------------------------------------------------------------- defences
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "upgrade-insecure-requests": HTTPS,
    },
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked by the machine itself, without the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
if environ.flag("MAILLAGE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---------------------------------------------------------------- what is told while it runs
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "maillage.base.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": environ.text("MAILLAGE_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django_tasks": {"level": "WARNING"},  # the worker tells what goes wrong, not each look at the queue
        "django_tasks_db": {"level": "WARNING"},
        "pyhanko": {"level": "CRITICAL"},  # it names the signers of the files that it checks
        "pyhanko_certvalidator": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},  # refusals are told by maillage.requests, without the address asked for
    },
}
