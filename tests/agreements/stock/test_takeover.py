"""A takeover: nothing is written before it is confirmed, what is written is what was shown, and it can be undone."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage

from maillage.agreements.actions import bringing, confirming, taking_over, taking_stock
from maillage.agreements.choices import AgreementState, DocumentRole, TermName
from maillage.agreements.models import Agreement, Document, Party, ReadingJob, Takeover, Term
from maillage.agreements.stock import archive
from maillage.agreements.stock.plan import Outcome, plan_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.files.models import StoredFile
from maillage.reading import read_text
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, confirmed, decide_all, tie

pytestmark = pytest.mark.django_db

TRACKER = """Suivi des conventions;;;;;;;
Intitulé;Type;N°;Partenaire;Signée le;Échéance;Durée;Fichier
Charte de partenariat;Charte;2025-12;Fédération Enfance Ourcelle;16/09/2025;30/09/2028;3 ans;charte.pdf
Protocole local de Montclair;Protocole;2025-14;"CCAS de Montclair ; Commune de Montclair";01/10/2025;31/02/2028;;
;Convention;2025-15;Trampoline;;;;
Convention d’accueil;convention de partenariat;2025-16;Les Inconnus;;;longtemps;
Convention de résidence;Convention;2025-17;Trampolin;;;;residence.docx
Aide au logement;=A1;2025-18;;;;;
"""


def begin(cast: Any, text: str = TRACKER) -> Takeover:
    return taking_over.begin(
        organisation=cast.departement, file_name="suivi.csv", data=text.encode("cp1252"), by=cast.alice, at=NOW
    )


def _plan(takeover: Takeover, cast: Any) -> Any:
    takeover.refresh_from_db()
    return plan_of(takeover, by=cast.alice, at=NOW)


def _pdf(word: str) -> bytes:
    return b"%PDF-1.7 " + word.encode()


def test_columns_and_lines_are_understood_under_a_title(cast: Any) -> None:
    takeover = begin(cast)
    assert list(takeover.columns.values()) == [
        "title",
        "kind",
        "reference",
        "parties",
        "signed_on",
        "ends_on",
        "duration",
        "file",
    ]
    plan = _plan(takeover, cast)
    assert [line.number for line in plan.lines] == [3, 4, 5, 6, 7, 8]
    assert [line.outcome for line in plan.lines] == [
        Outcome.CREATE,
        Outcome.ERROR,
        Outcome.ERROR,
        Outcome.ERROR,
        Outcome.CREATE,
        Outcome.ERROR,
    ]


def test_each_problem_says_its_column_and_what_to_do(cast: Any) -> None:
    lines = {line.number: line for line in _plan(begin(cast), cast).lines}
    assert lines[4].problems == ["Échéance : La date « 31/02/2028 » n’existe pas. Vérifiez le jour et le mois."]
    assert lines[5].problems == ["Titre : la cellule est vide : un accord a un titre."]
    assert "3 ans" in lines[6].problems[0]
    assert "formule" in lines[8].problems[0]


def test_partners_are_tied_by_their_name_and_only_told_when_nearly_so(cast: Any) -> None:
    lines = {line.number: line for line in _plan(begin(cast), cast).lines}
    assert [one.organisation for one in lines[3].parties] == [cast.departement, cast.federation]
    near = lines[7].parties[1]
    assert (near.name, near.organisation, near.near) == ("Trampolin", None, "Trampoline")


def test_nothing_is_written_before_it_is_confirmed(cast: Any) -> None:
    _plan(begin(cast), cast)
    assert not Agreement.objects.exists()
    assert not Party.objects.exists()


def test_confirming_writes_agreements_in_force_with_their_facts_and_where_they_come_from(cast: Any) -> None:
    takeover = begin(cast)
    taking_over.add_files(
        takeover=takeover, files=[("charte.pdf", _pdf("a")), ("autre.pdf", _pdf("b"))], by=cast.alice, at=NOW
    )
    plan = _plan(takeover, cast)
    assert plan.left_over == ["autre.pdf"]
    taking_stock.confirm(takeover=takeover, fingerprint=plan.fingerprint, by=cast.alice, at=NOW)
    charter = Agreement.objects.get(reference="2025-12")
    assert (charter.is_observed, charter.state) == (True, AgreementState.DRAFT)
    assert (charter.signed_on, charter.ends_on) == (dt.date(2025, 9, 16), dt.date(2028, 9, 30))
    parties = Party.objects.filter(agreement=charter).order_by("order")
    assert [one.organisation for one in parties] == [cast.departement, cast.federation]
    assert {one.declared_by for one in parties} == {"Alice Amblard, tableau « suivi.csv », ligne 3"}
    assert Term.objects.get(agreement=charter, name=TermName.DURATION).value == "P3Y"
    document = Document.objects.get(agreement=charter)
    assert (document.role, document.is_authoritative) == (DocumentRole.SIGNED_ORIGINAL, True)
    assert ReadingJob.objects.get().agreement == charter
    assert [one.name for one in StoredFile.objects.all()] == ["charte.pdf"]
    takeover.refresh_from_db()
    assert takeover.lines == []


def test_what_changed_since_it_was_shown_is_not_written(cast: Any) -> None:
    takeover = begin(cast)
    shown = _plan(takeover, cast).fingerprint
    taking_over.decide(takeover=takeover, choices={"3": "skip"}, revision=takeover.revision)
    with pytest.raises(taking_stock.HasChanged):
        taking_stock.confirm(takeover=takeover, fingerprint=shown, by=cast.alice, at=NOW)
    assert not Agreement.objects.exists()


def test_an_agreement_already_there_makes_a_line_doubtful_until_somebody_says(cast: Any) -> None:
    confirmed(cast.departement, cast.ccas, reference="2025-12")
    takeover = begin(cast)
    assert _plan(takeover, cast).lines[0].outcome == Outcome.DOUBT
    taking_over.decide(takeover=takeover, choices={"3": "other"}, revision=takeover.revision)
    assert _plan(takeover, cast).lines[0].outcome == Outcome.CREATE


def test_an_agreement_of_others_is_never_told(cast: Any) -> None:
    confirmed(cast.federation, cast.member, reference="2025-12")
    assert _plan(begin(cast), cast).lines[0].twin is None


def test_two_lines_that_say_the_same_are_not_taken_twice(cast: Any) -> None:
    plan = _plan(begin(cast, "Titre;Référence\nCharte;1\nCharte;1\n"), cast)
    assert [line.outcome for line in plan.lines] == [Outcome.CREATE, Outcome.ERROR]
    assert "ligne 2" in plan.lines[1].problems[0]


def test_an_old_form_is_refused(cast: Any) -> None:
    takeover = begin(cast)
    taking_over.decide(takeover=takeover, choices={"3": "skip"}, revision=takeover.revision)
    with pytest.raises(StaleRevision):
        taking_over.decide(takeover=takeover, choices={"4": "skip"}, revision=takeover.revision)


def test_a_file_given_by_hand_leaves_its_line(cast: Any) -> None:
    takeover = begin(cast)
    taking_over.add_files(takeover=takeover, files=[("charte.pdf", _pdf("a"))], by=cast.alice, at=NOW)
    takeover.refresh_from_db()
    (key,) = takeover.files["pool"]
    taking_over.give_files(takeover=takeover, line=7, files=[key, "not-an-id"], revision=takeover.revision)
    lines = {line.number: line for line in _plan(takeover, cast).lines}
    assert lines[3].files == []
    assert lines[7].files == [(key, "charte.pdf")]


def test_undoing_deletes_what_was_written_and_its_files(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    takeover = begin(cast)
    taking_over.add_files(takeover=takeover, files=[("charte.pdf", _pdf("a"))], by=cast.alice, at=NOW)
    taking_stock.confirm(takeover=takeover, fingerprint=_plan(takeover, cast).fingerprint, by=cast.alice, at=NOW)
    path = StoredFile.objects.get().path
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        taking_stock.undo(takeover=takeover, by=cast.alice, at=NOW)
    assert not Agreement.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)


def test_a_takeover_whose_agreements_live_is_not_undone(cast: Any) -> None:
    takeover = begin(cast)
    taking_stock.confirm(takeover=takeover, fingerprint=_plan(takeover, cast).fingerprint, by=cast.alice, at=NOW)
    Agreement.objects.filter(reference="2025-12").update(shared_at=NOW)
    with pytest.raises(taking_stock.StillUsed, match="Charte de partenariat"):
        taking_stock.undo(takeover=takeover, by=cast.alice, at=NOW)
    assert Agreement.objects.count() == 2


def test_dropping_forgets_the_tracker_and_its_files(cast: Any) -> None:
    takeover = begin(cast)
    taking_over.add_files(takeover=takeover, files=[("charte.pdf", _pdf("a"))], by=cast.alice, at=NOW)
    taking_over.drop(takeover=takeover)
    assert not Takeover.objects.exists()
    assert not StoredFile.objects.exists()


def test_files_that_cannot_be_kept_are_told_and_the_others_are_kept(cast: Any) -> None:
    takeover = begin(cast)
    files = [("a.pdf", _pdf("a")), ("b.exe", b"MZ\0\0"), ("c.pdf", b"")]
    kept, refused = taking_over.add_files(takeover=takeover, files=files, by=cast.alice, at=NOW)
    assert kept == 1
    assert [sentence[:9] for sentence in refused] == ["« b.exe »", "« c.pdf »"]


def test_a_tracker_without_lines_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal, match="titres de colonnes"):
        begin(cast, "Titre;Partenaire\n")


def test_the_plan_asks_as_many_queries_for_four_hundred_lines(cast: Any, django_assert_max_num_queries: Any) -> None:
    lines = "\n".join(f"Convention {number};{number};CCAS de Montclair;Montclair" for number in range(400))
    takeover = begin(cast, f"Titre;Référence;Partenaire;Territoire\n{lines}\n")
    with django_assert_max_num_queries(6):
        assert len(plan_of(takeover, by=cast.alice, at=NOW).writable) == 400


def test_a_zip_gives_its_files_and_none_that_an_office_leaves_behind() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("scans/charte.pdf", "__MACOSX/charte.pdf", "scans/~$charte.docx", ".DS_Store"):
            packed.writestr(name, _pdf(name))
        packed.writestr("bomb.pdf", b"\0" * 3_000_000)
    files = dict(archive.files_of(out, most=1_000_000))
    assert list(files) == ["scans/charte.pdf", "bomb.pdf"]
    assert files["bomb.pdf"] == b""


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(archive.UnreadableArchive, match="ZIP"):
        list(archive.files_of(io.BytesIO(b"PK not really"), most=100))


def test_the_text_read_later_completes_what_the_tracker_declared(cast: Any) -> None:
    takeover = begin(cast, "Titre;Partenaire;Durée\nProtocole local;CCAS de Montclair;2 ans\n")
    taking_stock.confirm(takeover=takeover, fingerprint=_plan(takeover, cast).fingerprint, by=cast.alice, at=NOW)
    agreement = Agreement.objects.get()
    declared = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    bringing.lay_down(agreement=agreement, reading=read_text(PROTOCOL), file=None, by=cast.alice, at=NOW)
    tie(agreement, cast.departement, cast.ccas)
    decide_all(agreement)
    confirming.confirm(agreement=agreement, by=cast.alice, at=NOW)
    parties = Party.objects.filter(agreement=agreement).order_by("order")
    assert [one.organisation for one in parties] == [cast.departement, cast.ccas]
    assert parties[1].pk == declared.pk
    assert parties[1].short_name == "le CCAS"
    current = Term.objects.get(agreement=agreement, name=TermName.DURATION, superseded_at=None)
    assert (current.value, current.declared_by) == ("P3Y", "")
    assert Term.objects.filter(agreement=agreement, name=TermName.DURATION).count() == 2
