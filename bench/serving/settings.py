"""The settings of the application, with the routes of the measure."""

from __future__ import annotations

from config.settings import *

ROOT_URLCONF = "bench.serving.urls"
