"""pyHanko opens an event loop of its own at each call, which fails in a thread where one runs already."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


def in_own_loop(work: Callable[[], _T]) -> _T:
    """What ``work`` gives, or raises, done in a thread of its own: no loop runs there, whoever asks."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="pades") as threads:
        return threads.submit(work).result()
