"""Who signs. Reads: the zone of parties (or what stands for it). Writes: the parties, each with its words.

The block of parties is cut where one party ends and the next begins ("et", "d'autre part", a new line that names somebody); in each piece the name
stands first, its attributes (seat, representative, authority, short name) follow.
"""

from __future__ import annotations

from dataclasses import dataclass

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.model import Party, Span
from maillage.reading.normalise import View
from maillage.reading.recognise.authority import read_authority
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.recognise.parties_elsewhere import parties_elsewhere, parties_of_statutes, person_who_also_signs
from maillage.reading.segment import zones
from maillage.reading.segment.units import Structure, Unit

_ATTRIBUTE = (
    r"(?:ci-?\s?apres|denomme|designe|representee?s?\b|represente\s*\(e\)|\(?representant|sise?s?\b|situee?s?\b|dont\s+(?:le|l'|la)\b|domicilie|assistee?s?\s+(?:de|par)|demeurant|ayant\s+(?:son|leur|pour|recu)|agissant|immatricul|inscrit|declaree?s?\b|"
    r"regie?s?\s+par|association\s+(?:loi|regie|declaree|de\s+loi|a\s+but)|n\s?°\s*(?:de\s+)?(?:siret|siren|rna)|siret|siren|rna\b|siege|adresse|ne\(?e?\)?\s+le|nom\s*:|noms?\s+et\s+prenoms?|nom\s+et\s+qualite|prenom|"
    r"titulaire\s+du|au\s+capital|habilite|dument|en\s+la\s+personne|enregistree?|agree|autorisee?\s+par|d'une\s+part|d'autre\s+part|numero\s+|telephone|n°\s+de\s+tel|courriel|e-?mail|tel\b|en\s+vertu|et\s+represente|pour\s+le\s+compte|code\s+postal|ville\s*:|statut|reconnue?s?\s+d'utilite|avenue|boulevard|rue\b|\d+\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|bd|boulevard|place|allee|impasse|quai|cours|chemin|esplanade)|bp\s+\d|hotel\s+d|conformement|exercant|gerant|lui-meme|elle-meme|par\s+delegation)"
)
_ATTRIBUTE_LINE = rx.compile(r"\(?\s*" + _ATTRIBUTE)
_NAME_END = rx.compile(r"\s*(?:,|\(|;|\n|:|-\s)?\s*\(?" + _ATTRIBUTE)
_AND_LINE = rx.compile(r"(?:et|ou|et/ou|&|ainsi\s+que|d'une\s+part|d'autre\s+part|de\s+(?:premiere|seconde|deuxieme|troisieme)\s+part|entre)\s*(?:,|:)?\s*(?:d'autre\s+part|d'une\s+part)?\s*[,:;.]?\s*$")
_LEADING = rx.compile(r"(?:(?:(?:conclue?|passee?|etablie?|signee?|convention|contrat|protocole|accord|charte|avenant)s?\s+)?entre(?:\s+(?:(?:les\s+)?(?:soussigne\w*|parties\w*|partenaires)|nous\b))?(?:\s*\(?e?s?\)?\s*)(?:\s+d'une\s+part\s*,?)?|les\s+soussigne\w*|et\s+d'autre\s+part|et\s+d'une\s+part|d'une\s+part|d'autre\s+part|et\b|ou\b|ainsi\s+que)\s*[,:;]?\s*|[-•*]\s+")
_INLINE_AND = rx.compile(
    r"(?:(?<=[,;.)»\"])|d'une\s+part|)\s*(?:,\s*)?\b(?:d'une\s+part\s*,?\s*)?et\s*,?\s+(?:d'autre\s+part\s*,?\s*:?\s*)?(?=(?:l'|le\s|la\s|les\s|m\.|mme|mlle|monsieur|madame|l\s)|\{\{|\()|d'(?:une|autre)\s+part\s*[,;.]?\s+(?=l'|le\s|la\s|les\s|m\.|mme)|[;:]\s+(?=(?:\.{2,}|…|(?:l'|le\s|la\s)[a-z])[^;]{0,90}represente)"
)
_STOP = rx.compile(r"(?:se\s+sont\s+presente|il\s+(?:est|a\s+ete)\s+(?:\w+\s+)?(?:convenu|arrete|expose|rappele|decide)|(?:sont|ont)\s+(?:\w+\s+)?conven|conviennent\s+(?:de\s+)?ce\s+qui|etant\s+(?:prealablement|rappele|expose)|arretent\s+ce\s+qui|\bvu\s+(?:le|la|les|l'))")
_ALIAS = rx.compile(
    r"(?:(?:ci-?\s?apres|dans\s+(?:la\s+|le\s+)?(?:presente?|suite))[^«\"“\n;.]{0,40}?)?(?:denomme|designe|appele|nomme|intitule|mentionne)\w*(?:\s?\([a-z]*\)?\)?)?\s*(?:\(e\))?\s*(?:ci-?\s?apres|ensemble|indifferemment)?\s*,?\s*"
    r"(?:sous\s+(?:le|la)\s+(?:terme|nom|vocable|denomination|appellation|sigle)s?(?:\s+(?:de|d'))?|par\s+(?:le\s+terme|l'expression|les\s+termes)?|comme|:)?\s*(?:[«\"“']\s*(?P<quoted>[^»\"”\n]{2,80}?)\s*[»\"”']|(?P<plain>(?:l'|le\s|la\s|les\s)[^,;\n.()]{2,60}|[a-z0-9' -]{2,40}(?=\s*[,;\n.)])))"
)
_QUOTED_ALIAS = rx.compile(r"(?:ci-?\s?apres|\()\s*,?\s*[«\"“]\s*(?P<quoted>[^»\"”\n]{2,60}?)\s*[»\"”]")
_ACRONYM = rx.compile(r"\(\s*(?P<acronym>[A-ZÀ-Ý][\w'’ .-]{1,30})\s*\)")
_REPRESENTED = rx.compile(r"represente\w*(?:\s?\([a-z]*\))?\s*(?:aux\s+presentes\s*)?,?\s*par\s*:?\s*")
_SEAT = rx.compile(r"(?:sise?s?|situee?s?|domicilie\w*|demeurant|dont\s+le\s+siege(?:\s+social)?(?:\s+est)?(?:\s+(?:situe|fixe|sis|etabli)\w*)?|ayant\s+son\s+siege(?:\s+social)?|siege\s+social\s*:|adresse\s*:)\s*(?:a\b|au\b|,|:)?\s*")
_TO_FILL = rx.compile(r"\s*\((?:nom|prenom|mention|raison\s+sociale|denomination|adresse|a\s+preciser)\b")
_LABEL = rx.compile(r"[a-z][a-z' ()/]{2,60}\s*:")
_ENTITY = rx.compile(r"[a-z0-9{(]")


@dataclass(slots=True)
class Piece:
    """The words of one party: where its name stands and where its attributes end."""

    start: int
    end: int
    side: int | None = None


def read_parties(structure: Structure) -> tuple[Party, ...]:
    """The parties of an agreement, in the order of the text; empty when the text names none."""
    view = structure.view
    found: list[Party] = []
    for first, last in _blocks(structure):
        block = [party for piece in _pieces(view, structure.units[first : last + 1]) if (party := _party(view, piece))]
        found.extend(_without_title(view, block))
    found = _without_echoes(found)
    if len(found) < 2:
        bare = found
        is_statutes = any(rx.search(r"\bstatuts\b", view.folded[slice(*unit.span)]) for unit in structure.units[:6])
        found = parties_of_statutes(structure) if is_statutes else []
        found = found or _without_echoes([*bare, *parties_elsewhere(structure, len(bare))])
    elif len(found) == 2:
        found = [*found, *person_who_also_signs(structure, found)]
    return tuple(_renumbered(found))


def _renumbered(found: list[Party]) -> list[Party]:
    return [Party(f"p{n}", p.name, p.short_name, p.nature, p.represented_by, p.capacity, p.seat, p.side, p.authority, p.span, p.confidence) for n, p in enumerate(found, 1)]


def _blocks(structure: Structure) -> list[tuple[int, int]]:
    """Runs of units that stand in the zone of parties."""
    runs: list[tuple[int, int]] = []
    for index, unit in enumerate(structure.units):
        if unit.zone != "parties" or unit.kind == "void":
            continue
        if runs and all(structure.units[i].zone == "parties" for i in range(runs[-1][1], index)):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _pieces(view: View, units: list[Unit] | tuple[Unit, ...]) -> list[Piece]:
    """Cuts the block into pieces, one a party. A line that only holds an attribute belongs to the piece above."""
    pieces: list[Piece] = []
    side = 1
    fresh = True
    for unit in units:
        for start, end in _lines(view, unit):
            announced = bool(pieces) and view.folded[pieces[-1].start : pieces[-1].end].rstrip().endswith(":")
            start, end, stopped = _clip(view, start, end)
            if start >= end or zones.opens_below(view, start, end):
                fresh = True
                continue
            folded = view.folded[start:end].strip()
            if _AND_LINE.fullmatch(folded):
                side = 2 if "autre" in folded else side
                closing = "part" in folded and bool(pieces) and pieces[-1].side is None and not rx.match(r"et\b", folded)
                if closing:
                    pieces[-1].side = 2 if "autre" in folded else 1
                fresh = not (closing and "autre" in folded)
                continue
            for a, b in _split_inline(view, start, end):
                lead = _LEADING.match(view.folded, a, b)
                opened = False
                while lead and lead.end() > a and lead.end() <= b:
                    opened = opened or lead.group().strip(" ,:;") not in ("", "-", "d'une part", "d'autre part")
                    a = lead.end()
                    lead = _LEADING.match(view.folded, a, b)
                a, b = view.trim((a, b))
                if a >= b:
                    fresh = fresh or opened
                    continue
                attribute = announced or _ATTRIBUTE_LINE.match(view.folded, a, b) or _LABEL.match(view.folded, a, b)
                announced = False
                if pieces and not (fresh or opened) and (attribute or not _begins_party(view, a, b)):
                    pieces[-1].end = b
                elif attribute and not (fresh or opened) and not pieces:
                    pieces.append(Piece(a, b))
                else:
                    pieces.append(Piece(a, b))
                fresh = False
                if rx.search(r"d'une\s+part\b", view.folded[a:b]):
                    pieces[-1].side = 1
                elif rx.search(r"d'autre\s+part\b", view.folded[a:b]):
                    pieces[-1].side = 2
            if stopped:
                return pieces
    return pieces


def _lines(view: View, unit: Unit) -> list[Span]:
    """The lines of a unit: several when the paragraph was joined, for each may name a party."""
    start, end = unit.body, unit.span[1]
    spans, at = [], start
    bold = view.text.count("**", unit.span[0], start)
    for line in view.text[start:end].split("\n"):
        if line.strip():
            if bold % 2 and spans:
                spans[-1] = (spans[-1][0], at + len(line))
            else:
                spans.append((at, at + len(line)))
            bold += line.count("**")
        at += len(line) + 1
    return spans


def _clip(view: View, start: int, end: int) -> tuple[int, int, bool]:
    """Cuts off what follows "il est convenu ce qui suit"."""
    stop = _STOP.search(view.folded, start, end)
    if stop:
        return *view.trim((start, stop.start())), True
    return *view.trim((start, end)), False


def _split_inline(view: View, start: int, end: int) -> list[Span]:
    """Cuts a line that names two parties ("l'État, représenté par ..., et la commune ...")."""
    cuts, ends = [start], []
    bare = not rx.search(_ATTRIBUTE, view.folded[start:end])
    for match in _INLINE_AND.finditer(view.folded, start, end):
        before = view.folded[cuts[-1] : match.start()]
        described = bool(rx.search(_ATTRIBUTE, before)) or match.group().count("part") or view.text[match.start() - 1 : match.start()] in (",", ";", ".") or "…" in view.text[match.start() - 2 : match.start()]
        balanced = before.count("(") <= before.count(")")
        after_name = not rx.search(r"represente\w*[^,]{0,12}par\s+[^,]{0,60}$", before)
        both = bare and match.group().split()[0] == "et" and all(family_of(side)[0] != "organisation" for side in (before, view.folded[match.end() : end]))
        stop = match.group().strip()[:1] in (";", ":")
        if (described or both) and balanced and (after_name or stop) and (_begins_party(view, match.end(), end) or view.text[match.end()] in ".…"):
            ends.append(match.start())
            cuts.append(match.end())
    return list(zip(cuts, [*ends, end], strict=True))


def _begins_party(view: View, start: int, end: int) -> bool:
    """Whether words may name a new party: a determiner or a title, or a capital, and a noun that is somebody's."""
    start, end = view.trim((start, end))
    folded = view.folded[start:end]
    if not folded or _ATTRIBUTE_LINE.match(folded) or rx.match(r"(?:agissant|son|sa|ses|leur|president|maire|directeur|directrice|adjoint|en\s+qualite|qui|que|dans|pour|par|de|du|des|au|aux|a|ou|\d|d'|n°|tel|nom|prenom|qualite|fonction|cedex|ne|nee|\(\d\)|et\b|:|\(?le cas|mail|statut|objet|avec|en|sur)\b", folded):
        return False
    if rx.match(r"\{\{|\(", folded):
        return bool(rx.search(r"represente|siege|denomme|designe", folded)) and folded[0] == "{"
    if rx.match(r"(?:l'|le\s|la\s|les\s|un\s|une\s|m\.|mme|mlle|monsieur|madame)", folded):
        return True
    head = view.text[start]
    return head.isupper() and (family_of(folded[:80]) != ("organisation", "other") or bool(rx.search(r"\b(?:etablissement|organisme|structure|service|centre)\b", folded[:60])))


def _party(view: View, piece: Piece) -> Party | None:
    start, end = view.trim((piece.start, piece.end))
    span = (start, end)
    name_span = _name_span(view, start, end)
    name = view.quote(name_span).strip(" ,;:-–«»\"")
    alias = _alias(view, name_span[0], end)
    family, nature = family_of(squash(name) or squash(alias or ""))
    if family == "organisation" and alias:
        family, nature = family_of(squash(alias)) if family_of(squash(alias))[0] not in ("organisation",) else (family, nature)
    if alias and not rx.search(r"[a-z]{2}", squash(name)):
        name = alias
    principal = _principal(view, name_span, end)
    if principal:
        represented_by, name_span = name, principal
        name = view.quote(principal)
        family, nature = family_of(squash(name))
        return Party("p0", name, alias, nature, represented_by, None, _seat(view, start, end), piece.side, read_authority(view, span), name_span, 0.85)
    if not name or len(name) > 420 or not rx.search(r"[A-Za-zÀ-ÿ(.…{]", name) or _is_nobody(squash(name)):
        return None
    represented, capacity = _representative(view, start, end)
    seat = _seat(view, start, end)
    detailed = bool(alias or represented or seat)
    return Party("p0", name, alias, nature, represented, capacity, seat, piece.side, read_authority(view, span), name_span if name_span[1] > name_span[0] else span, 0.95 if detailed else 0.8)


_ON_BEHALF = rx.compile(r"(?:agissant|stipulant|intervenant)\s+(?:es\s+qualites?\s+)?(?:au\s+nom(?:\s+et\s+pour\s+le\s+compte)?|pour\s+le\s+compte)\s+(?:de\s+)?(?P<who>(?:celui-ci|celle-ci|ce\s+dernier|(?:l'|la\s|le\s|d[eu]s?\s)[^,;\n]{2,120}))")
_OFFICE_OF = rx.compile(r"\b(?P<who>(?:departement|commune|ville|region|metropole|communaute|association|societe)\b[^,;\n]{0,100})")


def _principal(view: View, name_span: Span, end: int) -> Span | None:
    """For whom a named person signs ("M. X, maire, agissant au nom de la commune"): a signatory who only represents a party is not one."""
    folded = view.folded
    if not rx.match(r"(?:m\.|mme|mlle|monsieur|madame)", folded[name_span[0] : name_span[1]]):
        return None
    match = _ON_BEHALF.search(folded, name_span[1], end)
    if not match:
        return None
    if rx.match(r"(?:de\s+)?(?:celui-ci|celle-ci|ce\s+dernier|ladite)", match["who"]):
        match = _OFFICE_OF.search(folded, name_span[0], match.start())
        if not match:
            return None
    start, stop = match.span("who")
    lead = rx.compile(r"d[eu]s?\s+").match(folded, start, stop)
    return view.trim((lead.end() if lead else start, stop), also=",. ")


def _is_nobody(name: str) -> bool:
    return bool(rx.match(r"(?:ci-?\s?apres|d'une part|d'autre part|designe|et$|etant\b|adresse|signataires?$|parties$|les parties|les soussigne|presente?\b|la presente|le present|objet|suivant|ce qui|n°|entre$)", name)) or not rx.search(r"[a-z]{2}|\.\.|…|m\.", name)


def _name_span(view: View, start: int, end: int) -> Span:
    """The name stands first, up to its first attribute, acronym in brackets, comma or end of line."""
    folded, text = view.folded, view.text
    stop = end
    attribute = next((m for m in _NAME_END.finditer(folded, start, end) if m.start() > start or _ATTRIBUTE_LINE.match(folded, start, end)), None)
    if attribute:
        while attribute and attribute.start() > start and folded[attribute.start()].isalpha() and folded[attribute.start() - 1].isalpha():
            attribute = _NAME_END.search(folded, attribute.start() + 1, end)
        if attribute:
            stop = attribute.start()
    filled = _TO_FILL.search(folded, start, stop)
    if filled and filled.start() > start:
        stop = filled.start()
    acronym = _ACRONYM.search(text, start, stop)
    if acronym and acronym.start() > start:
        stop = acronym.start()
    for comma in rx.finditer(r"[,;]", text[start:stop]):
        head = folded[start : start + comma.start()].strip()
        if not rx.fullmatch(r"(?:mmes?|mlles?|mm?\.?|monsieur|madame|mademoiselle|ou|[ ,./()e]|docteur|dr)+", head):
            follows = folded[start + comma.end() : stop].lstrip()
            alternatives = rx.match(r"(?:l'|le\s|la\s)[^,;]{2,60}\sou\s(?:l'|le\s|la\s)", follows)
            if head.count("(") <= head.count(")") and not alternatives and not rx.match(r"(?:medecin|mlle|m\.|mme|docteur)", follows):
                stop = start + comma.start()
                break
    line = text.find("\n\n", start, stop)
    if line > start:
        stop = line
    return view.trim((start, stop), also=",;: ")


def _alias(view: View, start: int, end: int) -> str | None:
    match = _ALIAS.search(view.folded, start, end) or _QUOTED_ALIAS.search(view.folded, start, end)
    if match:
        group = "quoted" if match["quoted"] else "plain"
        alias = view.quote(view.trim(match.span(group), also="«»\"' ,."))
        alias = rx.sub(r"[\"«»“”]\s*", "", alias).strip()
        words = squash(alias)
        if words and not rx.match(r"(?:nom\b|par\b|ci-?apres|d'une|d'autre|et\b|represente|comme|ainsi|au\b|aux\b|dans\b)", words) and len(words) > 1:
            return alias
    acronym = _ACRONYM.search(view.text, start, min(end, start + 200))
    if acronym and not rx.search(r"\d{4}|^(?:nom|le cas|cf)\b", squash(acronym["acronym"])) and squash(acronym["acronym"]) not in ("e", "s"):
        return view.quote(acronym.span("acronym"))
    return None


_REPRESENTATIVE_END = rx.compile(
    r",?\s*(?:agissant|dument|ci-?\s?apres|sise?s?\b|d'une\s+part|d'autre\s+part|en\s+vertu|habilite|autorise|denomme|designe|dont\s+le\s+siege|en\s+application|inscrit|\n\s*\n|;|\(\d\)|adresse\s*:|et\s+designe|domicilie|ayant)"
)


def _representative(view: View, start: int, end: int) -> tuple[str | None, str | None]:
    """Who represents the party and in what capacity, as written."""
    match = _REPRESENTED.search(view.folded, start, end)
    if not match:
        return None, None
    stop = _REPRESENTATIVE_END.search(view.folded, match.end(), end)
    span = view.trim((match.end(), stop.start() if stop else end), also=",; ")
    words = view.quote(span)
    if not words or len(words) > 300:
        return None, None
    capacity = rx.search(r"(?:\b(?:son|sa|le|la|l'|en\s+(?:sa\s+)?qualite\s+de|,)\s*)((?:vice-)?(?:president|presidente|maire|directeur|directrice|prefet|prefete|adjoint|gerant|secretaire|delegue|ministre)[\w' -]{0,60})", view.folded[span[0] : span[1]])
    return words, view.quote((span[0] + capacity.start(1), span[0] + capacity.end(1))) if capacity else None


def _seat(view: View, start: int, end: int) -> str | None:
    match = _SEAT.search(view.folded, start, end)
    if not match:
        return None
    stop = rx.compile(r",?\s*(?:representee?|ci-?\s?apres|d'une\s+part|d'autre\s+part|agissant|denomme|designe|n°\s*siret|;|\n\s*\n|immatricul|inscrit)").search(view.folded, match.end(), end)
    seat = view.quote(view.trim((match.end(), stop.start() if stop else end), also=",; "))
    return seat if seat and len(seat) < 200 else None


def _without_title(view: View, block: list[Party]) -> list[Party]:
    """Drops the parties that a title names ("CONVENTION entre X et Y") when the block names them again after "Entre"."""
    for again in rx.finditer(r"(?:^|\n)\W*entre\b(?:\s+(?:nous|les\s+soussigne\w*))?\s*:?\s*\n", view.folded[: block[-1].span[0]] if block else ""):
        before = [p for p in block if p.span[1] <= again.start()]
        after = [p for p in block if p.span[0] >= again.start()]
        if before and len(after) >= 2 and all(p.confidence < 0.9 for p in before):
            return after
    return block


def _without_echoes(found: list[Party]) -> list[Party]:
    """Drops a bare name that is named again with its attributes, and repeats of the same name."""
    kept: list[Party] = []
    for index, party in enumerate(found):
        bare = party.confidence < 0.9
        words = squash(party.name)
        later = [squash(other.name) for other in found[index + 1 :] if other.confidence >= 0.9]
        if bare and any(words.split()[-1] in other for other in later) and any(w.split(" de ")[0].split(" des ")[0] in words for w in later):
            continue
        if any(squash(other.name) == words for other in kept):
            continue
        kept.append(party)
    return kept
