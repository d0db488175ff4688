"""Settings of the project, all from the environment; without any it runs on one machine, safely.

A file `.env` beside manage.py is read first; the real environment wins over it. README.md lists
every setting, and a test keeps it complete.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from articles.text.embed import FRAMES
from newsroom import cdn
from newsroom.logs import without_trace_of_refusals

# Paths
BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(env.str("ENV_FILE", "") or BASE_DIR / ".env", recurse=False)

# Secrets and who may ask
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
DEMO_KEY = "demo-key-for-tests-and-building-only-never-for-a-site-0123456789"
if not DEBUG and SECRET_KEY in ("", DEMO_KEY) and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or the demo one. Set SECRET_KEY to 50 random characters "
        "(`make secret` prints some), or set DEBUG=1 on your own machine."
    )
SECRET_KEY = SECRET_KEY or DEMO_KEY
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"] if DEBUG else ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])

INSTALLED_APPS = [
    # Before the admin, so that our templates of the same name are found first.
    "articles.apps.ArticlesConfig",
    "articles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "modelsearch",
    "taggit",
    "django_prose_editor",
    "js_asset",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before sessions: a reader's request gets its moment and its headers whoever else looks on.
    "articles.site.middleware.reader",
    # Inside of it too: what an answer is made of, in keys for a CDN.
    "articles.site.surrogate.keyed",
    # Inside of it: an answer is compressed first and gets its ETag then, one for each form.
    "articles.site.compression.compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Behind the sign-in, since only some of those who are signed in may look at another moment.
    "articles.site.moment.chosen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # While the database is away, 503 in place of a view; all others add to the answer.
    "newsroom.away.told",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.site.house.site",
            ],
        },
    },
]

# Database: SQLite in WAL mode, or what DATABASE_URL names
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# To open one costs more than all the questions of a page, in SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Django's, whose threads could wait for each other.
    DATABASES["default"]["ENGINE"] = "newsroom.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        # Taking the write lock at BEGIN makes a second writer wait instead of fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that has gone without a word is not waited for until the end of days: seconds to
    # connect, thousandths of one until what was sent must have arrived.
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"].get("OPTIONS", {})
    # For search.
    INSTALLED_APPS.append("django.contrib.postgres")

# Search: in the database itself, or by the engine that SEARCH_URL names
SEARCH_URL = env.str("SEARCH_URL", "")
SEARCH_ENGINES = {"opensearch": "opensearch3", "elasticsearch": "elasticsearch9"}
MODELSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "articles.search.database",
        # Else a rebuild would lock SQLite for as long as it takes.
        "ATOMIC_REBUILD": False,
    }
}
if SEARCH_URL:
    engine, _plus, address = SEARCH_URL.partition("+")
    if engine not in SEARCH_ENGINES or not address.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "SEARCH_URL names no engine that is known. Begin it with opensearch+https:// or "
            "elasticsearch+https:// (or http); name, password, host and port follow."
        )
    MODELSEARCH_BACKENDS["default"] = {
        "BACKEND": f"modelsearch.backends.{SEARCH_ENGINES[engine]}",
        "URLS": [address],
        "INDEX_PREFIX": "newsroom_",
        # A reader waits no longer than this.
        "TIMEOUT": 3,
        "OPTIONS": {"max_retries": 0},
    }

# The CDN before the site, which is told of every change; the token in it is never written out
CDN = cdn.named(env.str("CDN_URL", ""))

# Cache
CACHE_URL = env.str("CACHE_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        # Made by a migration.
        "LOCATION": "newsroom_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Pages: kept whole in each process, and if PAGE_FILES names a folder laid down there for nginx too
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", 100, validate=validate.Range(min=0))
PAGE_FILES = env.path("PAGE_FILES", None) if env.str("PAGE_FILES", "") else None
PAGE_FILES_MB = env.int("PAGE_FILES_MB", 1_000, validate=validate.Range(min=1))
PAGE_STALE_FOR = env.int("PAGE_STALE_FOR", 3_600, validate=validate.Range(min=0))

# Tasks: what need not be done at once waits in the database for a worker
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_files.GatheredStaticFiles"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Sign-in
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["articles.desk.backend.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Mail: by the server that EMAIL_URL names; without one nobody is mailed
mail = env.dj_email_url("EMAIL_URL", "dummy://")
EMAIL_BACKEND = mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"] or "localhost", mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = mail["EMAIL_FILE_PATH"]
# A server that says nothing is not waited for until the end of days.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "") or f"desk@{urlsplit(SITE_URL).hostname}"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Security
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Readers' pages never ask for the nonce, so their header is the same for everyone; only the
# desk's editor, whose modules are named in an import map, does.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # What of other sites may play within a story, once a reader asks for it.
        "frame-src": FRAMES,
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Tags: "ferries" and "Ferries" are one
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.desk.tags.from_commas"
TAGGIT_STRING_FROM_TAGS = "articles.desk.tags.to_commas"

# Language and time
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en-gb")
TIME_ZONE = env.str("TIME_ZONE", "Europe/London")
USE_I18N = USE_TZ = True
# Empty: as the language has it. The letters are those of Django's `date` filter.
SITE_DATE_FORMAT = env.str("DATE_FORMAT", "")
SITE_TIME_FORMAT = env.str("TIME_FORMAT", "")
SITE_DIRECTION = env.str("DIRECTION", "", validate=validate.OneOf(["", "ltr", "rtl"]))
# Named, so that `makemessages` puts the words of templates/ there too.
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": without_trace_of_refusals,
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    # Its own handler would write each line of DEBUG a second time.
    "loggers": {
        "django": {"handlers": []},
        # Warns at each Ctrl-C that one may press it again.
        "django_tasks_db": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}

# Ours
SITE_NAME = env.str("SITE_NAME", "Newsroom")
SITE_TAGLINE = env.str("SITE_TAGLINE", "")
an_address = validate.Regexp(r"((https?:/)?/[^\s]+)?")
SITE_LOGO = env.str("SITE_LOGO", "", validate=an_address)
SITE_PRINCIPLES = env.str("SITE_PRINCIPLES", "", validate=an_address)
SITE_PROFILES = env.list("SITE_PROFILES", [])
at_least_one = validate.Range(min=1)
WEB_FONTS = env.bool("WEB_FONTS", True)
FEED_FULL_TEXT = env.bool("FEED_FULL_TEXT", True)
READING_RATE = env.int("READING_RATE", 180, validate=at_least_one)
COUNT_READS = env.bool("COUNT_READS", True)
PUBLIC_HISTORY = env.bool("PUBLIC_HISTORY", True)
IMAGE_MAX_BYTES = env.int("IMAGE_MAX_BYTES", 25_000_000, validate=at_least_one)
IMAGE_MAX_PIXELS = env.int("IMAGE_MAX_PIXELS", 60_000_000, validate=at_least_one)
FEEDBACK_KEEP_MONTHS = env.int("FEEDBACK_KEEP_MONTHS", 24, validate=at_least_one)
