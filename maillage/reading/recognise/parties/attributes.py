"""What the words of a party say besides its name: who represents it, for whom a person signs, where it is."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.normalise import View

# The words that open an attribute, folded: where a name ends.
ATTRIBUTE = (
    # What it is called, who represents it.
    r"(?:ci-?\s?apres|denomme|designe|representee?s?\b|represente\s*\(e\)|\(?representant|"
    # Where it is, what it has, by what law it lives.
    r"sise?s?\b|situee?s?\b|dont\s+(?:le|l'|la)\b|domicilie|assistee?s?\s+(?:de|par)|demeurant|"
    r"ayant\s+(?:son|leur|pour|recu)|agissant|immatricul|inscrit|declaree?s?\b|"
    r"regie?s?\s+par|association\s+(?:loi|regie|declaree|de\s+loi|a\s+but)|"
    # The fields of a form.
    r"n\s?°\s*(?:de\s+)?(?:siret|siren|rna)|siret|siren|rna\b|siege|adresse|ne\(?e?\)?\s+le|nom\s*:|"
    r"noms?\s+et\s+prenoms?|nom\s+et\s+qualite|prenom|"
    r"titulaire\s+du|au\s+capital|habilite|dument|en\s+la\s+personne|enregistree?|"
    r"agree|autorisee?\s+par|d'une\s+part|d'autre\s+part|numero\s+|telephone|"
    r"n°\s+de\s+tel|courriel|e-?mail|tel\b|en\s+vertu|et\s+represente|pour\s+le\s+compte|"
    # An address.
    r"code\s+postal|ville\s*:|statut|reconnue?s?\s+d'utilite|avenue|boulevard|rue\b|"
    r"(?<!\d)\d++\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|bd|boulevard|place|allee|impasse|quai|cours|chemin|esplanade)|"
    r"bp\s+\d|hotel\s+d|conformement|exercant|gerant|lui-meme|elle-meme|par\s+delegation)"
)
HAS_ATTRIBUTE = rx.compile(ATTRIBUTE)
IS_ATTRIBUTE = rx.compile(r"\(?\s*" + ATTRIBUTE)
_REPRESENTED = rx.compile(r"represente\w*(?:\s?\([a-z]*\))?\s*(?:aux\s+presentes\s*)?,?\s*par\s*:?\s*")
_CAPACITY = rx.compile(
    r"(?:\b(?:son|sa|le|la|l'|en\s+(?:sa\s+)?qualite\s+de|,)\s*)((?:vice-)?(?:president|presidente|maire|"
    r"directeur|directrice|prefet|prefete|adjoint|gerant|secretaire|delegue|ministre)[\w' -]{0,60})"
)
_REPRESENTATIVE_END = rx.compile(
    r",?\s*(?:agissant|dument|ci-?\s?apres|sise?s?\b|d'une\s+part|d'autre\s+part|en\s+vertu|habilite|"
    r"autorise|denomme|designe|dont\s+le\s+siege|en\s+application|inscrit|\n\s*\n|;|\(\d\)|adresse\s*:|"
    r"et\s+designe|domicilie|ayant)"
)
_SEAT = rx.compile(
    r"(?:sise?s?|situee?s?|domicilie\w*|demeurant|dont\s+le\s+siege(?:\s+social)?(?:\s+est)?(?:\s+(?:situe|fixe|"
    r"sis|etabli)\w*)?|ayant\s+son\s+siege(?:\s+social)?|siege\s+social\s*:|adresse\s*:)\s*(?:a\b|au\b|,|:)?\s*"
)
_SEAT_END = rx.compile(
    r",?\s*(?:representee?|ci-?\s?apres|d'une\s+part|d'autre\s+part|agissant|denomme|designe|n°\s*siret|;|"
    r"\n\s*\n|immatricul|inscrit)"
)
# "Agissant au nom et pour le compte de la commune": a signatory who only represents a party is not one.
_ON_BEHALF = rx.compile(
    r"(?:agissant|stipulant|intervenant)\s+(?:es\s+qualites?\s+)?"
    r"(?:au\s+nom(?:\s+et\s+pour\s+le\s+compte)?|pour\s+le\s+compte)\s+(?:de\s+)?"
    r"(?P<who>(?:celui-ci|celle-ci|ce\s+dernier|(?:l'|la\s|le\s|d[eu]s?\s)[^,;\n]{2,120}))"
)
_SAID_BEFORE = rx.compile(r"(?:de\s+)?(?:celui-ci|celle-ci|ce\s+dernier|ladite)")
_OFFICE_OF = rx.compile(
    r"\b(?P<who>(?:departement|commune|ville|region|metropole|communaute|association|societe)\b[^,;\n]{0,100})"
)
_PERSON = rx.compile(r"(?:m\.|mme|mlle|monsieur|madame)")
_OF = rx.compile(r"d[eu]s?\s+")


def representative(view: View, span: Span) -> tuple[str | None, str | None]:
    """Who represents the party and in what capacity, as written."""
    start, end = span
    match = _REPRESENTED.search(view.folded, start, end)
    if not match:
        return None, None
    stop = _REPRESENTATIVE_END.search(view.folded, match.end(), end)
    who = view.trim((match.end(), stop.start() if stop else end), also=",; ")
    words = view.quote(who)
    if not words or len(words) > 300:
        return None, None
    capacity = _CAPACITY.search(view.folded[slice(*who)])
    return words, view.quote((who[0] + capacity.start(1), who[0] + capacity.end(1))) if capacity else None


def principal(view: View, name: Span, end: int) -> Span | None:
    """For whom a person named at ``name`` signs ("M. X, maire, agissant au nom de la commune"); None for a party."""
    folded = view.folded
    if not _PERSON.match(folded[slice(*name)]):
        return None
    match = _ON_BEHALF.search(folded, name[1], end)
    if match and _SAID_BEFORE.match(match["who"]):
        match = _OFFICE_OF.search(folded, name[0], match.start())
    if not match:
        return None
    start, stop = match.span("who")
    of = _OF.match(folded, start, stop)
    return view.trim((of.end() if of else start, stop), also=",. ")


def seat(view: View, span: Span) -> str | None:
    """The address or town that the party gives as its seat, as written."""
    start, end = span
    match = _SEAT.search(view.folded, start, end)
    if not match:
        return None
    stop = _SEAT_END.search(view.folded, match.end(), end)
    words = view.quote(view.trim((match.end(), stop.start() if stop else end), also=",; "))
    return words if words and len(words) < 200 else None
