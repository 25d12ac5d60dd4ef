"""What each party undertakes. Reads: a structure and its actors. Writes: the commitments, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.folding import fold
from maillage.foundations.records import replace
from maillage.reading.model import Commitment, Span
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.recognise.calibration import confidence
from maillage.reading.recognise.clauses import read_clause
from maillage.reading.recognise.lead_ins import LeadIn, read_heading, read_lead_in
from maillage.reading.recognise.leads import Leads
from maillage.reading.recognise.predicates import Clause
from maillage.reading.recognise.strength import strength_of
from maillage.reading.recognise.subjects import subjects
from maillage.reading.recognise.themes import theme_of
from maillage.reading.segment.units import LEVELS, Structure, Unit

# A subject that is no party: the pronoun that follows stands for it.
# "Elle rassemble le directeur et trois élus": who sits in the body that the sentence before speaks of.
_COMPOSES = rx.compile(r"\W*(?:ils?|elles?)\s+(?:rassemble|regroupe|comprend)(?:nt|ra|ront)?\s")
_STRANGER = rx.compile(
    r"(?:le|la|les|l'|ce|cette|un|une)\s*(?:comite|commission|bureau|assemblee|conseil|conference|cellule|"
    r"equipe|instance|tribunal|juge|tresorier|secretaire|president\b|membres?|groupe|cellule|jury|"
    r"mandates?|representations?)"
)
_DESCRIPTION = rx.compile(r"represente\s*\(?e?\)?\s+par\b.{0,200}\bagissant|denomme\s*\(?e?\)?\s+ci-?\s?apres", rx.S)
# Headings under which the present tense describes.
_APART = rx.compile(
    r"(?:preambule|contexte|presentation|rappel|definitions?|considerant|objet\b.{0,3}$|signature|le\s+cadre\b|"
    r"missions\s+du\b|les\s+missions\s+d|actions\s+conduites)"
)
_ENDS_BINDING = rx.compile(r"(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront)\s*(?:a|de)?\s*:$")
_HEADLESS = rx.compile(r"s'engage(?:nt)?\b|s'oblige|doi(?:t|vent)\b|veille|garanti|assure|(?:a|de)\s+\w+(?:er|ir|re)\b")
_BY = rx.compile(r"par\s+")
_PRONOUN = rx.compile(r"(?:ils|elles|il|elle)\s")
_MUTUAL = rx.compile(r"reciproque|mutuel")


class Recogniser:
    """Walks the units once, remembering the last actors and the lead-ins still open."""

    def __init__(self, structure: Structure, actors: Actors) -> None:
        self.structure, self.view, self.actors = structure, structure.view, actors
        self.leads = Leads(structure)
        self.last: Bearers = NOBODY
        self.nearest: Bearers = NOBODY
        self.last_article: int | None = None

    def run(self) -> Iterator[Commitment]:
        """The commitments, in reading order but for items under one another; they have no id yet."""
        for index, unit in enumerate(self.structure.units):
            if unit.kind in ("void", "cell") or unit.zone in ("cover", "contents", "parties", "recital"):
                continue
            if unit.article != self.last_article:
                self.last, self.last_article = NOBODY, unit.article
            is_label = unit.kind == "heading" or index in self.leads.items
            label = read_heading(self.view, (unit.body, unit.span[1]), self.actors) if is_label else None
            if label:
                self.leads.known[index] = label
                self.last = label.bearers
            elif unit.kind != "heading":
                yield from self._unit(index, unit)

    def _unit(self, index: int, unit: Unit) -> Iterator[Commitment]:
        """The commitments of a paragraph or an item: one act under its lead-in, or those of its sentences."""
        has_items = index in self.leads.items
        own_phrase = unit.kind == "item" and has_items and self._speaks(unit)
        lead = None if own_phrase else self.leads.open_at(index)
        if lead is None:
            self.leads.pending = None
            yield from self._sentences(index, unit)
            return
        if unit.kind == "item" and has_items:
            self.leads.known[index] = LeadIn(lead.bearers, False)
        yield from self._listed(unit, lead)

    def _speaks(self, unit: Unit) -> bool:
        """Whether an item is itself a phrase with a subject, ended by a colon: "I. - La Fédération s'engage à :"."""
        if not self.structure.ends_with_colon(unit):
            return False
        named = next(subjects(self.view, (unit.body, unit.span[1]), self.actors), None)
        return named is not None or _PRONOUN.match(self.structure.folded_of(unit)) is not None

    def _listed(self, unit: Unit, lead: LeadIn) -> Iterator[Commitment]:
        """The act of an item, borne by the agent that it names, else by those whom its lead-in names."""
        bearers = lead.bearers
        if agent := _BY.match(self.structure.folded_of(unit)):
            phrase = self.actors.phrase_at(unit.body + agent.end())
            if not phrase or not phrase.bearers:
                return
            bearers = phrase.bearers
        if not self.structure.text_of(unit):
            return
        words = self.structure.text_of(self.structure.units[unit.lead]) if unit.lead is not None else None
        rule = "listed" if bearers else "listed, nobody"
        yield self._make(unit, (unit.body, unit.span[1]), Clause(bearers, "listed", rule, unit.body), words)

    def _sentences(self, index: int, unit: Unit) -> Iterator[Commitment]:
        spans = self.structure.sentences(unit)
        for span in spans:
            clause = self._clause(unit, span)
            announces = span == spans[-1] and self._announces(index, span, clause)
            self._remember(span, clause)
            composes = clause is not None and clause.form == "present" and _COMPOSES.match(self.view.folded, *span)
            if clause and not announces and not composes and self._counts(unit, clause):
                yield self._make(unit, span, clause, None)

    def _announces(self, index: int, span: Span, clause: Clause | None) -> bool:
        """Whether the last sentence of a unit only announces what is said below it; keeps it as a lead-in."""
        listed = index in self.leads.items
        if listed and (lead := self._opening(index, span, clause)):
            self.leads.known[index] = lead
            if not lead.whole and self.leads.announces_acts(index, lead):
                return True
        if not clause or not _ENDS_BINDING.search(self.view.folded[slice(*span)]):
            return False
        lead = LeadIn(clause.bearers, False)
        if not listed:
            self.leads.pending = lead
            if self.leads.act_below(index):
                return True
        if self.leads.colon_below(index):
            self.leads.known[index] = lead
            return True
        return False

    def _opening(self, index: int, span: Span, clause: Clause | None) -> LeadIn | None:
        """The lead-in that a sentence over a list makes; one without clause goes on with the lead-in just above."""
        unit, above = self.structure.units[index], self.leads.known.get(index - 1)
        if clause is None and above and self.structure.units[index - 1].kind == "paragraph":
            return above
        bearers = clause.bearers if clause else NOBODY if self.leads.each_by_somebody(index) else None
        before = self.last or self.leads.bearers_above(unit)
        lead = read_lead_in(self.view, span, bearers, self.actors, before)
        return replace(lead, binds=clause is None or clause.form == "explicit") if lead else None

    def _clause(self, unit: Unit, span: Span) -> Clause | None:
        """The clause of a sentence; "S'engage à ..." and "À exercer ..." are said of whom the heading names."""
        above = self.leads.bearers_above(unit)
        clause = read_clause(self.view, span, self.actors, self.last or above, self.nearest)
        if clause is None and above and _HEADLESS.match(self.view.folded[slice(*span)]):
            return Clause(above, "explicit", "under heading", span[0])
        return clause

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
        """Whether a clause commits where it stands.

        Preambles hold only what is expressly undertaken, signatures what is explicit; a present tense only describes
        in a title, in the description of a party, and under headings such as "Contexte".
        """
        if unit.zone == "preamble":
            return clause.form == "explicit" and clause.rule == "duty" and self._says(clause, "s'engage")
        if clause.form != "present":
            return True
        if unit.zone == "signatures" or _DESCRIPTION.search(self.view.folded, unit.body, unit.span[1]):
            return False
        unfinished = self.view.text[unit.span[1] - 1] not in ".;:,»)…"
        if unit.kind == "paragraph" and unit.span[1] - unit.body < 100 and unfinished:
            return False
        headings = (self.structure.units[index] for index in unit.above)
        # A title or a chapter ("LE CADRE DU PARTENARIAT") says nothing of the sentences of its articles.
        near = (self.structure.folded_of(heading) for heading in headings if heading.level >= LEVELS["article"])
        return not any(_APART.match(words.strip(" :.-")) for words in near)

    def _says(self, clause: Clause, words: str) -> bool:
        return self.view.folded.startswith(words, clause.at)

    def _make(self, unit: Unit, span: Span, clause: Clause, lead: str | None) -> Commitment:
        """A commitment whose words stand at ``span``, under the words of its ``lead``."""
        at = self.view.trim(span)
        folded = self.view.folded[slice(*at)]
        weighed = f"{folded} {fold(lead or '')}"
        return Commitment(
            id="",
            bearers=tuple(sorted(clause.bearers, key=lambda party: int(party[1:]))),
            binding=self._binding(clause.bearers, weighed),
            form=clause.form,
            strength=strength_of(weighed),
            theme=theme_of(folded, [self.structure.units[index].heading or "" for index in unit.above]),
            text=self.view.quote(span),
            lead_in=lead,
            article=self.structure.article_number(unit),
            provision=unit.eid,
            span=at,
            confidence=confidence("commitment", clause.rule),
        )

    def _binding(self, bearers: Bearers, words: str) -> str:
        if not bearers:
            return "none"
        if len(bearers) > 1 and bearers == self.actors.everybody:
            return "reciprocal" if _MUTUAL.search(words) else "all"
        return "one" if len(bearers) == 1 else "several"


def read_commitments(structure: Structure, actors: Actors) -> tuple[Commitment, ...]:
    """The commitments of an agreement, numbered ``c1``, ``c2`` ... in reading order."""
    found = sorted(Recogniser(structure, actors).run(), key=lambda commitment: commitment.span)
    return tuple(replace(commitment, id=f"c{number}") for number, commitment in enumerate(found, 1))
