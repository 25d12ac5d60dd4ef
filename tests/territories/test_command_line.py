"""``maillage load-territories``, and what it must not cost the other commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from maillage import cli
from maillage.territories.models import Geography, Territory
from tests.territories.making import package


@pytest.mark.django_db
def test_the_command_line_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["load-territories", str(package(tmp_path)), "--year", "2027"]) == 0

    assert "Découpage 2027 chargé en" in capsys.readouterr().out
    assert Geography.objects.get().year == 2027


@pytest.mark.django_db
def test_the_command_line_refuses_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["load-territories", str(tmp_path / "rien")]) == cli.CANNOT_WRITE

    assert "n’existe pas. Rien n’a été écrit." in capsys.readouterr().err
    assert not Territory.objects.exists()


def test_the_other_commands_do_not_start_django(root: Path) -> None:
    script = "import sys; from maillage import cli; cli.main(['--version']); print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "False"
