"""The tags and texts of an HTML page, in linear time whatever it holds: no tag is looked for twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# Elements whose content is not markup (HTML standard, 13.2.5): it runs to their end tag.
_RAW = frozenset(
    ("script", "style", "textarea", "title", "noscript", "iframe", "noembed", "noframes", "xmp", "template", "svg")
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z:-]{1,40})(?:\s{0,9}=\s{0,9}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000})))?"
)
_MAX_TAG = 10_000

Tag = tuple[str, str, dict[str, str]]  # "start", name, attributes; "end", name, {}; "text", words, {}


def tags(page: str) -> Iterator[Tag]:
    """The tags and texts of ``page`` in order; comments, declarations and the content of scripts are left out."""
    lower = page.lower()
    position, length = 0, len(page)
    while position < length:
        opening = page.find("<", position)
        if opening < 0:
            opening = length
        if opening > position:
            yield "text", unescape(page[position:opening]), {}
        if opening >= length:
            return
        name = _NAME.match(page, opening)
        if name is None:
            position = _skip(page, opening)
            if position == opening:  # a sign "less than" in the text
                yield "text", "<", {}
                position += 1
            continue
        position = _tag_end(page, opening)
        tag = name[1].lower()
        if page[opening + 1] == "/":
            yield "end", tag, {}
            continue
        yield "start", tag, _attributes(page[name.end() : position])
        if tag in _RAW:
            closing = lower.find(f"</{tag}", position)
            position = length if closing < 0 else closing


def _skip(page: str, opening: int) -> int:
    """Where a comment, a declaration or a processing instruction ends; ``opening`` when it is none of them."""
    if page.startswith("<!--", opening):
        end, size = page.find("-->", opening + 4), 3
    elif page.startswith(("<!", "<?", "</"), opening):
        end, size = page.find(">", opening + 2), 1
    else:
        return opening
    return len(page) if end < 0 else end + size


def _tag_end(page: str, opening: int) -> int:
    """Just after the ``>`` that closes a tag, not one within quotes."""
    limit = min(len(page), opening + _MAX_TAG)
    end = page.find(">", opening, limit)
    while end >= 0:
        inside = page[opening:end]
        if inside.count('"') % 2 == 0 and (inside.count("'") % 2 == 0 or '"' in inside):
            return end + 1
        if end - opening > 2_000:  # a quote that nothing closes
            break
        end = page.find(">", end + 1, limit)
    end = page.find(">", opening)
    return len(page) if end < 0 else end + 1


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text[:2_000])
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}
