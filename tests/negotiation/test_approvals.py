"""A party says yes to one version, after its own visas; the yes falls with the text."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from maillage.agreements.models import Agreement
from maillage.base.refusals import Refusal
from maillage.negotiation.actions import approving
from maillage.negotiation.actions.approving import NotYours, StepGiven, TextChanged, VisasMissing
from maillage.negotiation.choices import VisaState
from maillage.negotiation.models import Approval, Negotiation, Visa
from maillage.negotiation.queries.approvals import Position, is_agreed, positions_of
from tests.cast import NOW
from tests.helpers import ReadOnlyGet
from tests.negotiation.making import closed, draft, negotiated, proposed, retained, seat_of

pytestmark = pytest.mark.django_db


def _begun(cast: Any, negotiation: Negotiation, *steps: StepGiven) -> Approval:
    circuit = approving.write_circuit(
        organisation=cast.departement, name="Conventions", steps=steps, by=cast.alice, at=NOW
    )
    seat = seat_of(negotiation, cast.departement)
    approving.choose_circuit(negotiation=negotiation, seat=seat, circuit=circuit, by=cast.alice, at=NOW)
    sha256 = draft(negotiation).expression.sha256
    return approving.begin(negotiation=negotiation, seat=seat, sha256=sha256, by=cast.alice, at=NOW)


def _approve(negotiation: Negotiation, organisation: Any, sha256: str = "") -> Approval:
    digest = sha256 or draft(negotiation).expression.sha256
    seat = seat_of(negotiation, organisation)
    return approving.approve(negotiation=negotiation, seat=seat, sha256=digest, by=None, at=NOW)


def _positions(negotiation: Negotiation) -> list[Position]:
    return positions_of(list(negotiation.seats.order_by("order")), draft(negotiation).expression)


STEPS = (StepGiven("cheffe de service"), StepGiven("élu référent"))


def test_when_all_approved_the_same_digest_the_text_is_agreed(cast: Any) -> None:
    negotiation = negotiated(cast)
    _approve(negotiation, cast.departement)
    assert not is_agreed(_positions(negotiation))
    _approve(negotiation, cast.ccas)
    assert is_agreed(_positions(negotiation))


def test_a_text_that_all_approved_leads_to_its_signature(cast: Any) -> None:
    negotiation = negotiated(cast)
    page, signing = (
        reverse(name, args=[negotiation.agreement_id]) for name in ("negotiation:approval", "agreements:signing")
    )
    client = ReadOnlyGet()
    client.force_login(cast.alice)
    _approve(negotiation, cast.departement)
    assert signing not in _words(client, page)
    _approve(negotiation, cast.ccas)
    for user in (cast.bob, cast.alice):
        client.force_login(user)
        assert f'<a href="{signing}">Préparer la signature</a>' in _words(client, page)
        assert client.get(signing).status_code == HTTPStatus.OK
    Agreement.objects.filter(pk=negotiation.agreement_id).update(confirmed_at=None)
    assert "une fois la lecture de ce texte confirmée" in _words(client, page)


def _words(client: ReadOnlyGet, page: str) -> str:
    """The room without its tabs, which lead to the signature too."""
    return client.get(page).content.decode().split("Chaque partie approuve")[0].split("</nav>")[-1]


def test_an_approval_falls_when_the_text_changes(cast: Any) -> None:
    negotiation = negotiated(cast)
    given = _approve(negotiation, cast.departement)
    _approve(negotiation, cast.ccas)
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    closed(negotiation)
    first, _ = _positions(negotiation)
    assert first.current is None
    assert first.fallen == given
    assert not is_agreed(_positions(negotiation))


def test_a_yes_to_another_text_than_the_present_one_is_refused(cast: Any) -> None:
    negotiation = negotiated(cast)
    before = draft(negotiation).expression.sha256
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    closed(negotiation)
    with pytest.raises(TextChanged):
        _approve(negotiation, cast.departement, before)
    assert not Approval.objects.exists()


def test_visas_are_given_in_order_before_the_yes(cast: Any) -> None:
    negotiation = negotiated(cast)
    approval = _begun(cast, negotiation, StepGiven("cheffe de service", cast.dina), StepGiven("élu", cast.eric))
    first, second = Visa.objects.filter(approval=approval).order_by("order")
    with pytest.raises(VisasMissing):
        _approve(negotiation, cast.departement)
    with pytest.raises(Refusal, match="dans l’ordre"):
        approving.give_visa(visa=second, by=cast.eric, at=NOW)
    with pytest.raises(NotYours):
        approving.give_visa(visa=first, by=cast.eric, at=NOW)
    approving.give_visa(visa=first, by=cast.dina, at=NOW)
    approving.give_visa(visa=second, by=cast.eric, at=NOW)
    assert _approve(negotiation, cast.departement).approved_at == NOW


def test_a_circuit_that_was_chosen_cannot_be_skipped(cast: Any) -> None:
    negotiation = negotiated(cast)
    approval = _begun(cast, negotiation, *STEPS)
    approving.take_back(approval=approval, reason="Trop tôt.", by=None, at=NOW)
    with pytest.raises(VisasMissing):
        _approve(negotiation, cast.departement)


def test_a_refused_visa_ends_the_examination_with_its_reason(cast: Any) -> None:
    negotiation = negotiated(cast)
    approval = _begun(cast, negotiation, StepGiven("juriste", cast.dina))
    visa = Visa.objects.get()
    with pytest.raises(Refusal, match="pourquoi"):
        approving.refuse_visa(visa=visa, reason=" ", by=cast.dina, at=NOW)
    approving.refuse_visa(visa=visa, reason="L’article 3 manque.", by=cast.dina, at=NOW)
    first, _ = _positions(negotiation)
    assert first.current is None
    assert first.stopped == approval
    assert "L’article 3 manque." in first.stopped.ended_reason
    assert not first.was_approved, "the other parties do not read the reason of an internal visa"


def test_a_visa_is_delegated_within_the_organisation_and_both_names_stay(cast: Any) -> None:
    _begun(cast, negotiated(cast), StepGiven("juriste", cast.dina))
    visa = Visa.objects.get()
    with pytest.raises(Refusal, match="de votre organisation"):
        approving.delegate_visa(visa=visa, to=cast.bob, by=cast.dina, at=NOW)
    approving.delegate_visa(visa=visa, to=cast.eric, by=cast.dina, at=NOW)
    approving.give_visa(visa=visa, by=cast.eric, at=NOW)
    visa.refresh_from_db()
    assert (visa.state, visa.settled_by, visa.delegated_by) == (VisaState.GIVEN, cast.eric, cast.dina)


def test_the_visa_of_somebody_without_an_account_is_written_down_with_who_said_so(cast: Any) -> None:
    _begun(cast, negotiated(cast), StepGiven("présidente"))
    visa = Visa.objects.get()
    with pytest.raises(Refusal, match="qui a donné ce visa"):
        approving.give_visa(visa=visa, by=cast.alice, at=NOW)
    approving.give_visa(visa=visa, declared_by="Mme Marchadier, parapheur du 2 mars", by=cast.alice, at=NOW)
    visa.refresh_from_db()
    assert visa.declared_by == "Mme Marchadier, parapheur du 2 mars"


def test_a_circuit_is_used_again_and_its_visas_do_not_change_when_it_does(cast: Any) -> None:
    negotiation = negotiated(cast)
    approval = _begun(cast, negotiation, *STEPS)
    circuit = seat_of(negotiation, cast.departement).circuit
    assert circuit is not None
    approving.write_circuit(
        organisation=cast.departement,
        name="Conventions",
        steps=STEPS[:1],
        circuit=circuit,
        revision=circuit.revision,
        by=None,
        at=NOW,
    )
    assert Visa.objects.filter(approval=approval).count() == 2
    assert circuit.steps.count() == 1


def test_a_circuit_of_another_organisation_is_not_chosen(cast: Any) -> None:
    negotiation = negotiated(cast)
    circuit = approving.write_circuit(organisation=cast.ccas, name="À nous", steps=STEPS, by=None, at=NOW)
    seat = seat_of(negotiation, cast.departement)
    with pytest.raises(Refusal, match="de votre organisation"):
        approving.choose_circuit(negotiation=negotiation, seat=seat, circuit=circuit, by=None, at=NOW)
