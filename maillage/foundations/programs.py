"""Programs that come with the wheels we depend on."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path


def pandoc() -> str | None:
    """The path of pandoc: that of the wheel ``pypandoc-binary``, else that of the system; None when there is none."""
    spec = find_spec("pypandoc")
    if spec and spec.origin:
        for name in ("pandoc", "pandoc.exe"):
            path = Path(spec.origin).parent / "files" / name
            if path.exists():
                return str(path)
    return shutil.which("pandoc")
