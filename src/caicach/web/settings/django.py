"""Django's settings, made from the environment; faults in it are told by `caicach serve`."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from caicach.web.settings.environment import origins_of, read_environment
from caicach.web.settings.logs import logging_of
from caicach.web.settings.mail_server import TIMEOUT_SECONDS

ENVIRONMENT = read_environment()
WEB = Path(__file__).parents[1]

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "caicach.web.site.urls"
WSGI_APPLICATION = "caicach.web.site.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "caicach.web.look",
    "caicach.web.audit",
    "caicach.web.jobs",
    "caicach.web.register",
    "caicach.web.accounts",
    "caicach.web.agencies",
    "caicach.web.attachments",
    "caicach.web.drafts",
    "caicach.web.plans",
    "caicach.web.watch",
    "caicach.web.monitoring",
    "caicach.web.rounds",
    "caicach.web.appraisal",
    "caicach.web.council",
    "caicach.web.results",
    "caicach.web.notices",
    "caicach.web.boards",
    "caicach.web.audit_log",
    "caicach.web.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a tenth of the size: communes have slow lines
    "caicach.web.site.requests.RequestMiddleware",
    "caicach.web.site.uploads.UploadLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caicach.web.site.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caicach.web.accounts.acting.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "caicach.web.accounts.sign_in.second_factor.SecondFactorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caicach.web.site.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "caicach.web.look.templatetags.look",
            ],
        },
    }
]

FORM_RENDERER = "caicach.web.look.forms.LookRenderer"

DATABASES: dict[str, Any] = {"default": ENVIRONMENT.database}

# People read Vietnamese; English is their choice. Days are those of Hà Nội.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "caicach.web.look.formats"
USE_THOUSAND_SEPARATOR = True

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "caicach.web.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "caicach.web.accounts.adapter.SingleSignOnAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by the office, not by strangers
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to addresses that nobody entered
ACCOUNT_EMAIL_NOTIFICATIONS = ENVIRONMENT.mail_server is not None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Cải Cách: "
ACCOUNT_SESSION_REMEMBER = True  # for as long as SESSION_COOKIE_AGE: a working day
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# an office goes out by one address, so that more may fail there than for one person
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0
PASSWORD_RESET_TIMEOUT = 3 * 86_400
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the office's own server vouches for the address
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if ENVIRONMENT.oidc:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": ENVIRONMENT.oidc["label"],
                "client_id": ENVIRONMENT.oidc["client"],
                "secret": ENVIRONMENT.oidc["secret"],
                "settings": {"server_url": ENVIRONMENT.oidc["server"]},
            }
        ],
    }
REQUIRE_MFA = ENVIRONMENT.require_mfa  # of administrators and the standing body
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Caicach"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.production
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "caicach.web.accounts.sign_in.sessions.SessionsAdapter"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{each}" for each in ALLOWED_HOSTS if ENVIRONMENT.https]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *origins_of(ENVIRONMENT.oidc)],  # single sign-on begins with a form
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# An upload is refused by its announced size before it is read: `site.uploads`.
UPLOAD_LIMIT_BYTES = 50 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
EVIDENCE_FOLDER = ENVIRONMENT.home / "evidence"
PREVIEW_FOLDER = ENVIRONMENT.home / "previews"  # made from evidence, and made again when lost
SIGNATURE_ANCHORS = ENVIRONMENT.signature_anchors
KEYS_FOLDER = ENVIRONMENT.home / "keys"  # of the installation's own seal
SEAL_FILE, SEAL_PASSWORD = ENVIRONMENT.seal_file, ENVIRONMENT.seal_password
FONTS_FOLDER = ENVIRONMENT.fonts
FACTS_STORE = ENVIRONMENT.store

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
    }
}

SITE_ADDRESS = ENVIRONMENT.address
EMAIL_IS_SET_UP = ENVIRONMENT.mail_server is not None
# without a server mails are shown where the workspace runs; a demonstration writes to nobody
_SHOWN = "dummy" if ENVIRONMENT.demo else "console"
EMAIL_BACKEND = f"django.core.mail.backends.{_SHOWN}.EmailBackend"
if ENVIRONMENT.mail_server is not None:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = ENVIRONMENT.mail_server.host
    EMAIL_PORT = ENVIRONMENT.mail_server.port
    EMAIL_HOST_USER = ENVIRONMENT.mail_server.user
    EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_server.password
    EMAIL_USE_TLS = ENVIRONMENT.mail_server.tls
    EMAIL_USE_SSL = ENVIRONMENT.mail_server.ssl
    EMAIL_TIMEOUT = TIMEOUT_SECONDS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.sender

LOGGING = logging_of(ENVIRONMENT.json_logs)
LOGGING_CONFIG = "logging.config.dictConfig"
DEMO = ENVIRONMENT.demo
DEMO_PASSWORD = "xem-thu-2026"  # noqa: S105 -- meant to be read by all, and never in production
