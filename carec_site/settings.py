"""All settings, read through the table in `carec_site/env.py`."""

import gc
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from carec_site import env as environment
from carec_site import logs

# Python looks for garbage after 700 new objects. Loading the site makes hundreds of thousands, which stay.
gc.set_threshold(100_000)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.read(BASE_DIR)
DATA_DIR = BASE_DIR / env.data_dir

DEBUG = env.debug
SECRET_KEY = env.secret_key or "insecure-and-only-for-a-developer's-own-machine-with-DEBUG=1"
SITE_URL = env.site_url
ALLOWED_HOSTS = env.allowed_hosts or ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "carec_site",
    "modeltranslation",  # before the admin, whose classes it extends
    "carec_site.staff.config.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "taggit",
    "crispy_forms",
    "csp",
    "js_asset",
    "django_prose_editor",
    "import_export",
    "post_office",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "freshness",
    "publishing",
    "history",
    "events",
    "news",
    "pages",
    "contacts",
    "search",
    "subscriptions",
    "home",
    "audit",
]

MIDDLEWARE = [
    "carec_site.page_cache.pages.ForEverybodyMiddleware",  # sees the answer as it is sent
    "carec_site.middleware.RequestLogMiddleware",  # around all others, whose lines carry its id
    "carec_site.middleware.EmptyHeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # In debug the development server itself finds static files, as they are written.
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "publishing.videos.middleware.PlayersMiddleware",
    "carec_site.middleware.PermissionsPolicyMiddleware",
    "carec_site.availability.AvailabilityMiddleware",
    "carec_site.availability.SessionMiddleware",
    "carec_site.middleware.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "carec_site.staff.accounts.pages.AccountPagesMiddleware",
    "carec_site.staff.acting.ActingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "carec_site.urls"
WSGI_APPLICATION = "carec_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    # Public pages. It is asked last, so the other engine has its templates in a folder.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "carec_site.templating.environment.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "carec"
CRISPY_TEMPLATE_PACK = "carec"

# Database: the named server, or a private one that starts when the first connection is opened.
if env.database_url:
    DATABASES = {"default": dj_database_url.parse(env.database_url, conn_max_age=600)}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server whose machine vanished is noticed within about a minute; what the address says wins.
    DATABASES["default"]["OPTIONS"] = {
        "keepalives_idle": 30,  # seconds
        "keepalives_interval": 10,  # seconds
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,  # milliseconds
        **DATABASES["default"].get("OPTIONS", {}),
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "carec_site.database",
            "NAME": "carec",
            "USER": "postgres",
            "EMBEDDED_DIR": DATA_DIR / "postgres",
            "EMBEDDED_BINDIR": env.embedded_pg_bindir,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    }
# How long requests and commands wait: see carec_site/database/waiting.py.
DATABASE_ANSWER_SECONDS = env.database_answer_seconds
DATABASE_STATEMENT_SECONDS = env.database_statement_seconds
DATABASE_IDLE_IN_TRANSACTION_SECONDS = 60
DATABASE_START_SECONDS = 10  # for a private server to start again
DATABASE_COMMAND_ANSWER_SECONDS = 30
# Tests look at pages within transactions of their own: see freshness/changes.py.
FRESHNESS_IN_TRANSACTIONS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["carec_site.staff.accounts.sign_in.GuardedBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Sign-in: django-allauth asks for the second factor and lists sessions: see carec_site/staff/accounts/.
# Codes are counted like passwords, in the database, so allauth's own counts, one a process, are off.
SECOND_FACTOR = env.second_factor
AUDIT_YEARS = env.audit_years
ACCOUNT_ADAPTER = "carec_site.staff.accounts.pages.StaffAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "carec_site.staff.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "carec_site.staff.accounts.second_factor.NewKeyForm",
    "authenticate": "carec_site.staff.accounts.second_factor.CodeForm",
    "authenticate_webauthn": "carec_site.staff.accounts.second_factor.KeyForm",
    "reauthenticate": "carec_site.staff.accounts.second_factor.CodeAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "CAREC Institute"
MFA_TOTP_TOLERANCE = 1  # codes before and after the present one, for phones whose clocks are off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60  # seconds; the mail with the link names the hours

# Languages: English addresses have no prefix; content columns exist for each language.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("zh-hans", _("Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
USE_I18N = True
TIME_ZONE = env.time_zone
USE_TZ = True
FORMAT_MODULE_PATH = "carec_site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "carec_site.storage.WholeFileStorage"},
    # Files that no address serves: they are given to staff by the administration alone.
    "private": {
        "BACKEND": "carec_site.storage.WholeFileStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "carec_site.storage.WholeStaticFilesStorage"
    },
}
# Three languages of long text in one form; pictures and documents are files and do not count.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# All appearances of somebody may be ticked at once, 2,000 of them at most.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "carec_site.storage.TemporaryFileUploadHandler",
]

# Pages name files with their hash alone, and maps of sources are for developers: the rest need no packing.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

TAGGIT_CASE_INSENSITIVE = True

# A cell that begins like a formula must not act in the reader's spreadsheet.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
# The operator's own headings of imported lists; empty for none.
HEADINGS_FILE = str(BASE_DIR / env.headings_file) if env.headings_file else ""

# Security: all of it follows from SITE_URL, so a demo over http works and a site over https is strict.
TLS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = TLS
BEHIND_PROXY = env.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS and env.hsts in {"subdomains", "preload"}
SECURE_HSTS_PRELOAD = TLS and env.hsts == "preload"
# Other hosts below this one may be other people's, so HSTS is for this host unless the operator says more.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# Pages kept in the memory of each process: see carec_site/page_cache/.
PAGE_CACHE_BYTES = 0 if DEBUG else env.page_cache_megabytes * 1_000_000
PAGE_CACHE_WARM_PAGES = env.page_cache_warm_pages
FRESHNESS_BY_LEASE = env.page_cache_check == "lease"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# Mail is queued in the database and sent by a worker: see contacts/mail/queue.py.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 30  # seconds for each answer of the mail server
globals().update(env.email_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from
# Where the replies to our mails arrive: see contacts/inquiries/replies.py.
IMAP_URL = env.imap_url
MAIL_DOMAIN = urlsplit(SITE_URL).hostname
MAIL_WAIT_FACTOR = 1
# Working days within which an inquiry is answered; the receipt names them.
ANSWER_DAYS = 5
# Months after the last word of an inquiry in such a state, by state; then the command erase_inquiries erases
# its personal data. Other states wait for somebody and are kept. The visitors' privacy page names the months.
INQUIRY_RETENTION_MONTHS = {"closed": 24, "answered": 24, "spam": 1}
# Names of the pages with a place for quotes, which is above their contact form.
PAGES_WITH_QUOTES = {
    "home",
    *("news:list", "news:year", "news:topic", "news:author", "news:detail"),
    *("events:list", "events:past", "events:year", "events:month", "events:detail", "events:calendars"),
    *("events:people", "events:person", "events:organisations", "events:organisation"),
    *("events:countries", "events:country", "pages:detail", "pages:privacy", "search:results"),
}
POST_OFFICE = {"FILE_STORAGE": "private", "LOCK_FILE_NAME": str(DATA_DIR / "post_office")}

LOGGING = logs.configuration(env.log_level, is_debug=DEBUG)
