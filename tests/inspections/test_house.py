"""The files that describe the project agree with the project."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import maillage


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


# What a dependency is imported as, or what calls for it, where that is not its own name.
MODULES = {
    "argon2-cffi": r"django\.contrib\.auth\.hashers\.Argon2PasswordHasher",
    "brotli": "whitenoise",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "django-template-partials": "template_partials",
    "fonttools": "fontTools",
    "pyjwt": "jwt",
    "python-stdnum": "stdnum",
    "psycopg": r"django\.db\.backends\.postgresql",
}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _targets(root: Path) -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", _read(root / "Makefile"), re.M))


def _commands(text: str) -> set[str]:
    """The make targets that a page tells its reader to use."""
    return set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.M))


def test_each_dependency_says_why_it_is_here(root: Path) -> None:
    lists = re.findall(r"^(?:dependencies|s3|dev|tools) = \[\n(.*?)^\]", _read(root / "pyproject.toml"), re.M | re.S)
    assert len(lists) == 4
    lines = [line.strip() for part in lists for line in part.splitlines()]
    assert not [line for line in lines if not re.fullmatch(r'"[^"]+", # \S.{10,}', line)]


def test_every_runtime_dependency_is_used(root: Path, project: dict[str, Any]) -> None:
    code = "\n".join(_read(path) for folder in ("config", "maillage") for path in (root / folder).rglob("*.py"))
    names = [re.split(r"[><=\[]", line)[0] for line in project["project"]["dependencies"]]
    modules = [MODULES.get(name, name.removesuffix("-binary").replace("-", "_")) for name in names]
    used = r"(?:import|from) {0}\b|find_spec\(.{0}|[\"']{0}[.\"']"
    assert not [name for name in modules if not re.search(used.format(name), code)]


def test_every_dependency_is_locked_with_its_hash(root: Path, project: dict[str, Any]) -> None:
    lock = _read(root / "requirements" / "locked.txt")
    runs = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["s3"]]
    wanted = [*runs, *project["dependency-groups"]["dev"]]
    names = [re.match(r"[A-Za-z0-9.-]+", line) for line in wanted]
    locked = re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.M)
    assert {name[0].lower() for name in names if name} <= {name for name, _ in locked}
    assert all("+" not in version for _, version in locked), "a local version exists on one machine only"
    assert lock.count("==") <= lock.count("--hash=sha256:")


def test_no_host_is_written_in_what_is_locked(root: Path) -> None:
    for path in (root / "requirements").iterdir():
        text = _read(path)
        assert "://" not in text
        assert not re.search(r"^\s*(--index|--extra-index|--find-links|-f |-i )", text, re.M), path.name


def test_uv_is_the_version_that_builds(root: Path, project: dict[str, Any]) -> None:
    (pinned,) = project["dependency-groups"]["tools"]
    (backend,) = project["build-system"]["requires"]
    version = pinned.removeprefix("uv==")
    assert backend.startswith(f"uv_build>={version},")
    assert f"uv=={version} " in _read(root / "requirements" / "tools.txt")


def test_make_alone_lists_every_target(root: Path) -> None:
    run = subprocess.run(["make", "--no-print-directory"], cwd=root, capture_output=True, text=True, check=True)
    assert set(re.findall(r"^  make (\S+)", run.stdout, re.M)) == _targets(root)
    assert _targets(root) >= set("help run test test-pg check fix bench fuzz lock clean".split())


@pytest.mark.parametrize("page", ["README.md", "DEVELOPERS.md", ".ci/run", ".pre-commit-config.yaml"])
def test_commands_that_a_page_gives_exist(root: Path, page: str) -> None:
    commands = _commands(_read(root / page).replace("entry: make", "make"))
    assert commands <= _targets(root)


def test_the_readme_gives_its_two_commands(root: Path) -> None:
    assert {"run", "test"} <= _commands(_read(root / "README.md"))


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(root)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", _read(page))
        if not (page.parent / link).exists()
    ]
    assert not lost


def test_the_version_is_the_same_everywhere(root: Path, project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    assert maillage.__version__ == version
    assert f"## [{version}] - " in _read(root / "CHANGELOG.md")
    assert f'softwareVersion: "{version}"' in _read(root / "publiccode.yml")


def test_the_licence_is_the_same_everywhere(root: Path, project: dict[str, Any]) -> None:
    assert project["project"]["license"] == "EUPL-1.2"
    assert "license: EUPL-1.2" in _read(root / "publiccode.yml")
    assert _read(root / "LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_decision_records_are_short_and_numbered_once(root: Path) -> None:
    records = sorted((root / "docs" / "adr").glob("*.md"))
    numbers = [int(record.name[:4]) for record in records]
    assert len(set(numbers)) == len(numbers)
    assert not [record.name for record in records if len(_read(record).splitlines()) > 40]


READS_A_VARIABLE = re.compile(r"os\.(environ|getenv)\b|environ\.(text|flag|whole|words|secret)\(")


def _variable(node: ast.AST) -> str:
    """The environment variable that an expression reads, or nothing."""
    if not isinstance(node, (ast.Call, ast.Subscript)) or not READS_A_VARIABLE.match(ast.unparse(node)):
        return ""
    key = node.slice if isinstance(node, ast.Subscript) else node.args[0] if node.args else None
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isupper() else ""


def test_environment_variables_are_all_in_the_settings_page(root: Path) -> None:
    used = {
        name
        for folder in ("config", "maillage", "tests", "bench")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(_read(path)))
        if (name := _variable(node))
    }
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", _read(root / "docs" / "settings.md"), re.M))
    assert used == told


def test_the_reader_does_not_know_django(root: Path) -> None:
    knowing = [
        str(path.relative_to(root))
        for room in ("foundations", "reading")
        for path in (root / "maillage" / room).rglob("*.py")
        for node in ast.walk(ast.parse(_read(path)))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "django")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "django" for alias in node.names))
    ]
    assert not knowing
