"""Settings of the tests: those of the application, quick where speed costs no truth."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("MAILLAGE_SECRET_KEY", "only-for-the-tests-" * 4)
os.environ.setdefault("MAILLAGE_DATA", tempfile.mkdtemp(prefix="maillage-tests-"))
os.environ.setdefault("MAILLAGE_LOG_LEVEL", "WARNING")

from config.settings import *
from config.settings import TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["debug"] = True
