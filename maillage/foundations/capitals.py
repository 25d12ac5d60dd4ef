"""Names written all in capitals, as deeds often have them, in the letters that French would use. Pure."""

from __future__ import annotations

import re

# Letters that are read one by one, or that stay capitals in a name: "CCAS DE MONTCLAIR" is "CCAS de Montclair".
_LETTERS = frozenset(
    "AAH ACTP ADAPEI ADIL ADMR AEMO AFPA ANAH ANCT APEI APF ARS ASBL ASE ASI CADA CAF CARSAT CCAS CCI CDAD CDC "
    "CHRS CHU CIAS CIDFF CLIC CLS CMP CMPP CNAF CNAV CNFPT CNSA CPAM CPEF CRAM CSAPA DDCS DDETS DDPP DGCS "
    "DIRECCTE DRAJES DREETS DRJSCS DSDEN DST EDF EHPAD EPCI EPHAD EPIC ERP ESAT FJT FNARS FSL GCSMS GIE GIP HLM "
    "IME ITEP MAIA MDPH MDS MECS MJC MSA ONG OPH PJJ PMI RSA SA SARL SAS SASU SAVS SCI SCIC SCOP SDIS SEM SESSAD "
    "SIAE SIAO SIVOM SIVU SPIP SSIAD SST UDAF UDCCAS UIMM UNAF UNCCAS UNIOPSS URIOPSS URSSAF USSIF UTAS".split()
)
# Words that take no capital inside the name of a body, besides articles and prepositions.
_COMMON = frozenset(
    "a action actions agricole allocations assurance au aux avec chez communal communale communautaire d dans de "
    "des du départemental départementale départementales en et familial familiale familiales intercommunal "
    "intercommunale l la le les lez lieu lès maladie mixte mutualité national nationale ou par pour primaire "
    "public publique qu retraite régional régionale santé social sociale sociales sociaux solidaire solidarité "
    "sous sur territoire territorial territoriale un une vers à".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def readable(name: str) -> str:
    """ "LE DÉPARTEMENT DE L’OURCELLE" gives "Le Département de l’Ourcelle"; a name with small letters stays as it is.

    Short names (six letters at most, in one word) are taken for initials: "CAF", "UDCCAS".
    """
    words = _WORD.findall(name)
    if not name.isupper() or (len(words) == 1 and len(words[0]) <= 6):
        return name
    said = _WORD.sub(lambda found: _cased(found, name), name)
    first = _WORD.search(said)
    return said if first is None else said[: first.start()] + said[first.start()].upper() + said[first.start() + 1 :]


def _cased(found: re.Match[str], name: str) -> str:
    word = found[0]
    in_brackets = name[found.start() - 1 : found.start()] == "(" and name[found.end() : found.end() + 1] == ")"
    if word in _LETTERS or in_brackets or (len(word) > 1 and name[found.end() : found.end() + 1] == "."):
        return word
    small = word.lower()
    return small if small in _COMMON else small[:1].upper() + small[1:]
