"""How long the whole country takes to load, and how much dearer a search is among 39,000 territories than among 350.

Run by hand, with the package installed (make assets)::

    .venv/bin/python bench/territories.py

A database of its own is made in a temporary folder; DATABASE_URL is not touched. The search is told as a ratio between the two
sizes, in the same process: what a machine is worth does not count.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "assets" / "node_modules" / "@etalab" / "decoupage-administratif"
TYPED = ("s", "sa", "saint", "saint denis", "montp", "93200", "communauté de", "zzz")
SMALL, ROUNDS = 350, 30


def main() -> None:
    """Load, search among all, keep a few, search again."""
    if not PACKAGE.is_dir():
        sys.exit("The package @etalab/decoupage-administratif is not installed: make assets.")
    with tempfile.TemporaryDirectory() as folder:
        _start(folder)
        _measure()


def _start(folder: str) -> None:
    os.environ.setdefault("MAILLAGE_SECRET_KEY", "only-for-this-measure-" * 3)
    os.environ["MAILLAGE_DATA"] = folder
    os.environ["DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure() -> None:
    from django.core.management import call_command
    from django.db import connection

    from maillage.territories.models import FormerCode, Territory

    seconds = _time(lambda: call_command("load_territories", PACKAGE))
    again = _time(lambda: call_command("load_territories", PACKAGE))
    print(f"loading: {seconds:.1f} s; the same year again: {again:.1f} s (asked for: under 20 s)")
    large, many = _searches(), Territory.objects.count()
    ladder = list(Territory.objects.filter(kind__in=("region", "departement")).values_list("pk", flat=True))
    communes = Territory.objects.filter(kind="commune").order_by("?").values_list("pk", flat=True)
    kept = ladder + list(communes[: SMALL - len(ladder)])
    FormerCode.objects.all().delete()
    Territory.objects.filter(kind="commune").update(epci=None)
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (id)")
        cursor.executemany("INSERT INTO kept VALUES (%s)", [(pk.hex,) for pk in kept])
        cursor.execute("DELETE FROM territories_territoryword WHERE row_id NOT IN (SELECT id FROM kept)")
        cursor.execute("DELETE FROM territories_territory WHERE id NOT IN (SELECT id FROM kept)")
    small, few = _searches(), Territory.objects.count()
    print(
        f"{'typed':16} {few:>9,} {many:>9,}   ratio   (milliseconds: the ten that a box offers; a page of 25 and the count)"
    )
    for typed in TYPED:
        for name, index in (("box", 0), ("page", 1)):
            a, b = small[typed][index] * 1000, large[typed][index] * 1000
            print(f"{typed if name == 'box' else '':16} {a:9.2f} {b:9.2f} {b / a:7.1f}   {name}")


def _searches() -> dict[str, tuple[float, float]]:
    from maillage.base.pages import Pages
    from maillage.territories import queries
    from maillage.territories.models import Territory

    def page(typed: str) -> object:
        return list(Pages(Territory.objects.search(typed).ranked(typed).with_places(), 25).get_page(1))

    return {
        typed: (_median(lambda typed=typed: queries.to_choose((), typed)), _median(lambda typed=typed: page(typed)))
        for typed in TYPED
    }


def _median(do: Callable[[], object]) -> float:
    do()
    return statistics.median(_time(do) for _ in range(ROUNDS))


def _time(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
