"""Realistic texts of any length, made of what the sample agreements hold: parties, articles, lists, terms, bodies, signatures."""

from __future__ import annotations

from functools import cache

from bench.measuring.clock import ROOT

SAMPLES = ROOT / "maillage" / "reading" / "samples"
HEAD = """CONVENTION DE PARTENARIAT ENTRE LE DÉPARTEMENT DE L’OURCELLE ET LA FÉDÉRATION ENFANCE OURCELLE

ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République, 99000 Montclair, représenté par sa présidente, Madame Solène Marchadier, ci-après dénommé « le Département »,

ET

La Fédération Enfance Ourcelle, association dont le siège est 15 allée des Marronniers, 99000 Montclair, représentée par sa présidente, Madame Brigitte Hallier, ci-après dénommée « la Fédération »,

Il est convenu ce qui suit :

"""
TAIL = """
Fait à Montclair, le 27 septembre 2025, en deux exemplaires.

Pour le Département,                    Pour la Fédération,
La présidente                           La présidente
"""


@cache
def _chapter() -> str:
    """The words of the samples, read once, without their own parties and signatures: from the first article on."""
    from maillage.reading import read

    parts = []
    for path in sorted(SAMPLES.iterdir()):
        reading = read(path)
        if reading.articles:
            parts.append(reading.text[reading.articles[0].span[0] : reading.articles[-1].span[1]])
    return "\n\n".join(parts)


def text_of(size: int) -> str:
    """A text of about ``size`` bytes in UTF-8, cut at the end of a line; its articles are numbered on."""
    body, number, left = [], 0, size - len((HEAD + TAIL).encode())
    while left > 0:
        for line in _chapter().split("\n"):
            if line.lower().startswith("article "):
                number += 1
                line = f"Article {number} – " + line.partition("–")[2].strip() if "–" in line else f"Article {number}"
            left -= len(line.encode()) + 1
            if left <= 0:
                break
            body.append(line)
    return HEAD + "\n".join(body) + "\n" + TAIL
