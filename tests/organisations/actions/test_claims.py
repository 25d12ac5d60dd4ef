"""Who speaks for an organisation."""

from __future__ import annotations

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations import lifecycle, policies
from maillage.organisations.actions import claims, domains
from maillage.organisations.choices import ClaimProof, ClaimState
from maillage.organisations.models import Claim, EmailDomain, Grant, Organisation, User
from maillage.organisations.permissions import Role
from tests.cast import NOW, Cast
from tests.factories.organisations import (
    ClaimFactory,
    EmailDomainFactory,
    GrantFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def ask(user: User, organisation: Organisation, **values: str) -> Claim:
    return claims.ask(user=user, organisation=organisation, by=user, at=NOW, **values)


def administers(user: User, organisation: Organisation) -> bool:
    return Grant.objects.filter(user=user, organisation=organisation, role=Role.ORGANISATION_ADMINISTRATOR).exists()


def test_typing_a_name_grants_nothing(cast: Cast) -> None:
    user = UserFactory()

    claim = ask(user, cast.commune, message="Directrice générale des services")

    assert (claim.state, claim.proof) == (ClaimState.ASKED, ClaimProof.OPERATOR)
    assert not administers(user, cast.commune)


def test_a_verified_address_in_a_verified_domain_proves_it(cast: Cast) -> None:
    EmailDomainFactory(organisation=cast.commune, domain="montclair.example")
    user = UserFactory(email="claudine@montclair.example")

    claim = ask(user, cast.commune)

    assert (claim.state, claim.proof) == (ClaimState.VERIFIED, ClaimProof.EMAIL_DOMAIN)
    assert administers(user, cast.commune)
    assert [event.verb for event in Event.objects.order_by("id")] == ["claim-asked", "grant-given", "claim-verified"]


def test_an_address_that_nobody_verified_proves_nothing(cast: Cast) -> None:
    EmailDomainFactory(organisation=cast.commune, domain="montclair.example")
    user = UserFactory(email="claudine@montclair.example", email_verified_at=None)

    assert ask(user, cast.commune).state == ClaimState.ASKED


@pytest.mark.parametrize(
    "email", ["x@evil-montclair.example", "x@montclair.example.evil.example", "x@sub.montclair.example"]
)
def test_a_domain_that_looks_alike_proves_nothing(cast: Cast, email: str) -> None:
    EmailDomainFactory(organisation=cast.commune, domain="montclair.example")

    assert ask(UserFactory(email=email), cast.commune).state == ClaimState.ASKED


def test_proconnect_proves_it_by_the_siret(cast: Cast) -> None:
    user, other = UserFactory(), UserFactory()

    assert ask(other, cast.commune, proconnect_siret=cast.ccas.siret).state == ClaimState.ASKED
    claim = ask(user, cast.commune, proconnect_siret=cast.commune.siret)

    assert (claim.state, claim.proof) == (ClaimState.VERIFIED, ClaimProof.PROCONNECT_SIRET)


def test_an_organisation_without_siret_is_proved_by_no_empty_siret(cast: Cast) -> None:
    assert ask(UserFactory(), cast.outsider, proconnect_siret="").proof == ClaimProof.OPERATOR


def test_where_somebody_administers_they_decide_whatever_the_proof(cast: Cast) -> None:
    EmailDomainFactory(organisation=cast.ccas, domain="ccas-montclair.example")
    user = UserFactory(email="agent@ccas-montclair.example")

    claim = ask(user, cast.ccas)
    assert (claim.state, claim.proof) == (ClaimState.ASKED, ClaimProof.EMAIL_DOMAIN)

    claims.verify(claim=claim, role=Role.AGENT, by=cast.bob, at=NOW)

    assert not administers(user, cast.ccas)
    assert user.grants.get().role == Role.AGENT


def test_an_operator_verifies(cast: Cast) -> None:
    claim = ask(UserFactory(), cast.commune)

    decided = claims.verify(claim=claim, reason="Appel au standard", by=cast.odile, at=NOW)

    assert (decided.decided_by, decided.decided_at, decided.reason) == (cast.odile, NOW, "Appel au standard")
    assert administers(claim.user, cast.commune)


@pytest.mark.parametrize("judge", ["alice", "bob", "chloe", "paul", "dina", "eric", "adele"])
def test_nobody_else_decides(cast: Cast, judge: str) -> None:
    claim = ask(UserFactory(), cast.commune)

    for verb in (claims.verify, claims.refuse):
        with pytest.raises(Refusal, match="ne pouvez pas décider"):
            verb(claim=claim, reason="x", by=getattr(cast, judge), at=NOW)
    assert not policies.can_decide_claim(getattr(cast, judge), claim, at=NOW)


def test_nobody_decides_of_their_own_claim(cast: Cast) -> None:
    claim = ClaimFactory(user=cast.odile, organisation=cast.commune)

    with pytest.raises(Refusal, match="ne pouvez pas décider"):
        claims.verify(claim=claim, by=cast.odile, at=NOW)
    assert not policies.can_decide_claim(cast.odile, claim, at=NOW)


def test_a_refusal_says_why_and_another_claim_may_follow(cast: Cast) -> None:
    user = UserFactory()
    claim = ask(user, cast.commune)
    with pytest.raises(Refusal, match="dit pourquoi"):
        claims.refuse(claim=claim, reason=" ", by=cast.odile, at=NOW)

    claims.refuse(claim=claim, reason="Inconnue au standard.", by=cast.odile, at=NOW)

    assert ask(user, cast.commune).state == ClaimState.ASKED


def test_a_claim_waits_once(cast: Cast) -> None:
    user = UserFactory()
    ask(user, cast.commune)

    with pytest.raises(Refusal, match="elle attend une réponse"):
        ask(user, cast.commune)
    assert not policies.can_claim(user, cast.commune, at=NOW)


def test_claims_that_make_no_sense_are_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="administrez déjà"):
        ask(cast.bob, cast.ccas)
    with pytest.raises(Refusal, match="plus en activité"):
        ask(cast.bob, OrganisationFactory(is_closed=True))
    assert policies.can_claim(cast.bob, cast.commune, at=NOW)


def test_a_decided_claim_is_not_decided_again(cast: Cast) -> None:
    claim = claims.verify(claim=ask(UserFactory(), cast.commune), by=cast.odile, at=NOW)

    with pytest.raises(Refusal, match="déjà vérifiée"):
        claims.refuse(claim=claim, reason="x", by=cast.odile, at=NOW)


def test_every_other_transition_is_refused() -> None:
    allowed = set(lifecycle.CLAIM)
    for state in ClaimState:
        for verb in ("verify", "refuse"):
            if (state, verb) not in allowed:
                with pytest.raises(Refusal):
                    lifecycle.next_claim_state(state, verb)


def test_claims_wait_in_their_order(cast: Cast) -> None:
    first, second = ClaimFactory(organisation=cast.commune), ClaimFactory(organisation=cast.commune)

    assert list(Claim.objects.pending().visible_to(cast.odile, at=NOW)) == [first, second]


def test_a_domain_is_recorded_by_its_bare_name(cast: Cast) -> None:
    domain = domains.record(organisation=cast.ccas, domain=" @CCAS-Montclair.example", by=cast.odile, at=NOW)

    assert domain.domain == "ccas-montclair.example"
    domains.remove(domain=domain, by=cast.odile, at=NOW)
    assert not EmailDomain.objects.exists()
    assert [event.verb for event in Event.objects.order_by("id")] == ["email-domain-recorded", "email-domain-removed"]


@pytest.mark.parametrize("domain", ["gmail.com", "orange.fr", "laposte.net"])
def test_a_domain_open_to_anybody_is_refused(cast: Cast, domain: str) -> None:
    with pytest.raises(Refusal, match="il ne prouve rien"):
        domains.record(organisation=cast.ccas, domain=domain, by=cast.odile, at=NOW)


def test_a_commune_and_its_ccas_may_share_a_domain(cast: Cast) -> None:
    for organisation in (cast.commune, cast.ccas):
        domains.record(organisation=organisation, domain="montclair.example", by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="déjà enregistré"):
        domains.record(organisation=cast.ccas, domain="montclair.example", by=cast.odile, at=NOW)


def test_whoever_already_has_the_role_is_not_given_it_twice(cast: Cast) -> None:
    user = GrantFactory(organisation=cast.commune).user
    claim = ask(user, cast.commune)

    claims.verify(claim=claim, role=Role.AGENT, by=cast.odile, at=NOW)

    assert user.grants.count() == 1
