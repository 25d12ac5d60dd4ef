"""The journal: append-only, without names, told to whoever may know."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.base.identifiers import uuid7
from maillage.journal import actions, queries, sentences
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.journal.models import AppendOnly, Event, Reach, SignIn
from tests.cast import NOW, Cast
from tests.factories.organisations import EmailDomainFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def an_event(**values: Any) -> Event:
    subject = values.pop("subject", None) or OrganisationFactory()
    return actions.record(**{"verb": "organisation-edited", "by": None, "at": NOW, "subject": subject, **values})


def test_an_event_holds_ids_and_names_of_fields_and_nothing_else() -> None:
    organisation = OrganisationFactory(name="Les Passerelles")

    event = an_event(subject=organisation, organisation=organisation, fields=["siret", "city"])

    row = Event.objects.filter(pk=event.pk).values().get()
    assert row == {
        "id": event.pk,
        "at": NOW,
        "verb": "organisation-edited",
        "actor_id": None,
        "subject_type": "organisations.organisation",
        "subject_id": str(organisation.pk),
        "organisation_id": organisation.pk,
        "agreement_id": None,
        "fields": ["city", "siret"],
    }


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.filter(pk=event.pk).update(verb="organisation-closed"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.bulk_update([event], ["verb"]),
        lambda event: Event.objects.bulk_create([event], update_conflicts=True),
        lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"verb": "organisation-closed"}),
        lambda event: event.reaches.all().delete(),
        lambda event: event.reaches.update(organisation_id=uuid7()),
        lambda event: event.reaches.get().delete(),
    ],
)
def test_nothing_changes_or_erases_an_event(attempt: Any) -> None:
    organisation = OrganisationFactory()
    event = an_event(subject=organisation, organisation=organisation)

    with pytest.raises(AppendOnly):
        attempt(event)

    assert Event.objects.get(pk=event.pk).verb == "organisation-edited"
    assert Reach.objects.filter(event=event).count() == 1


def test_events_are_numbered_in_the_order_in_which_they_are_written() -> None:
    later, earlier = an_event(at=NOW), an_event(at=NOW - dt.timedelta(days=1))

    assert list(Event.objects.newest_first()) == [earlier, later]


def test_a_verb_without_a_sentence_is_refused() -> None:
    with pytest.raises(actions.UnknownVerb):
        an_event(verb="organisation-painted")

    assert not Event.objects.exists()


def test_the_audience_is_the_owner_and_those_named_once_each() -> None:
    owner, partner = OrganisationFactory(), OrganisationFactory()

    event = an_event(organisation=owner, audience=[partner, owner, partner.pk])

    assert event.audience == [owner.pk, partner.pk]
    assert list(Event.objects.reaching([partner.pk])) == [event]
    assert not Event.objects.reaching([OrganisationFactory().pk])


def test_the_history_of_a_subject_is_its_own_newest_first() -> None:
    organisation = OrganisationFactory()
    created = an_event(subject=organisation, verb="organisation-created")
    an_event(subject=PersonFactory(), verb="person-created")
    edited = an_event(subject=organisation)

    assert list(queries.history_of(organisation)) == [edited, created]


def test_an_event_is_told_with_the_names_of_today(cast: Cast) -> None:
    event = an_event(by=cast.alice, subject=cast.ccas, organisation=cast.ccas, fields=["postal_code"])
    cast.alice.person.last_name = "Amblard-Roy"
    cast.alice.person.save()

    (told,) = sentences.tell([event], viewer=cast.bob)

    assert told.sentence == "Alice Amblard-Roy a modifié la fiche de l’organisation CCAS de Montclair."
    assert told.fields == ("code postal",)


def test_a_name_that_the_viewer_may_not_see_is_not_told(cast: Cast) -> None:
    agent = cast.alice.person
    event = an_event(by=cast.alice, subject=agent, verb="person-edited", organisation=cast.departement)

    assert "Alice" in sentences.tell([event], viewer=cast.eric)[0].subject
    assert sentences.tell([event], viewer=cast.chloe)[0].sentence.endswith("a modifié la fiche de quelqu’un.")
    assert sentences.tell([event])[0].actor == sentences.UNKNOWN_ACTOR


def test_what_is_erased_is_told_as_such(cast: Cast) -> None:
    domain = EmailDomainFactory(organisation=cast.departement)
    event = an_event(verb="email-domain-removed", subject=domain)
    domain.delete()

    assert sentences.tell([event], viewer=cast.adele)[0].subject == sentences.UNKNOWN_SUBJECT


def test_the_name_of_a_merged_organisation_stays_in_the_story(cast: Cast) -> None:
    double = OrganisationFactory(name="CCAS Montclair", merged_into=cast.ccas, is_active=False)

    assert sentences.tell([an_event(subject=double)], viewer=cast.bob)[0].subject == "CCAS Montclair"


def test_what_the_software_does_is_told_as_such(cast: Cast) -> None:
    event = an_event(subject=cast.ccas)

    assert sentences.tell([event], viewer=cast.bob)[0].sentence.startswith("Maillage a modifié")


def test_telling_many_events_takes_as_many_queries_as_telling_one(cast: Cast) -> None:
    def count(events: list[Event]) -> int:
        with CaptureQueriesContext(connection) as captured:
            sentences.tell(events, viewer=cast.bob)
        return len(captured)

    one = [an_event(by=cast.alice, subject=cast.ccas)]

    assert count([*one, *(an_event(by=cast.bob, subject=OrganisationFactory()) for _ in range(5))]) == count(one) == 2


def test_every_registered_sentence_is_french_and_takes_its_names() -> None:
    for sentence in sentences.verbs().values():
        assert sentence.endswith(".")
        assert "Alice" in sentence.format(actor="Alice", subject="X")


def test_a_sign_in_is_traced_without_any_address_of_mail(cast: Cast) -> None:
    actions.trace_sign_in(
        user=cast.bob, at=NOW, method=SignInMethod.TOTP, outcome=SignInOutcome.SUCCEEDED, address="192.0.2.7"
    )
    actions.trace_sign_in(user=None, at=NOW, method=SignInMethod.PASSWORD, outcome=SignInOutcome.REFUSED)

    assert {field.name for field in SignIn._meta.fields} == {"id", "user_id", "at", "method", "outcome", "address"}
    assert [row.address for row in queries.sign_ins_of(cast.bob)] == ["192.0.2.7"]
    assert SignIn.objects.get(user_id=None).outcome == SignInOutcome.REFUSED


def test_a_network_address_is_forgotten_after_the_days_of_the_settings(settings: Any, cast: Cast) -> None:
    settings.SIGN_IN_ADDRESS_DAYS = 30
    for days in (31, 29):
        actions.trace_sign_in(
            user=cast.bob,
            at=NOW - dt.timedelta(days=days),
            method=SignInMethod.PASSWORD,
            outcome=SignInOutcome.SUCCEEDED,
            address="192.0.2.7",
        )

    assert actions.forget_addresses(at=NOW) == 1

    assert [row.address for row in queries.sign_ins_of(cast.bob)] == ["192.0.2.7", None]
    with pytest.raises(AppendOnly):
        queries.sign_ins_of(cast.bob)[0].delete()


def test_the_previous_sign_in_is_the_last_but_one_that_succeeded(cast: Cast) -> None:
    def sign_in(days_ago: int, outcome: SignInOutcome) -> SignIn:
        at = NOW - dt.timedelta(days=days_ago)
        return actions.trace_sign_in(user=cast.bob, at=at, method=SignInMethod.PASSWORD, outcome=outcome)

    first = sign_in(9, SignInOutcome.SUCCEEDED)
    sign_in(5, SignInOutcome.REFUSED)
    assert queries.previous_sign_in(cast.bob) is None

    sign_in(1, SignInOutcome.SUCCEEDED)

    assert queries.previous_sign_in(cast.bob) == first
