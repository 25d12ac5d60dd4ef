"""How much each page costs, as a ratio to a view that only answers "ok" behind the same middleware with the same session.

For 100 then 10,000 organisations and agreements: a database of its own (SQLite; with ``--postgresql``, a PostgreSQL server of its own), gunicorn on the
loopback as in an installation, then each page asked by one client and by eight, by turns with "ok". Median and 95th percentile.
About five minutes, and as long again to write 10,000 agreements with 250,000 commitments. Words of the command line choose pages: ``bench/pages.py recherche personnes``.
On a machine that others use, ``--busy`` compares the fastest answers instead of the medians, and asks for longer.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 10_000)
CLIENTS = (1, 8)
TURNS, SECONDS, WARM_UP, LEAST = 12 if "--busy" in sys.argv else 5, 0.5, 3, 5
SEARCHES, SEARCH_LIMIT = ("recherche", "conventions, cherchées", "conventions, mots rares", "conventions, faute"), 8.0
LIMIT, GROWTH = 6.0, 1.3

sys.path.insert(0, str(ROOT))

from tests import postgresql  # noqa: E402 found beside this folder

Times = list[float]


def main() -> int:
    """Measure, print, and say by the status whether every limit is kept."""
    if (load := os.getloadavg()[0]) > 0.5:
        print(f"This machine is busy (load {load:.1f}): the figures below say little.")
    results = {size: measure(size) for size in SIZES}
    over = show(results)
    for line in over:
        print(f"OVER: {line}")
    return 1 if over else 0


def measure(size: int) -> dict[tuple[str, int], tuple[float, float, float]]:
    """For each page and number of clients: median and 95th percentile in ms, and the ratio of medians to "ok"."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="maillage-bench-"))
        url = stack.enter_context(postgresql.server()) if "--postgresql" in sys.argv else ""
        port, cookie, pages = stack.enter_context(serving(folder, url, size))
        found = {}
        for clients in CLIENTS:
            for name, path in _chosen(pages).items():
                # By turns, so that what else the machine does weighs on both alike.
                turns = [(ask(port, "/ok", cookie, clients), ask(port, path, cookie, clients)) for _ in range(TURNS)]
                yardstick = [took for ok, _ in turns for took in ok]
                times = [took for _, page in turns for took in page]
                median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
                found[name, clients] = (median * 1000, p95 * 1000, typical(times) / typical(yardstick))
        return found


def typical(times: Times) -> float:
    """The median; with ``--busy``, the tenth from the fastest, which what else runs on the machine weighs on least."""
    return statistics.quantiles(times, n=10)[0] if "--busy" in sys.argv else statistics.median(times)


def _chosen(pages: dict[str, str]) -> dict[str, str]:
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    return {name: path for name, path in pages.items() if not words or any(word in name for word in words)}


@contextlib.contextmanager
def serving(folder: str, url: str, size: int) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The application on a free port, with ``size`` organisations: port, cookie, pages."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "bench.serving.settings",
        "MAILLAGE_ADDRESS": f"http://127.0.0.1:{port}",
        "MAILLAGE_BIND": f"127.0.0.1:{port}",
        "MAILLAGE_DATA": folder,
        "MAILLAGE_DEMO": "1",
        "MAILLAGE_LOG_LEVEL": "WARNING",
        "MAILLAGE_SECRET_KEY": "measure" * 10,
        "MAILLAGE_STATIC": f"{folder}/static",
    }
    fill = (
        "import django, json; django.setup(); from django.core.management import call_command; "
        f"from bench.serving import world; world.fill({size}); "
        "call_command('collectstatic', interactive=False, verbosity=0); print(json.dumps([world.session(), world.pages()]))"
    )
    begun = time.perf_counter()
    made = subprocess.run(
        [sys.executable, "-c", fill], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    if made.returncode:
        sys.exit(made.stderr)
    print(made.stderr, end="")
    cookie, pages = json.loads(made.stdout.splitlines()[-1])
    print(f"{size} organisations and agreements written in {time.perf_counter() - begun:.0f} s", flush=True)
    # What it says when it listens is for people: here nobody reads it.
    words = ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    server = subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    try:
        wait(port)
        yield port, cookie, pages
    finally:
        server.terminate()
        server.wait(30)


def wait(port: int) -> None:
    """Until the server listens."""
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    sys.exit("the server did not start")


def ask(port: int, path: str, cookie: str, clients: int) -> Times:
    """The seconds that each answer took, ``clients`` asking at once for SECONDS at most."""
    with ThreadPoolExecutor(clients) as pool:
        return [took for times in pool.map(lambda _: _ask(port, path, cookie), range(clients)) for took in times]


def _ask(port: int, path: str, cookie: str) -> Times:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times: Times = []
    asked, end = 0, time.perf_counter() + SECONDS
    while asked < WARM_UP + LEAST or time.perf_counter() < end:
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        took = time.perf_counter() - begun
        if response.status != 200:
            sys.exit(f"{path} answered {response.status}")
        asked += 1
        if asked > WARM_UP:
            times.append(took)
        if time.perf_counter() > end + 4 * SECONDS:
            break
    connection.close()
    return times


def show(results: dict[int, dict[tuple[str, int], tuple[float, float, float]]]) -> list[str]:
    """Print the table; what is over its limit."""
    small, large = SIZES
    print(
        f"\n{'page':26}{'clients':>8}{'median':>10}{'p95':>10}{'ratio':>8}  |{'median':>10}{'p95':>10}{'ratio':>8}{'growth':>8}"
    )
    print(f"{'':34}{f'{small} agreements':>28}  |{f'{large} agreements':>28}")
    over = []
    for (name, clients), (median, p95, ratio) in results[small].items():
        after = results[large][name, clients]
        growth = after[2] / ratio
        print(
            f"{name:26}{clients:>8}{median:>7.1f} ms{p95:>7.1f} ms{ratio:>7.1f}x  |"
            f"{after[0]:>7.1f} ms{after[1]:>7.1f} ms{after[2]:>7.1f}x{growth:>7.2f}x"
        )
        limit = SEARCH_LIMIT if name.startswith(SEARCHES) else LIMIT
        if max(ratio, after[2]) > limit:
            over.append(f"{name}, {clients} clients: {max(ratio, after[2]):.1f}x, limit {limit:.0f}x")
        if growth > GROWTH:
            over.append(f"{name}, {clients} clients: grows {growth:.2f}x, limit {GROWTH}x")
    return over


if __name__ == "__main__":
    sys.exit(main())
