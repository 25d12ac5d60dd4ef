"""The projet social de Montclair as its three parties negotiate it: a round behind them, another under way."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.actions import sharing
from maillage.agreements.models import Agreement, Provision, ProvisionVersion
from maillage.foundations.workdays import working_day_after
from maillage.negotiation.actions import answering, approving, closing, opening, planning, proposing, remarking
from maillage.negotiation.actions.approving import StepGiven
from maillage.negotiation.choices import Assembly, ProposalKind, Verdict
from maillage.negotiation.models import Negotiation, Proposal, Seat
from maillage.negotiation.queries.texts import draft_of
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of
from maillage.web.demo.agreements import DAY, HOUR, Room
from maillage.web.demo.texts import NADIA

SAMIRA, AISSATA, LAURENT = "Samira Belkacem", "Aïssata Koné", "Laurent Peyrade"
ALSO = (
    "Article 12 bis – Sortie\nChaque signataire peut se retirer de la présente convention, par lettre recommandée avec "
    "accusé de réception, moyennant un préavis de six mois."
)
SHORTER = (
    "Article 12 bis – Sortie\nUn signataire qui souhaite se retirer en informe les autres six mois à l’avance, par "
    "écrit, et en donne les raisons à la conférence sociale locale."
)


class _Table:
    """The draft, its parties and their people, at an instant that goes on."""

    def __init__(self, room: Room) -> None:
        self.agreement: Agreement = room.agreements["projet"]
        self.world = room.world
        self.at = room.begun["projet"] + DAY
        self.people: dict[str, User] = {
            "departement": room.users[NADIA],
            "montclair": room.users[SAMIRA],
            "ccas-montclair": room.users[SAMIRA],
        }
        sharing.share(agreement=self.agreement, by=room.users[NADIA], at=self.at)
        self.agreement.refresh_from_db()
        self.negotiation: Negotiation = opening.open_negotiation(
            agreement=self.agreement, by=room.users[NADIA], at=self.at + HOUR
        )

    def seat(self, body: str) -> Seat:
        return Seat.objects.get(negotiation=self.negotiation, organisation=self.world.organisations[body])

    def provision(self, eid: str) -> Provision:
        rows = ProvisionVersion.objects.filter(
            expression__agreement=self.agreement, expression__superseded_at__isnull=True
        )
        return rows.select_related("provision").get(eid=eid).provision

    def words(self, eid: str) -> str:
        draft = draft_of(self.agreement)
        passage = draft.passage(self.provision(eid).pk) if draft is not None else None
        return passage.words if passage is not None else ""

    def propose(
        self, body: str, eid: str, kind: ProposalKind, words: str, reason: str, counters: Proposal | None = None
    ) -> Proposal:
        return proposing.propose(
            negotiation=self.negotiation,
            seat=self.seat(body),
            kind=kind,
            provision=self.provision(eid),
            words=words,
            reason=reason,
            counters=counters,
            by=self.people[body],
            at=self.at,
        )

    def answer(self, proposal: Proposal, body: str, verdict: Verdict = Verdict.ACCEPT, reason: str = "") -> None:
        answering.answer(
            proposal=proposal,
            seat=self.seat(body),
            verdict=verdict,
            reason=reason,
            by=self.people[body],
            at=self.at,
        )


def load(room: Room) -> None:
    """Two rounds: one that wrote two changes, one with alternatives, a refusal, remarks and a plan."""
    table = _Table(room)
    table.at += 3 * DAY
    _first_round(table)
    table.at += 3 * DAY
    _second_round(table)
    _house(table, room)


def _first_round(table: _Table) -> None:
    words = table.words("art_7__list_1__item_2").replace("sous huit jours", "sous dix jours ouvrés")
    delay = table.propose(
        "ccas-montclair",
        "art_7__list_1__item_2",
        ProposalKind.REPLACE,
        words,
        "Huit jours ne se tiennent pas en août : deux agents sur cinq sont présents.",
    )
    words = table.words("art_11__para_2").replace(
        "rédigent ensemble un bilan annuel", "rédigent ensemble, avant le 31 mars, un bilan annuel"
    )
    report = table.propose(
        "departement", "art_11__para_2", ProposalKind.REPLACE, words, "Sans date, le bilan arrive après le budget."
    )
    table.at += DAY
    for body in ("departement", "montclair"):
        table.answer(delay, body)
    for body in ("montclair", "ccas-montclair"):
        table.answer(report, body)
    for one in (delay, report):
        answering.retain(proposal=one, by=table.people["departement"], at=table.at)
    closing.close_round(negotiation=table.negotiation, by=table.people["departement"], at=table.at + HOUR)


def _second_round(table: _Table) -> None:
    leaving = table.propose(
        "departement", "art_12", ProposalKind.INSERT_AFTER, ALSO, "Le texte ne dit pas comment en sortir."
    )
    table.at += DAY
    table.propose(
        "montclair",
        "art_12",
        ProposalKind.INSERT_AFTER,
        SHORTER,
        "Les habitants doivent savoir pourquoi un partenaire s’en va.",
        leaving,
    )
    words = table.words("art_4__para_2").replace("la met à jour chaque année", "la met à jour tous les deux ans")
    needs = table.propose(
        "ccas-montclair", "art_4__para_2", ProposalKind.REPLACE, words, "L’analyse prend six mois d’un agent."
    )
    table.answer(
        needs, "departement", Verdict.REFUSE, "Le débat budgétaire a besoin de chiffres de l’année : gardons le rythme."
    )
    secretary = table.propose(
        "montclair",
        "art_3__sec_3.1__para_2",
        ProposalKind.REPLACE,
        "Le secrétariat de la cellule de veille sociale est assuré à tour de rôle, un an chacun, par la Commune et le "
        "Département.",
        "La Commune ne peut pas le tenir seule.",
    )
    table.answer(secretary, "ccas-montclair")
    _remarks(table)


def _remarks(table: _Table) -> None:
    said = remarking.remark(
        negotiation=table.negotiation,
        seat=table.seat("ccas-montclair"),
        provision=table.provision("art_8__para_2"),
        words="De quelles informations s’agit-il ? Nos agents ne peuvent rien échanger sans cadre ni accord de la "
        "personne.",
        by=table.people["ccas-montclair"],
        at=table.at,
    )
    remarking.reply(
        remark=said,
        seat=table.seat("departement"),
        words="D’accord : nous préparons une rédaction avec notre déléguée à la protection des données.",
        by=table.people["departement"],
        at=table.at + HOUR,
    )
    remarking.remark(
        negotiation=table.negotiation,
        seat=table.seat("departement"),
        provision=table.provision("art_5__list_1__item_5"),
        words="À voir avec les ressources humaines avant de confirmer ce poste.",
        is_internal=True,
        by=table.people["departement"],
        at=table.at,
    )


def _house(table: _Table, room: Room) -> None:
    """How the Département decides: its visas, and the session of its commission permanente."""
    circuit = approving.write_circuit(
        organisation=table.world.organisations["departement"],
        name="Conventions de partenariat",
        steps=[
            StepGiven("directeur général adjoint", room.users[LAURENT]),
            StepGiven("vice-présidente chargée de l’enfance", room.users[AISSATA]),
            StepGiven("présidente du conseil départemental"),
        ],
        by=table.people["departement"],
        at=table.at,
    )
    seat, by = table.seat("departement"), table.people["departement"]
    approving.choose_circuit(negotiation=table.negotiation, seat=seat, circuit=circuit, by=by, at=table.at)
    meets_on = working_day_after(day_of(table.world.at) + dt.timedelta(days=45))
    planning.plan(
        negotiation=table.negotiation,
        seat=seat,
        assembly=Assembly.STANDING_COMMITTEE,
        meets_on=meets_on,
        lengths={},
        by=by,
        at=table.at,
    )
