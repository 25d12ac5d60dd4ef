"""Clauses written with their history, dates stated, links and frameworks, pieces: what is kept and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import links, merging, pieces, terms
from maillage.agreements.choices import DocumentRole, LinkKind, MentionKind, TermName
from maillage.agreements.models import Agreement, AgreementLink, Document, Framework, Mention, Term
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.horizon import Horizon, horizon_of
from maillage.agreements.queries.links import citations_of, compare, frameworks_like, threads_of, unlinked_mentions
from maillage.agreements.queries.terms import current_values, sheet_of
from maillage.agreements.standing import standing_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations.models import Organisation
from tests.cast import NOW, TODAY
from tests.factories.agreements import PROTOCOL, confirmed

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)
INSIDE = Horizon(True, None, frozenset())


def clause(agreement: Agreement, name: str = TermName.DURATION) -> Term:
    return Term.objects.get(agreement=agreement, name=name, superseded_at__isnull=True, valid_to__isnull=True)


def write(agreement: Agreement, value: str, **facts: Any) -> Term:
    given: dict[str, Any] = {"name": TermName.DURATION, "by": None, "at": LATER, "declared_by": "Mme Ferry"} | facts
    return terms.write(agreement=agreement, value=value, **given)


# ---------------------------------------------------------------- terms


def test_a_correction_keeps_the_former_clause_with_its_dates(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    former = clause(agreement)
    new = write(agreement, "P4Y", revision=former.revision)
    former.refresh_from_db()
    assert former.superseded_at == LATER
    assert (new.value, new.declared_by, new.revision) == ("P4Y", "Mme Ferry", former.revision + 1)
    sheet = sheet_of(agreement, [], horizon=INSIDE, day=TODAY)
    assert [(line.said, line.term.superseded_at) for line in sheet.history] == [("trois ans", LATER)]


def test_a_change_from_a_day_on_answers_both_before_and_after(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    changed_on = dt.date(2026, 7, 1)
    write(agreement, "P5Y", valid_from=changed_on)
    assert current_values(agreement, day=dt.date(2026, 6, 30))[TermName.DURATION] == "P3Y"
    assert current_values(agreement, day=changed_on)[TermName.DURATION] == "P5Y"
    with pytest.raises(Refusal, match="plus tardif"):
        write(agreement, "P6Y", valid_from=changed_on)


def test_two_people_who_write_the_same_clause_do_not_lose_each_other(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    opened = clause(agreement).revision
    write(agreement, "P4Y", revision=opened)
    with pytest.raises(StaleRevision):
        write(agreement, "P5Y", revision=opened)
    assert clause(agreement).value == "P4Y"


def test_a_clause_rests_on_words_of_the_text_or_on_who_declared_it(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    term = write(agreement, "P3M", name=TermName.NON_RENEWAL_NOTICE, declared_by="", words="un  préavis de\ntrois mois")
    expression = agreement.expressions.get()
    assert term.quote == "un préavis de trois mois" == expression.text[term.start : term.end]
    assert term.provision is not None
    with pytest.raises(terms.WordsNotFound):
        write(agreement, "P3M", name=TermName.NON_RENEWAL_NOTICE, declared_by="", words="un préavis de six mois")
    with pytest.raises(Refusal, match="Dites sur quoi"):
        write(agreement, "P3M", name=TermName.NON_RENEWAL_NOTICE, declared_by="  ")


def test_a_withdrawn_clause_stays_in_the_history(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    terms.withdraw(term=clause(agreement), revision=0, by=cast.bob, at=LATER)
    assert TermName.DURATION not in current_values(agreement, day=TODAY)
    assert "trois ans" in [line.said for line in sheet_of(agreement, [], horizon=INSIDE, day=TODAY).history]
    assert Event.objects.filter(agreement_id=agreement.pk, verb="term-withdrawn").exists()


def test_a_party_that_left_reads_the_clauses_that_stood(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    former = clause(agreement)
    Term.objects.filter(agreement=agreement).update(recorded_at=NOW - dt.timedelta(days=20))
    write(agreement, "P4Y", at=NOW)
    horizon = Horizon(True, TODAY - dt.timedelta(days=5), frozenset())
    sheet = sheet_of(agreement, [], horizon=horizon, day=horizon.day(TODAY))
    said = [line.said for group in sheet.groups for line in group.lines if line.term.name == TermName.DURATION]
    assert said == ["trois ans"]
    assert former.pk not in [line.term.pk for line in sheet.history]


def test_dates_are_stated_and_impossible_ones_refused(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    signed = dt.date(2026, 2, 1)
    row = terms.state_facts(agreement=agreement, values={"signed_on": signed}, by=cast.bob, at=NOW)
    assert row.signed_on == signed
    event = Event.objects.get(agreement_id=agreement.pk, verb="agreement-edited")
    assert event.fields == ["signed_on"]
    for values, words in (
        ({"signed_on": TODAY + dt.timedelta(days=1)}, "n’a pas encore eu lieu"),
        ({"signed_on": signed, "notified_on": signed - dt.timedelta(days=1)}, "précéder la dernière signature"),
        ({"effect_on": signed, "ends_on": signed - dt.timedelta(days=1)}, "échéance précède"),
    ):
        with pytest.raises(Refusal, match=words):
            terms.state_facts(agreement=agreement, values=values, by=cast.bob, at=NOW)
    with pytest.raises(TypeError):
        terms.state_facts(agreement=agreement, values={"title": None}, by=cast.bob, at=NOW)


def test_dates_that_changed_after_a_departure_are_not_shown(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    horizon = Horizon(True, TODAY - dt.timedelta(days=5), frozenset())
    assert not facts_changed_since(agreement, horizon)
    terms.state_facts(agreement=agreement, values={"ends_on": dt.date(2030, 1, 1)}, by=cast.alice, at=NOW)
    assert facts_changed_since(agreement, horizon)
    assert not facts_changed_since(agreement, INSIDE)


def test_dates_that_a_double_brought_after_a_departure_are_not_shown(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), confirmed(cast.departement, cast.ccas)
    terms.state_facts(agreement=dropped, values={"signed_on": dt.date(2026, 1, 5)}, by=cast.alice, at=NOW)
    horizon = Horizon(True, TODAY - dt.timedelta(days=5), frozenset())
    assert not facts_changed_since(kept, horizon)
    merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    kept.refresh_from_db()
    assert kept.signed_on == dt.date(2026, 1, 5)
    assert facts_changed_since(kept, horizon)


def test_the_sheet_leads_each_clause_back_to_its_article(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    sheet = sheet_of(agreement, list(agreement.parties.all()), horizon=INSIDE, day=TODAY)
    lines = {line.term.name: line for group in sheet.groups for line in group.lines}
    assert lines[TermName.DURATION].place is not None
    assert lines[TermName.DURATION].place.label == "article 4"
    assert lines[TermName.NOTICE_PERIOD].place.article == "5"  # type: ignore[union-attr]
    doubts = [doubt.title for group in sheet.groups for doubt in group.doubts]
    assert "Le préavis n’a pas de point de départ." in doubts
    assert "Il repart tacitement, sans que le texte dise pour combien de temps." in doubts


# ---------------------------------------------------------------- links and frameworks


def test_a_link_reads_from_both_ends(cast: Any) -> None:
    frame, local = confirmed(cast.departement, cast.federation), confirmed(cast.departement, cast.ccas)
    links.make(agreement=local, kind=LinkKind.DECLINES, target=frame, by=cast.alice, at=NOW)
    assert [one.verb for one in threads_of(local, cast.alice, horizon=INSIDE, at=NOW)] == ["décline localement"]
    assert [one.verb for one in threads_of(frame, cast.alice, horizon=INSIDE, at=NOW)] == ["est décliné localement par"]
    with pytest.raises(Refusal, match="autre sens"):
        links.make(agreement=frame, kind=LinkKind.DECLINES, target=local, by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="déjà enregistré"):
        links.make(agreement=local, kind=LinkKind.DECLINES, target=frame, by=cast.alice, at=NOW)


def test_a_link_never_tells_the_title_of_what_one_does_not_see(cast: Any) -> None:
    hidden, seen = confirmed(cast.departement, cast.federation), confirmed(cast.departement, cast.ccas)
    Agreement.objects.filter(pk=hidden.pk).update(title="Contrat confidentiel")
    links.make(agreement=seen, kind=LinkKind.APPLIES, target=hidden, by=cast.alice, at=NOW)
    (thread,) = threads_of(seen, cast.bob, horizon=INSIDE, at=NOW)
    assert (thread.other, thread.title) == (None, "Un accord que vous ne voyez pas")
    AgreementLink.objects.update(agreement=hidden, target=seen)
    assert threads_of(seen, cast.bob, horizon=INSIDE, at=NOW) == []


def test_a_link_leads_to_a_title_outside_and_not_to_itself(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    links.make(agreement=agreement, kind=LinkKind.RENEWS, title="Charte de 2013", by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="lié à lui-même"):
        links.make(agreement=agreement, kind=LinkKind.AMENDS, target=agreement, by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="écrivez son titre"):
        links.make(agreement=agreement, kind=LinkKind.AMENDS, by=cast.alice, at=NOW)
    (thread,) = threads_of(agreement, cast.alice, horizon=INSIDE, at=NOW)
    links.undo(link=thread.link, by=cast.bob, at=NOW)
    assert not AgreementLink.objects.exists()


def test_the_agreements_that_the_text_names_are_offered_until_they_are_linked(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    for text in ("la charte de partenariat", "La charte de partenariat", "charte"):
        Mention.objects.create(agreement=agreement, kind=MentionKind.AGREEMENT, text=text)
    assert [one.text for one in unlinked_mentions(agreement, [])] == ["la charte de partenariat"]
    links.make(agreement=agreement, kind=LinkKind.APPLIES, title="La charte de partenariat", by=cast.alice, at=NOW)
    threads = threads_of(agreement, cast.alice, horizon=INSIDE, at=NOW)
    assert unlinked_mentions(agreement, threads) == []


def test_a_local_agreement_is_compared_with_its_frame(cast: Any) -> None:
    frame = confirmed(cast.departement, cast.federation)
    local = confirmed(
        cast.departement,
        cast.ccas,
        text=PROTOCOL.replace("permanence hebdomadaire", "permanence mensuelle").replace("de trois ans", "de deux ans"),
    )
    found = compare(frame, local, day=TODAY)
    assert [(line.frame, line.local) for line in found.changed_terms] == [("trois ans", "deux ans")]
    assert [pair.local.text for pair in found.reworded] == ["tenir une permanence mensuelle dans les locaux du CCAS ;"]
    assert not found.dropped
    assert found.local_parties == ("le CCAS",)


def test_a_framework_that_was_replaced_is_told_where_it_is_cited(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    for text in ("schéma départemental de l’enfance", "Schéma départemental de l’enfance"):
        Mention.objects.create(agreement=agreement, kind=MentionKind.FRAMEWORK, text=text)
    old = links.describe(name="Schéma départemental de l’enfance", version="2019-2023", organisation=cast.departement)
    mention = Mention.objects.filter(kind=MentionKind.FRAMEWORK).first()
    assert mention is not None
    assert links.cite(mention=mention, framework=old, by=cast.alice, at=NOW) == 2
    (citation,) = citations_of(agreement, day=TODAY)
    assert (citation.times, citation.framework, citation.warning) == (2, old, "")
    new = links.describe(name=old.name, version="2024-2028", from_on=dt.date(2024, 1, 1), replaces=old)
    (citation,) = citations_of(agreement, day=TODAY)
    assert citation.warning == (
        "Cette version est remplacée depuis le 01/01/2024 par : Schéma départemental de l’enfance (2024-2028)."
    )
    with pytest.raises(Refusal, match="déjà remplacée"):
        links.describe(name=old.name, version="2025", replaces=old)
    assert Framework.objects.count() == 2
    assert frameworks_like("le schéma de l’enfance") == [new, old]
    assert frameworks_like("", "2024") == [new]
    assert frameworks_like("un plan climat") == []


# ---------------------------------------------------------------- pieces


def give(agreement: Agreement, organisation: Organisation, role: str, by: Any, **facts: Any) -> Document:
    content = facts.pop("content", b"%PDF-1.4 piece")
    return pieces.add(
        agreement=agreement,
        organisation=organisation,
        content=content,
        name="piece.pdf",
        role=role,
        by=by,
        at=NOW,
        **facts,
    )


def test_private_evidence_is_kept_from_the_others_and_from_their_journal(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    document = give(agreement, cast.ccas, DocumentRole.EVIDENCE, cast.bob, is_private=True)
    assert document not in Document.objects.visible_to(cast.alice, at=NOW)
    assert document in Document.objects.visible_to(cast.bob, at=NOW)
    pieces.describe(document=document, title="Relevé", party=None, dated_on=TODAY, by=cast.bob, at=NOW)
    pieces.withdraw(document=document, by=cast.bob, at=NOW)
    for verb in ("document-described", "document-withdrawn"):
        assert set(Event.objects.get(agreement_id=agreement.pk, verb=verb).audience) == {cast.ccas.pk}
    added = Event.objects.filter(agreement_id=agreement.pk, verb="document-added").order_by("-id").first()
    assert added is not None
    assert set(added.audience) == {cast.ccas.pk}


def test_only_evidence_is_private(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    with pytest.raises(Refusal, match="Seul un justificatif"):
        give(agreement, cast.ccas, DocumentRole.RESOLUTION, cast.bob, is_private=True)


def test_a_signed_original_prevails_and_a_working_text_never_does_again(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    working = Document.objects.get(agreement=agreement)
    assert working.is_authoritative
    original = give(agreement, cast.ccas, DocumentRole.SIGNED_ORIGINAL, cast.bob)
    assert Document.objects.get(is_authoritative=True) == original
    with pytest.raises(Refusal, match="lui seul fait foi"):
        pieces.make_authoritative(document=working, by=cast.alice, at=NOW)
    other = give(agreement, cast.departement, DocumentRole.SIGNED_ORIGINAL, cast.alice, content=b"%PDF-1.4 autre")
    assert not other.is_authoritative
    with pytest.raises(Refusal, match="fait foi"):
        pieces.withdraw(document=original, by=cast.bob, at=NOW)
    pieces.make_authoritative(document=other, by=cast.alice, at=NOW)
    pieces.withdraw(document=original, by=cast.bob, at=NOW)
    original.refresh_from_db()
    assert (original.withdrawn_by, original.file.sha256 != other.file.sha256) == (cast.bob, True)
    with pytest.raises(Refusal, match="déjà retirée"):
        pieces.withdraw(document=original, by=cast.bob, at=NOW)
    with pytest.raises(Refusal, match="encore présent"):
        pieces.make_authoritative(document=original, by=cast.bob, at=NOW)


def test_an_annex_does_not_prevail(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    annex = give(agreement, cast.ccas, DocumentRole.ANNEX, cast.bob)
    with pytest.raises(Refusal):
        pieces.make_authoritative(document=annex, by=cast.bob, at=NOW)


def test_what_is_read_counts_for_somebody_who_is_no_longer_there(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    agreement.parties.filter(organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=2))
    horizon = horizon_of(cast.bob, standing_of(cast.bob, agreement, at=NOW), at=NOW)
    early = give(agreement, cast.departement, DocumentRole.OTHER, cast.alice)
    Document.objects.filter(pk=early.pk).update(added_at=NOW - dt.timedelta(days=9))
    give(agreement, cast.departement, DocumentRole.OTHER, cast.alice, content=b"%PDF-1.4 tard")
    rows = horizon.known(Document.objects.visible_to(cast.bob, at=NOW).filter(role=DocumentRole.OTHER), "added_at")
    assert list(rows) == [early]
