"""Agreements for the tests: brought from a text of our own writing, read by the reader itself, confirmed or not."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from maillage.agreements.actions import bringing, confirming, depositing, judging, requests, transcribing
from maillage.agreements.anchoring import Edit, edits_between
from maillage.agreements.brought import Brought
from maillage.agreements.choices import DocumentRole, FindingSort, FindingState
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Expression,
    Finding,
    Judgement,
    Party,
    Request,
)
from maillage.files.actions import deposit
from maillage.organisations.models import Organisation, User
from maillage.reading import Reading, read_text

THEN = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)

PROTOCOL = """PROTOCOLE LOCAL DE COORDINATION DES SOLIDARITÉS DE MONTCLAIR

ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République à Montclair, représenté par son président, agissant en vertu de la délibération n° 2025-118 de la commission permanente en date du 12 mai 2025, ci-après dénommé « le Département »,
d’une part,

ET

Le CCAS de Montclair, sis 8 rue Saint-Aubin à Montclair, représenté par sa présidente, agissant en vertu de la délibération n°       du conseil d’administration, ci-après dénommé « le CCAS »,
d’autre part,

IL EST CONVENU CE QUI SUIT

Article 1 – Objet
Le présent protocole organise le travail commun des deux parties au service des habitants de Montclair. Il repose sur le respect de la personne accompagnée et sur le secret professionnel.

Article 2 – Accueil des personnes
Le Département s’engage à :
- tenir une permanence hebdomadaire dans les locaux du CCAS ;
- informer le CCAS de toute fermeture de la maison des solidarités.
Le CCAS s’engage à orienter les personnes vers le bon service dans un délai de cinq jours.
Dans la mesure du possible, le CCAS met une salle à disposition du Département.

Article 3 – Suivi
Un comité de suivi se réunit deux fois par an. Il est composé d’un représentant de chaque partie.
Les parties s’engagent à établir un bilan annuel de la mise en œuvre du protocole.

Article 4 – Durée
Le présent protocole prend effet à la date de sa signature par les deux parties. Il est conclu pour une durée de trois ans, renouvelable par tacite reconduction.

Article 5 – Résiliation
Chaque partie peut le dénoncer par lettre recommandée avec accusé de réception, moyennant un préavis de trois mois.

Fait à Montclair, le

Pour le Département, le président
Pour le CCAS, la présidente
"""


@lru_cache(maxsize=32)
def _reading(text: str, name: str) -> Reading:
    """A reading is frozen: the same text is read once for all the tests of a process."""
    return read_text(text, name)


def brought(
    organisation: Organisation,
    *,
    by: User | None = None,
    text: str = PROTOCOL,
    name: str = "protocole.txt",
    **facts: Any,
) -> Agreement:
    """A draft as its author has it after the upload: the file kept, its text read, findings to check."""
    file = deposit(content=text.encode(), name=name, organisation_id=organisation.pk, by=by, at=THEN)
    agreement = bringing.bring(organisation=organisation, title=name, by=by, at=THEN)
    bringing.attach(agreement=agreement, file=file, role=DocumentRole.WORKING_TEXT, by=by, at=THEN)
    bringing.lay_down(agreement=agreement, reading=_reading(text, name), file=file, by=by, at=THEN)
    agreement.refresh_from_db()
    for key, value in facts.items():
        setattr(agreement, key, value)
    agreement.save()
    return agreement


def decide_all(agreement: Agreement, state: FindingState = FindingState.ACCEPTED) -> None:
    """Every finding of the draft decided alike, without going through the pages."""
    Finding.objects.filter(agreement=agreement).update(state=state, decided_at=THEN)


def tie(agreement: Agreement, *organisations: Organisation) -> None:
    """The parties of a draft tied to organisations, in the order of the text."""
    found = Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).order_by("position")
    for finding, organisation in zip(found, organisations, strict=True):
        finding.tied_to = organisation
        finding.save()


def confirmed(
    organisation: Organisation, *others: Organisation, by: User | None = None, shared: bool = True, **facts: Any
) -> Agreement:
    """An agreement whose reading is confirmed, between ``organisation`` (who brought it) and ``others``, and shared."""
    agreement = brought(organisation, by=by, **facts)
    tie(agreement, organisation, *others)
    decide_all(agreement)
    if shared:
        Agreement.objects.filter(pk=agreement.pk).update(shared_at=THEN)
    return confirming.confirm(agreement=agreement, by=by, at=THEN)


def rewritten(agreement: Agreement, old: str, new: str, *, by: User | None = None) -> tuple[Expression, Expression]:
    """A later version of the text, in which ``new`` stands where ``old`` stood; the earlier version and the later one."""
    before = Expression.objects.current().get(agreement=agreement)
    start = before.text.index(old)
    edits = [Edit(start + one.start, start + one.end, one.words) for one in edits_between(old, new)]
    return before, transcribing.mend(agreement=agreement, edits=edits, by=by, at=timezone.now()).expression


def published(organisation: Organisation, *others: Organisation, **facts: Any) -> Agreement:
    """The same, open to all."""
    agreement = confirmed(organisation, *others, **facts)
    Agreement.objects.filter(pk=agreement.pk).update(published_at=THEN)
    agreement.refresh_from_db()
    return agreement


def upload(name: str = "protocole.txt", content: bytes | str = PROTOCOL) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def arrived(
    organisation: Organisation, *files: tuple[str, bytes | str, DocumentRole], by: User | None = None, title: str = ""
) -> depositing.Arrival:
    """A deposit as the form makes it, before anything is read."""
    taken = [Brought(upload(name, content), role) for name, content, role in files]
    return depositing.take_in(organisation=organisation, files=taken, title=title, by=by, at=THEN)


def long_protocol(findings: int) -> str:
    """A protocol in which at least so many things are read: its articles repeat two undertakings, numbered."""
    last = findings // 2 + 1
    head, _, rest = PROTOCOL.partition("Article 2")
    end = rest[rest.index("Article 4") :]
    articles = "\n\n".join(
        f"Article {number} – Accueil {number}\n"
        f"Le Département s’engage à tenir la permanence numéro {number} dans les locaux du CCAS.\n"
        f"Le CCAS s’engage à orienter les personnes vers le service numéro {number} dans un délai de cinq jours."
        for number in range(2, last + 1)
    )
    end = end.replace("Article 5", f"Article {last + 2}").replace("Article 4", f"Article {last + 1}")
    return f"{head}{articles}\n\n{end}"


def judged(
    agreement: Agreement,
    organisation: Organisation,
    verdict: str,
    *,
    number: int = 1,
    at: dt.datetime = THEN,
    **more: Any,
) -> Judgement:
    """How the party of ``organisation`` judges a commitment of the agreement: private, unless ``share_now``."""
    commitment = Commitment.objects.get(agreement=agreement, number=number)
    party = Party.objects.get(agreement=agreement, organisation=organisation)
    return judging.judge(commitment=commitment, party=party, verdict=verdict, by=more.pop("by", None), at=at, **more)


def asked(agreement: Agreement, organisation: Organisation, party: Any, task: str, **facts: Any) -> tuple[Request, str]:
    """A request as it was sent, and the token of its link."""
    now = timezone.now()
    request, token = requests.prepare(
        agreement=agreement,
        organisation=organisation,
        party=party,
        task=task,
        email=facts.pop("email", "nadia.noury@mairie.example"),
        sent_at=facts.pop("sent_at", now),
        mailed_at=now,
        expires_at=facts.pop("expires_at", now + dt.timedelta(days=30)),
        **facts,
    )
    request.save()
    return request, token


def more_commitments(agreement: Agreement, count: int) -> None:
    """More commitments, borne by each party in turn, with sentences of a common length."""
    parties = list(Party.objects.filter(agreement=agreement).in_order())
    last = Commitment.objects.filter(agreement=agreement).count()
    for number in range(last + 1, last + 1 + count):
        version = CommitmentVersion.objects.create(
            agreement=agreement,
            commitment=Commitment.objects.create(agreement=agreement, number=number),
            text=(
                f"transmettre à l’autre partie, avant le {number % 28 + 1} mars de chaque année, les données d’activité "
                "de l’année précédente selon le modèle commun"
            ),
            article=str(number),
            recorded_at=THEN,
        )
        version.bearers.add(parties[number % len(parties)])
