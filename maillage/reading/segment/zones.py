"""The zones of an agreement (cover, parties, recitals, preamble, body, annexes, signatures), told by their words."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.normalise import View

# "Entre les soussignés :", "Convention passée entre la commune ...", "Nous soussignés".
BETWEEN = rx.compile(
    r"(?:(?:conclue?s?|passee?s?|etablie?s?|signee?s?|convention|contrat|protocole|accord|charte|avenant)\s+)?"
    r"entre(?:\s+(?:les\s+)?(?:soussigne|parties?|partenaires)\w*|\s+d'une\s+part)?\s*"
    r"(?:[:,;]|$|\s+(?=(?:l'|le|la|les|m\.|mme|madame|monsieur)\b|l'))|(?:les|nous)\s+soussigne"
)
# "Il est convenu ce qui suit", "Ceci étant exposé".
AGREED = rx.compile(
    r"(?:il\s+(?:est|a\s+ete)\s+(?:\w+\s+)?(?:convenu|arrete|expose|rappele|decide)|"
    r"(?:sont|ont)\s+(?:\w+\s+)?conven|conviennent\s+de\s+ce\s+qui|convient\s+de\s+ce\s+qui|"
    r"(?:est|etant)\s+convenu|arretent\s+ce\s+qui|etant\s+(?:prealablement|rappele|expose|entendu))"
)
# "Vu le code ...", "Considérant que ...".
RECITAL = rx.compile(
    r"(?:vus?|considerant|attendu|sur\s+(?:la\s+)?proposition\s+de|apres\s+avis\s+de)"
    r"(?:\s*:|\s+(?:que|l'|le|la|les|qu'|du|des|ensemble|sa|son|d'|\w+))"
)
PREAMBLE = rx.compile(
    r"(?:(?:[ivx\d]+\s?[.)-]\s*)?(?:preambule|expose\s+(?:des\s+motifs|prealable|liminaire)|contexte|"
    r"introduction|avant[- ]propos|considerations\s+generales|prealablement)\b.{0,60}$)"
)
ONE_SIDE = rx.compile(r"\bd'une\s+part\b\s*[,;.]?\s*$|^\W*d'une\s+part\b")
# What the lines of a party say of it.
DESCRIBED = rx.compile(r"\brepresentee?s?\b|\bagissant\b|\bsise?\b|\bdont\s+le\s+siege\b|\bci-?\s?apres\b|\bdomicilie")
# "... est conclu entre les soussignés :".
_BELOW = rx.compile(r"\bentre(?:\s+les\s+soussigne\w*|\s+les\s+parties\s+(?:suivantes|designees\s+ci-apres))?\s*:?\s*$")
CONTENTS = rx.compile(r"(?:sommaire|table\s+des\s+matieres)\b.{0,20}$")
_DOTTED = rx.compile(r"(?<!\.)(?:\.\s?){5,}+\s*+\d{1,3}$|\t\d{1,3}$")
_DONE = rx.compile(
    r"(?:fait|etabli|signe)e?s?\s+(?:a|en|le|au|l'|,)\b|(?:fait|etabli)\s+(?:a|en|le)\b|"
    r"(?:lu\s+et\s+approuve|signatures?\b|les\s+signataires|date\s+et\s+signature|\(?signature)"
)
_WHO_SIGNS = rx.compile(
    r"(?:pour\s+(?:le|la|les|l'|et\s+par|m\.|mme)|p/?o\b|(?:le|la)\s+(?:maire|president|prefet|directeur|"
    r"directrice|representant|presidente|secretaire|tresorier|beneficiaire|gestionnaire|ministre|"
    r"recteur|rectrice|vice|delegue|deleguee|responsable|salarie|stagiaire|bailleur|locataire|preneur)|"
    r"l'(?:association|etat|adjoint|occupant|organisme|organisateur|usager|assesseur|"
    r"etablissement|employeur|interesse)|"
    r"les\s+(?:parties|signataires|associations)|m\.\s|mme\s|monsieur|madame|nom\b|prenom\b|cachet|date\b|\(|lu et)"
)


def opens_below(view: View, start: int, end: int) -> bool:
    """Whether a line ends by announcing the parties that stand below it ("... est conclu entre :")."""
    return bool(_BELOW.search(view.folded, start, end))


def is_contents_line(view: View, start: int, end: int) -> bool:
    """Whether a line belongs to a table of contents: it ends with leaders and a page number."""
    return bool(_DOTTED.search(view.text, start, end))


def closes(view: View, start: int, end: int) -> bool:
    """Whether a line opens the block of signatures ("Fait à ...", "Lu et approuvé")."""
    return bool(_DONE.match(view.folded, start, end)) and end - start < 220


def may_sign(view: View, start: int, end: int) -> bool:
    """Whether a line may stand in the block of signatures: a short line that names a person or a function."""
    words, length = view.text[start:end], end - start
    if length > 110 or (length > 40 and view.text[end - 1] in ".;:" and not words.endswith(("...", "…"))):
        return False
    return bool(_WHO_SIGNS.match(view.folded, start, end)) or words.istitle() or closes(view, start, end)
