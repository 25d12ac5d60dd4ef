"""What each party undertakes. Reads: a structure and its actors. Writes: the commitments, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.reading.model import Commitment, Span
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.recognise.calibration import confidence
from maillage.reading.recognise.clauses import Clause, read_clause, subjects
from maillage.reading.recognise.lead_ins import LeadIn, continues_act, is_act, read_heading, read_lead_in
from maillage.reading.recognise.strength import strength_of
from maillage.reading.recognise.themes import theme_of
from maillage.reading.segment.units import Structure, Unit

_STRANGER = rx.compile(r"(?:le|la|les|l'|ce|cette|un|une)\s*(?:comite|commission|bureau|assemblee|conseil|conference|cellule|equipe|instance|tribunal|juge|tresorier|secretaire|president\b|membres?|groupe|cellule|jury|mandates?|representations?)")
_DESCRIPTION = rx.compile(r"represente\s*\(?e?\)?\s+par\b.{0,200}\bagissant|denomme\s*\(?e?\)?\s+ci-?\s?apres", rx.S)
_APART = rx.compile(r"(?:preambule|contexte|presentation|rappel|definitions?|considerant|objet\b.{0,3}$|signature|le\s+cadre\b|missions\s+du\b|les\s+missions\s+d|actions\s+conduites)")


class Recogniser:
    """Walks the units once, remembering the last actor and the lead-ins still open."""

    def __init__(self, structure: Structure, actors: Actors) -> None:
        self.structure, self.view, self.actors = structure, structure.view, actors
        self.leads: dict[int, LeadIn | None] = {}
        self.last: Bearers = NOBODY
        self.nearest: Bearers = NOBODY
        self.last_article: int | None = None
        self.open_lead: LeadIn | None = None
        self.has_items = {unit.lead for unit in structure.units if unit.lead is not None}

    def run(self) -> Iterator[Commitment]:
        """The commitments, in reading order."""
        for index, unit in enumerate(self.structure.units):
            if unit.kind in ("void", "cell") or unit.zone in ("cover", "contents", "parties", "recital"):
                continue
            if unit.article != self.last_article:
                self.last, self.last_article = NOBODY, unit.article
            if unit.kind == "heading":
                self.leads[index] = read_heading(self.view, (unit.body, unit.span[1]), self.actors)
                if self.leads[index]:
                    self.last = self.leads[index].bearers  # type: ignore[union-attr]
                continue
            yield from self._unit(index, unit)

    def _unit(self, index: int, unit: Unit) -> Iterator[Commitment]:
        lead = self._lead_over(unit)
        folded = self.structure.folded_of(unit)
        if index in self.has_items and (label := read_heading(self.view, (unit.body, unit.span[1]), self.actors)):
            self.leads[index] = label
            self.last = label.bearers
            return
        if unit.kind == "item" and lead is not None and not (index in self.has_items and self._announces(unit)):
            if lead.heading or is_act(folded) or (lead.binds and continues_act(folded)) or self._siblings_act(unit):
                if index in self.has_items:
                    self.leads[index] = LeadIn(lead.bearers, False)
                yield from self._listed(unit, lead)
                return
        if unit.kind == "paragraph" and rx.match(r"par\s+(?=l'|le\s|la\s|les\s)", folded) and unit.zone == "body" and self._after_colon(index):
            yield from self._listed(unit, LeadIn(NOBODY, False))
            return
        if unit.kind == "paragraph" and self.open_lead and rx.match(r"a\s+(?:ne\s+(?:pas|plus)\s+)?(?:(?:s'|se\s|l[ea]s?\s|l'|lui\s|leur\s|en\s|y\s)\s*)?\w+(?:er|ir|re)\b|a\s+ce\s+que\b", folded):
            yield from self._listed(unit, self.open_lead)
            return
        under = self._lead_above(unit)
        if unit.kind == "paragraph" and under and rx.match(r"(?:ne\s+pas\s+)?(?:(?:s'|se\s)\s*)?[a-z-]{3,}(?:er|ir|oir|re)\b", folded) and is_act(folded):
            yield from self._listed(unit, under)
            return
        self.open_lead = None
        yield from self._sentences(index, unit)

    def _announces(self, unit: Unit) -> bool:
        """An item that is itself a phrase with a subject of its own, ended by a colon: "I. - La Fédération s'engage à :"."""
        return self.view.text[unit.span[1] - 1] == ":" and any(True for _ in subjects(self.view, (unit.body, unit.span[1]), self.actors)) or bool(
            rx.match(r"(?:ils|elles|il|elle)\s", self.structure.folded_of(unit)) and self.view.text[unit.span[1] - 1] == ":"
        )

    def _after_colon(self, index: int) -> bool:
        """Whether a phrase ended by a colon stands above in the same article, so that "Par le médecin, ..." goes on with it."""
        article = self.structure.units[index].article
        above = [u for u in self.structure.units[max(0, index - 40) : index] if u.article == article and u.kind == "paragraph"]
        return any(self.view.text[u.span[1] - 1] == ":" for u in above)

    def _lead_over(self, unit: Unit) -> LeadIn | None:
        if unit.lead is None:
            return None
        return self.leads.get(unit.lead)

    def _siblings_act(self, unit: Unit) -> bool:
        """Whether most items of the same list are acts, so that this one is too."""
        items = [u for u in self.structure.units if u.kind == "item" and u.lead == unit.lead]
        return sum(is_act(self.structure.folded_of(u)) for u in items) * 2 > len(items)

    def _listed(self, unit: Unit, lead: LeadIn) -> Iterator[Commitment]:
        bearers = lead.bearers
        folded = self.structure.folded_of(unit)
        if agent := rx.match(r"par\s+", folded):
            phrase = self.actors.phrase_at(unit.body + agent.end())
            named = phrase.bearers if phrase else NOBODY
            if not named:
                return
            bearers = named
        lead_text = self.structure.text_of(self.structure.units[unit.lead]) if unit.lead is not None else None
        yield self._make(unit, (unit.body, unit.span[1]), bearers, "listed", lead_text, "listed" if bearers else "listed, nobody")

    def _sentences(self, index: int, unit: Unit) -> Iterator[Commitment]:
        spans = self.structure.sentences(unit)
        for number, span in enumerate(spans):
            clause = self._clause(unit, span)
            last = number == len(spans) - 1
            if last and index in self.has_items:
                self.leads[index] = self._opening(unit, index, span, clause)
                if self.leads[index] and not self.leads[index].whole and self._items_are_acts(index):  # type: ignore[union-attr]
                    self._remember(span, clause)
                    continue
            if last and clause and index not in self.has_items and rx.search(r"(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront)\s*(?:a|de)?\s*:$", self.view.folded[span[0] : span[1]]):
                self.open_lead = LeadIn(clause.bearers, False)
                if self._below_acts(index):
                    self._remember(span, clause)
                    continue
            if last and clause and rx.search(r"(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront)\s*(?:a|de)?\s*:$", self.view.folded[span[0] : span[1]]) and self._goes_on_below(index):
                self.leads[index] = LeadIn(clause.bearers, False)
                self._remember(span, clause)
                continue
            self._remember(span, clause)
            if clause and self._counts(unit, clause):
                yield self._make(unit, span, clause.bearers, clause.form, None, clause.rule)

    def _goes_on_below(self, index: int) -> bool:
        """Whether the phrase is completed by the paragraph under it, itself ended by a colon."""
        below = self.structure.units[index + 1] if index + 1 < len(self.structure.units) else None
        return below is not None and below.kind == "paragraph" and self.view.text[below.span[1] - 1] == ":"

    def _below_acts(self, index: int) -> bool:
        """Whether the paragraph below goes on with "à" and an infinitive."""
        below = self.structure.units[index + 1] if index + 1 < len(self.structure.units) else None
        return below is not None and below.kind == "paragraph" and bool(rx.match(r"a\s+(?:ne\s|ce\s+que|\w+(?:er|ir|re)\b)", self.structure.folded_of(below)))

    def _clause(self, unit: Unit, span: Span) -> Clause | None:
        above = self._heading_subject(unit)
        return read_clause(self.view, span, self.actors, self.last or above, self.nearest) or self._headless(unit, span, above)

    def _lead_above(self, unit: Unit) -> LeadIn | None:
        """The nearest heading of undertakings over a unit."""
        return next((lead for index in reversed(unit.above) if (lead := self.leads.get(index))), None)

    def _heading_subject(self, unit: Unit) -> Bearers:
        for index in reversed(unit.above):
            lead = self.leads.get(index)
            if lead:
                return lead.bearers
        return NOBODY

    def _headless(self, unit: Unit, span: Span, above: Bearers) -> Clause | None:
        """"S'engage à ..." or "À exercer ..." under a heading that names the party."""
        if not above:
            return None
        folded = self.view.folded[span[0] : span[1]]
        if rx.match(r"s'engage(?:nt)?\b|s'oblige|doi(?:t|vent)\b|veille|garanti|assure|(?:a|de)\s+\w+(?:er|ir|re)\b", folded):
            return Clause(above, "explicit", "under heading", span[0])
        return None

    def _opening(self, unit: Unit, index: int, span: Span, clause: Clause | None) -> LeadIn | None:
        bearers = clause.bearers if clause else None
        if clause is None and index and (above := self.leads.get(index - 1)) and self.structure.units[index - 1].kind == "paragraph":
            return above
        lead = read_lead_in(self.view, span, bearers if bearers is not None else self._passive_list(index), self.actors, self.last or self._heading_subject(unit))
        return lead and LeadIn(lead.bearers, lead.whole, lead.heading, clause is None or clause.form == "explicit")

    def _passive_list(self, index: int) -> Bearers | None:
        """Items that each name their agent ("Par le médecin, ...") under a passive without one."""
        items = [u for u in self.structure.units[index + 1 :] if u.kind == "item" and u.lead == index]
        named = [u for u in items if rx.match(r"par\s+(?:l'|le\s|la\s|les\s)", self.structure.folded_of(u))]
        return NOBODY if named and len(named) * 2 >= len(items) else None

    def _items_are_acts(self, index: int) -> bool:
        items = [u for u in self.structure.units[index + 1 : index + 40] if u.kind == "item" and u.lead == index]
        goes_on = self.leads[index] is not None and self.leads[index].binds  # type: ignore[union-attr]
        acts = sum(is_act(self.structure.folded_of(u)) or (goes_on and continues_act(self.structure.folded_of(u))) for u in items)
        return bool(items) and acts * 2 > len(items)

    def _remember(self, span: Span, clause: Clause | None) -> None:
        """Keeps the subject of the sentence for the pronoun that may follow."""
        named = [phrase.bearers for phrase in self.actors.phrases(*span) if phrase.bearers]
        self.nearest = named[-1] if named else NOBODY
        subject = next((s for s in subjects(self.view, span, self.actors) if not s.subordinate), None)
        opening = self.actors.phrase_at(span[0])
        if subject:
            self.last = subject.bearers
        elif opening and opening.bearers:
            self.last = opening.bearers
        elif clause and clause.bearers and clause.rule not in ("passive by agent", "charge"):
            self.last = clause.bearers
        elif _STRANGER.match(self.view.folded, *span):
            self.last = NOBODY

    def _counts(self, unit: Unit, clause: Clause) -> bool:
        """Preambles and descriptions hold recitals, not commitments; annexes and signatures only what is said expressly."""
        if unit.zone == "preamble":
            return clause.form == "explicit" and clause.rule == "duty" and self.view.folded.startswith("s'engage", clause.at)
        if unit.zone == "signatures":
            return clause.form == "explicit"
        if clause.form == "present" and unit.kind == "paragraph" and unit.span[1] - unit.body < 100 and self.view.text[unit.span[1] - 1] not in ".;:,»)…":
            return False
        if clause.form == "present" and _DESCRIPTION.search(self.view.folded, unit.body, unit.span[1]):
            return False
        apart = any(_APART.match(self.structure.folded_of(self.structure.units[i]).strip(" :.-")) for i in unit.above)
        return not (apart and clause.form == "present")

    def _make(self, unit: Unit, span: Span, bearers: Bearers, form: str, lead: str | None, rule: str) -> Commitment:
        text = self.view.quote(span)
        start, end = self.view.trim(span)
        folded = self.view.folded[start:end]
        everybody = self.actors.everybody
        binding = "none" if not bearers else "all" if bearers == everybody and len(everybody) > 1 else "one" if len(bearers) == 1 else "several"
        if binding == "all" and rx.search(r"reciproque|mutuel", folded + (lead or "").lower()):
            binding = "reciprocal"
        headings = [self.structure.units[i].heading or "" for i in unit.above]
        return Commitment(
            "", tuple(sorted(bearers, key=lambda p: int(p[1:]))), binding, form, strength_of(f"{folded} {(lead or '').lower()}"), theme_of(folded, headings), text, lead,
            self.structure.article_number(unit), unit.eid, (start, end), confidence("commitment", rule),
        )  # fmt: skip


def read_commitments(structure: Structure, actors: Actors) -> tuple[Commitment, ...]:
    """The commitments of an agreement, numbered ``c1``, ``c2`` ... in reading order."""
    found = sorted(Recogniser(structure, actors).run(), key=lambda c: c.span)
    return tuple(
        Commitment(f"c{n}", c.bearers, c.binding, c.form, c.strength, c.theme, c.text, c.lead_in, c.article, c.provision, c.span, c.confidence) for n, c in enumerate(found, 1)
    )
