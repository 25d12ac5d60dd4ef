"""What is done around each request: a line of log without personal data, and headers that Django does not set."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from maillage.base.logs import request_id

Answer = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("maillage.requests")

# What no page here uses: no sensor, no payment, no advertising.
UNUSED = (
    "accelerometer browsing-topics camera display-capture geolocation gyroscope magnetometer microphone midi payment"
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED.split())


def log_requests(get_response: Answer) -> Answer:
    """Write one line for each request: its route (never its address), status and duration."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(6))
        begun = time.perf_counter()
        try:
            response = get_response(request)
            told = {
                "method": request.method,
                "route": request.resolver_match.view_name if request.resolver_match else None,
                "status": response.status_code,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
            }
            logger.info("answered", extra=told)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)

    return answer


def harden(get_response: Answer) -> Answer:
    """Refuse sensors to pages, and keep pages of signed-in people out of every cache (shared computers)."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return answer
