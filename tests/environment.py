"""The settings that tests run under, whatever `.env` or the shell says; loaded before Django's.

pytest reads this as a plugin (`-p tests.environment` in pyproject.toml). `DATABASE_URL` and
`CACHE_URL` are left alone: they say what to test on.
"""

import os

os.environ |= {
    "ENV_FILE": os.devnull,
    "DEBUG": "0",
    "SECRET_KEY": "only-for-tests-which-no-reader-ever-meets-0123456789",
    "SITE_URL": "http://testserver",
    # Playwright keeps an event loop in the tests' own thread; Django would refuse it the database.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
OURS = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SITE_NAME", "SITE_TAGLINE", "LANGUAGE_CODE")
OURS += ("TIME_ZONE", "READING_RATE", "IMAGE_MAX_BYTES", "IMAGE_MAX_PIXELS", "BEHIND_PROXY")
OURS += ("WEB_FONTS", "FEED_FULL_TEXT", "SITE_LOGO", "SITE_PRINCIPLES", "SITE_PROFILES")
OURS += ("PUBLIC_HISTORY", "FEEDBACK_KEEP_MONTHS", "COUNT_READS", "CDN_URL")
for name in OURS:
    os.environ.pop(name, None)


def pytest_configure():
    """Static files as they lie in the tree, since tests do not collect them."""
    from django.conf import settings
    from django.core.signals import setting_changed

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    # Tasks are done where they are asked for; tests of the queue itself ask for the real one.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    # A slow hash protects passwords, of which tests have none.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
