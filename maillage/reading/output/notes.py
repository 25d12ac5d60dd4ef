"""The margin notes of a reading: one for each finding, tied to its words, in the order of the text.

A note is *minor* when it only marks a point of the text: a date, an amount, a reference.
"""

from __future__ import annotations

from maillage.foundations.records import dataclass, replace
from maillage.reading.model import Commitment, Defect, Mention, Party, Reading, Span
from maillage.reading.output import words
from maillage.reading.output.sheet import sheet

# Below this confidence a note asks to be checked.
SURE = 0.6

_MENTION_MARKS = {"principle": "principle", "objective": "principle", "theme": "principle", "blank": "blank"}
_DEFECT_TONES = {"error": "late", "warning": "watch", "advice": "info"}


@dataclass(frozen=True, slots=True)
class Note:
    """``kind`` is ``party``, ``commitment``, ``term``, ``body``, ``flaw`` or ``point``: what the page can hide.

    ``spans`` are in the order of the text; the note stands by the first. ``state`` is a word that says the tone.
    ``weaves`` are those of the parties concerned (see :func:`weave`).
    """

    kind: str
    mark: str
    tone: str
    title: str
    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    weaves: tuple[int, ...] = ()
    state: str = ""
    minor: bool = False
    number: int = 0


def notes(reading: Reading) -> tuple[Note, ...]:
    """All the notes, numbered from 1 in the order of their words."""
    made = [_flaw(defect) for defect in reading.review]
    weaves = {party.id: weave(party) for party in reading.parties}
    made += [note for party in reading.parties for note in _party(party, weaves[party.id])]
    made += [_commitment(reading, commitment, weaves) for commitment in reading.commitments]
    made += _terms(reading)
    made += [_body(body.name, body.periodicity, body.members, body.span) for body in reading.bodies]
    made += [
        Note("body", "body", "info", "Garant", (words.shorten(g.name, 90),), (g.span,)) for g in reading.guarantors
    ]
    made += [_point(mention) for mention in reading.mentions]
    kept = [note for note in (_within(note, len(reading.text)) for note in made) if note]
    kept.sort(key=lambda note: (note.spans[0][0], -note.spans[0][1], note.minor, note.kind, note.title))
    return tuple(replace(note, number=at) for at, note in enumerate(kept, start=1))


def _within(note: Note, length: int) -> Note | None:
    """The note with its spans inside the text and in order; None when it has no words (it is listed, not placed)."""
    inside = sorted({(max(0, min(start, length)), max(0, min(end, length))) for start, end in note.spans})
    spans = tuple(span for span in inside if span[0] < span[1])
    return replace(note, spans=spans) if spans else None


def weave(party: Party) -> int:
    """The weave of a party: 1 département, 2 commune, 3 CCAS, 4 federation, 5 association, 6 any other."""
    name = f"{party.short_name or ''} {party.name}".lower()
    for number, signs in (
        (3, ("ccas", "cias", "action sociale")),
        (4, ("fédération", "inter-association", "union départementale", "uriopss", "collectif")),
        (1, ("département", "conseil départemental", "conseil général")),
        (2, ("commune de", "la commune", "ville de", "la ville", "mairie")),
    ):
        if any(sign in name for sign in signs):
            return number if party.nature != "association" or number > 2 else 5
    return 5 if party.nature == "association" else 6


def _checked(note: Note, confidence: float) -> Note:
    if confidence >= SURE:
        return note
    return replace(
        note, tone="watch", state=f"Lecture à vérifier (confiance {confidence:.0%})".replace("%", f"{words.NBSP}%")
    )


def _flaw(defect: Defect) -> Note:
    mark = "advice" if defect.severity == "advice" else "flaw"
    severity = words.SEVERITIES.get(defect.severity, defect.severity)
    return Note(
        "flaw",
        mark,
        _DEFECT_TONES.get(defect.severity, "watch"),
        words.typeset(defect.message),
        (defect.source,),
        (defect.span,),
        state=severity,
    )


def _party(party: Party, woven: int) -> list[Note]:
    lines = [words.capital(words.shorten(party.name, 90))] if party.short_name else []
    if party.represented_by:
        lines.append(f"Agit par {words.shorten(party.represented_by, 80)}")
    note = Note("party", "party", "info", f"Partie : {words.party_label(party)}", tuple(lines), (party.span,), (woven,))
    made = [_checked(note, party.confidence)]
    authority = party.authority
    if authority and not authority.blank:
        facts = [
            f"n°{words.NBSP}{authority.number}" if authority.number else "",
            words.date(authority.date) if authority.date else "",
        ]
        title = f"Habilitation {words.of(words.party_label(party))}"
        made.append(
            Note(
                "party",
                "party",
                "info",
                title,
                tuple(filter(None, [", ".join(filter(None, facts))])),
                (authority.span,),
                (woven,),
            )
        )
    return made


def _commitment(reading: Reading, commitment: Commitment, weaves: dict[str, int]) -> Note:
    lines = []
    if commitment.theme:
        lines.append(words.capital(words.theme(commitment.theme)))
    if commitment.strength != "firm":
        lines.append(f"Engagement {words.STRENGTHS.get(commitment.strength, commitment.strength)}")
    shared = len(commitment.bearers) == len(weaves)  # the title says that it is everybody's
    woven = () if shared else tuple(dict.fromkeys(weaves[each] for each in commitment.bearers if each in weaves))
    title = f"Engagement {words.bearers(reading, commitment.bearers, commitment.binding)}".replace(
        " :", f"{words.NBSP}:"
    )
    tone = "info" if commitment.bearers else "watch"
    return _checked(
        Note("commitment", "commitment", tone, title, tuple(lines), (commitment.span,), woven), commitment.confidence
    )


def _terms(reading: Reading) -> list[Note]:
    return [
        _checked(Note("term", "term", "info", row.label, (row.value,), row.spans), row.confidence)
        for row in sheet(reading.terms)
        if row.value
    ]


def _body(name: str, periodicity: str | None, members: tuple[str, ...], span: Span) -> Note:
    lines = [words.capital(words.rhythm(periodicity)) if periodicity else "Sans rythme dit"]
    if members:
        lines.append(f"Membres : {words.shorten(', '.join(members), 90)}")
    return Note("body", "body", "info", f"Instance : {words.shorten(name, 60)}", tuple(lines), (span,))


def _point(mention: Mention) -> Note:
    label = words.MENTIONS.get(mention.kind, mention.kind)
    value = mention.value
    if mention.kind == "date" and value:
        title = f"{label} : {words.date(value)}"
    elif mention.kind == "amount" and value:
        title = f"{label} : {words.amount(value)}"
    elif mention.kind == "article" and value:
        title = f"{label} : article{words.NBSP}{value}"
    else:
        title = f"{label} : {words.shorten(mention.text, 70)}"
    return Note("point", _MENTION_MARKS.get(mention.kind, "point"), "quiet", title, (), (mention.span,), minor=True)
