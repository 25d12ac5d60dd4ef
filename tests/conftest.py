"""What all tests share: how hard hypothesis searches, where the annotated agreements are, and what may not be skipped under CI."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers import ReadOnlyGet

pytest_plugins = ["tests.cast", "tests.letters"]

ROOT = Path(__file__).resolve().parent.parent
AGREEMENTS = ROOT.parent / "shared" / "agreements"
NEVER_SKIPPED_UNDER_CI = ("browser", "postgresql", "ocr")

settings.register_profile("suite", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("suite"), max_examples=30)
settings.register_profile("fuzz", settings.get_profile("suite"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated agreements (seeds and dev sets), which lies beside the project where the readings are measured."""
    if not AGREEMENTS.is_dir():
        pytest.skip("the annotated agreements (../shared/agreements) are not beside the project")
    return AGREEMENTS


@pytest.fixture
def client() -> ReadOnlyGet:
    """A client that nobody has signed in, and whose GET may not write."""
    return ReadOnlyGet()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI the browser, PostgreSQL and character recognition are installed: a test that skips for want of them fails."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        needed = [name for name in NEVER_SKIPPED_UNDER_CI if item.get_closest_marker(name)]
        if needed:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} needs {needed[0]} and was skipped, which CI refuses: {report.longrepr}"
    return report
