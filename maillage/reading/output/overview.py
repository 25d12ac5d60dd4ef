"""The page around the text: what the agreement is, its terms and parties; then its defects, promises and bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from maillage.reading.model import Body, Commitment, Defect, Notice, Party, Reading, Span
from maillage.reading.output import words
from maillage.reading.output.inline import drawn, safe
from maillage.reading.output.notes import Note, weave
from maillage.reading.output.sheet import Places, absences, by_bearer, sheet

TONES = {"error": "late", "warning": "watch", "advice": "info"}
URGENT = 6
KNOTS = 60


def section(name: str, heading: str, body: str, style: str = "after", extra: str = "") -> str:
    """A part of the page, under a heading of level 2."""
    return (
        f'<section class="{style}"{extra} aria-labelledby="m-{name}"><h2 id="m-{name}">{heading}</h2>{body}</section>'
    )


def listed(items: Iterable[str], style: str = "") -> str:
    """A list without bullets; ``items`` are HTML with their own ``<li>``."""
    return f'<ul class="{style}" role="list">{"".join(items)}</ul>'


class Overview:
    """Writes the parts of the page around the text; every finding leads to its words by the number of its note."""

    def __init__(self, reading: Reading, notes: tuple[Note, ...]) -> None:
        self.reading = reading
        self.places = Places(reading)
        self._notes: dict[tuple[str, int, int], int] = {}
        for note in notes:
            for start, end in note.spans:
                self._notes.setdefault((note.kind, start, end), note.number)

    def lead(self, kind: str, spans: tuple[Span, ...], label: str | None = None) -> str:
        """A link to the words of a finding, called by its article unless there is a ``label``."""
        number = next((self._notes[(kind, *span)] for span in spans if (kind, *span) in self._notes), None)
        said = safe(label or (spans and self.places.of(spans[0])) or "dans le texte")
        return f'<a href="#w-{number}">{said}</a>' if number else said

    def place(self, kind: str, *spans: Span) -> str:
        return f'<span class="place">{self.lead(kind, spans)}</span>'

    def head(self) -> str:
        reading = self.reading
        kind = words.KINDS.get(reading.kind or "", "Accord")
        parties = "".join(f"<li>{party(each)}</li>" for each in reading.parties)
        named = f'<ul class="parties" aria-label="Parties">{parties}</ul>' if parties else ""
        return (
            f'<header class="agreement"><p class="kind">{safe(kind)}, lu dans {file_name(reading)}</p>'
            f"<h1>{title(reading)}</h1>{named}"
            f'<dl class="standing">{self._commitments()}{self._bodies()}{self._review()}</dl></header>'
        )

    def _commitments(self) -> str:
        commitments = self.reading.commitments
        if not commitments:
            return _fact("Engagements", "aucun n’est écrit")
        strengths = Counter(each.strength for each in commitments)
        said = [
            f"{strengths[key]} {word}{'s' if strengths[key] > 1 and key != 'best_efforts' else ''}"
            for key, word in words.STRENGTHS.items()
            if strengths[key]
        ]
        knots = drawn("m-commitment", "knot") * min(len(commitments), KNOTS)
        link = f'<a href="#m-engagements">{words.count(len(commitments), "engagement")}</a>'
        return _fact("Engagements", f'{link} <span class="knots">{knots}</span>', words.enumeration(said))

    def _bodies(self) -> str:
        bodies = self.reading.bodies
        if not bodies:
            return _fact("Instances", "aucune n’est prévue")
        silent = sum(body.periodicity is None for body in bodies)
        rest = f"{'dont ' if silent < len(bodies) else ''}{silent} sans rythme dit" if silent else ""
        return _fact("Instances", f'<a href="#m-instances">{words.count(len(bodies), "instance")}</a>', rest)

    def _review(self) -> str:
        review = self.reading.review
        if not review:
            return _fact("Relecture", "aucun défaut trouvé")
        counts = Counter(defect.severity for defect in review)
        severities = (("error", "à corriger"), ("warning", "à vérifier"), ("advice", "de conseil"))
        said = [f"{counts[key]} {word}" for key, word in severities if counts[key]]
        link = f'<a href="#m-relecture">{words.count(len(review), "défaut")} du texte</a>'
        return _fact("Relecture", link, words.enumeration(said))

    def terms(self) -> str:
        """The sheet of terms, then what the text does not say."""
        rows = "".join(
            f"<div><dt>{safe(row.label)}</dt><dd>{safe(row.value)} {self.place('term', *row.spans)}</dd></div>"
            for row in sheet(self.reading.terms)
            if row.value
        )
        facts = f'<dl class="facts">{rows}</dl>' if rows else ""
        missing = safe(words.enumeration(absences(self.reading), "ni"))
        silence = f'<p class="silence">Le texte ne dit pas {missing}.</p>' if missing else ""
        return section("termes", "Termes", facts + silence, "")

    def urgent(self) -> str:
        """The gravest defects, in sight before the text."""
        errors = [defect for defect in self.reading.review if defect.severity == "error"]
        if not errors:
            return ""
        items = [
            f"<li>{drawn('m-flaw')}<span>{safe(message)} {self.place('flaw', each.span)}</span></li>"
            for each in errors[:URGENT]
            for message in (words.typeset(each.message),)
        ]
        if len(errors) > URGENT:
            more = words.count(len(errors) - URGENT, "autre")
            items.append(f'<li><a href="#m-relecture">et {safe(more)}</a></li>')
        return section("corriger", "À corriger avant de signer", listed(items), "urgent", ' data-tone="late"')

    def parties(self) -> str:
        rows = "".join(
            f"<div><dt>{party(each)}</dt><dd>{'<br>'.join(self._facts(each))}</dd></div>"
            for each in self.reading.parties
        )
        return section(
            "parties", "Parties", f'<dl class="who">{rows}</dl>' if rows else "<p>Aucune partie n’est nommée.</p>", ""
        )

    def _facts(self, each: Party) -> list[str]:
        facts = [self.lead("party", (each.span,), words.capital(words.shorten(each.name, 120)))]
        if each.represented_by:
            facts.append(f"agit par {safe(words.shorten(each.represented_by, 120))}")
        if each.authority:
            given = "habilitation laissée en blanc" if each.authority.blank else words.shorten(each.authority.text, 140)
            facts.append(safe(given))
        if each.seat:
            facts.append(f"siège : {safe(words.shorten(each.seat, 120))}")
        return facts

    def commitments(self) -> str:
        """Who promises what: the commitments under those who bear them."""
        groups = ""
        for bearer, commitments in by_bearer(self.reading).items():
            counted = f'<span class="soft">{safe(words.count(len(commitments), "engagement"))}</span>'
            groups += f"<h3>{safe(bearer)} {counted}</h3>{listed(map(self._promise, commitments), 'promises')}"
        return section("engagements", "Qui s’engage à quoi", groups) if groups else ""

    def _promise(self, each: Commitment) -> str:
        said = safe(words.promise(each.text, 240))
        if each.strength != "firm":
            said += f' <span class="soft">({safe(words.STRENGTHS.get(each.strength, each.strength))})</span>'
        return f"<li>{self.place('commitment', each.span)} <span>{said}</span></li>"

    def bodies(self) -> str:
        if not self.reading.bodies:
            return ""
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Instance", "Rythme", "Membres", "Où"))
        rows = "".join(map(self._body, self.reading.bodies))
        table = f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        return section("instances", "Instances", table)

    def _body(self, body: Body) -> str:
        rhythm = words.capital(words.rhythm(body.periodicity)) if body.periodicity else "Sans rythme dit"
        members = words.shorten(", ".join(body.members), 160) or "Membres non dits"
        return (
            f'<tr><th scope="row">{safe(words.capital(words.shorten(body.name, 120)))}</th><td>{safe(rhythm)}</td>'
            f"<td>{safe(members)}</td><td>{self.lead('body', (body.span,))}</td></tr>"
        )

    def review(self) -> str:
        """The defects, the gravest first, then in the order of the text."""
        rank = {severity: at for at, severity in enumerate(words.SEVERITIES)}
        ordered = sorted(self.reading.review, key=lambda defect: rank.get(defect.severity, len(rank)))
        body = listed(map(self._defect, ordered), "lines") if ordered else "<p>Aucun défaut trouvé.</p>"
        return section("relecture", "Relecture", body)

    def _defect(self, defect: Defect) -> str:
        severity = words.SEVERITIES.get(defect.severity, defect.severity)
        mark = drawn("m-advice" if defect.severity == "advice" else "m-flaw")
        quoted = words.shorten(self.reading.quote(defect.span), 240)
        quote = f"<blockquote>«{words.NBSP}{safe(quoted)}{words.NBSP}»</blockquote>" if quoted else ""
        foot = f"{self.lead('flaw', (defect.span,))}. {safe(defect.source)}. <code>{safe(defect.code)}</code>"
        return (
            f'<li data-tone="{TONES.get(defect.severity, "watch")}"><p class="state">{mark}{safe(severity)}</p>'
            f'<div><h3>{safe(words.typeset(defect.message))}</h3>{quote}<p class="soft">{foot}</p></div></li>'
        )

    def notices(self) -> str:
        items = "".join(map(_notice, self.reading.notices))
        return section("fichier", "À savoir sur le fichier", f"<ul>{items}</ul>") if items else ""


def _notice(notice: Notice) -> str:
    quotes = "".join(f"<li>{safe(words.shorten(quote, 160))}</li>" for quote in notice.quotes)
    folded = f"<details><summary>Voir ce qui est concerné</summary><ul>{quotes}</ul></details>" if quotes else ""
    return f"<li>{safe(words.typeset(notice.message))}{folded}</li>"


def _fact(label: str, value: str, rest: str = "") -> str:
    more = f'<span class="soft">{safe(rest)}</span>' if rest else ""
    return f"<div><dt>{label}</dt><dd>{value}{more}</dd></div>"


def title(reading: Reading) -> str:
    """The title of the text, or else the name of its file, as HTML."""
    return safe(words.fold(reading.title or "")) or file_name(reading)


def file_name(reading: Reading) -> str:
    """The name of the file that was read, as HTML."""
    return safe(words.shown(reading.source.file_name))


def party(each: Party) -> str:
    """A party as HTML: its weave, which survives black and white, and its name."""
    number = weave(each)
    return (
        f'<span class="party" data-weave="{number}">{drawn(f"weave-{number}", "weave")}'
        f"{safe(words.party_label(each))}</span>"
    )
