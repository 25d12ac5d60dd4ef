"""The page of a reading: what it shows, decisions by plain forms, old forms refused, counts that do not grow."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from maillage.agreements.actions import deciding
from maillage.agreements.choices import DefectState, FindingSort, FindingState
from maillage.agreements.models import Agreement, Decision, Defect, Finding
from maillage.agreements.queries.sheet import key_of
from maillage.organisations.models import Organisation
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, brought, confirmed, decide_all, long_protocol, tie
from tests.helpers import assert_flat, queries_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return brought(cast.departement, by=cast.alice)


def _page(agreement: Agreement, name: str = "reading", *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk, *args])


def _finding(agreement: Agreement, sort: FindingSort, **terms: Any) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=sort, **terms).order_by("position", "pk")[0]


def _text(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_text_stands_beside_what_was_read_of_it(agreement: Agreement, as_: Any) -> None:
    response = as_("alice").get(_page(agreement))
    told = _text(response)
    assert "Élément 1 sur" in told
    assert "Confirmer la lecture" in told
    assert "6 défauts" in told
    for group in ("Parties", "Engagements", "Termes", "Instances", "Signataires", "Défauts du texte"):
        assert group in told
    html = response.content.decode()
    for finding in Finding.objects.filter(agreement=agreement, start__isnull=False):
        assert f'id="w-{key_of(finding.pk)}"' in html
    assert "tenir une permanence hebdomadaire" in told


def test_the_text_of_a_document_stays_words(cast: Any, as_: Any) -> None:
    attack = PROTOCOL.replace(
        "Le présent protocole organise", "<script>alert(1)</script><b>Le présent protocole organise"
    )
    agreement = brought(cast.departement, text=attack.replace("sa présidente", "sa <img src=x onerror=y> présidente"))
    party = _finding(agreement, FindingSort.PARTY, key="p2")
    for address in (_page(agreement), f"{_page(agreement)}?element={key_of(party.pk)}"):
        html = as_("alice").get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_one_decides_by_a_plain_form_and_goes_to_the_next(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.KIND)
    sent = {"element": finding.pk, "revision": 0, "act": "accept"}
    response = as_("alice").post(_page(agreement, "reading-decide"), sent)
    title = _finding(agreement, FindingSort.TITLE)
    assert response["Location"] == f"{_page(agreement)}?element={key_of(title.pk)}#w-{key_of(title.pk)}"
    finding.refresh_from_db()
    assert (finding.state, finding.decided_by) == (FindingState.ACCEPTED, cast.alice)


def test_htmx_is_given_the_next_card_and_what_moved(agreement: Agreement, as_: Any) -> None:
    finding, title = _finding(agreement, FindingSort.KIND), _finding(agreement, FindingSort.TITLE)
    sent = {"element": finding.pk, "revision": 0, "act": "accept"}
    response = as_("alice").post(_page(agreement, "reading-decide"), sent, headers=HTMX)
    html = response.content.decode()
    assert response["HX-Replace-Url"].endswith(f"?element={key_of(title.pk)}")
    assert "<html" not in html
    assert f'<li id="e-{key_of(finding.pk)}" data-tone="kept"' in html
    assert 'id="progress"' in html
    assert "Confirmé" in html
    assert "HX-Request" in response["Vary"]


def test_an_old_form_is_refused_and_shows_what_is_now(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.KIND)
    deciding.set_aside(finding=finding, by=cast.adele, at=NOW)
    sent = {"element": finding.pk, "revision": 0, "act": "accept"}
    response = as_("alice").post(_page(agreement, "reading-decide"), sent, headers=HTMX)
    assert "Quelqu’un vient de décider de cet élément" in _text(response)
    finding.refresh_from_db()
    assert finding.state == FindingState.SET_ASIDE
    followed = as_("alice").post(_page(agreement, "reading-decide"), sent, follow=True)
    assert "Quelqu’un vient de décider de cet élément" in _text(followed)


def test_an_old_correction_is_refused_without_losing_what_was_typed(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.TITLE)
    deciding.accept(finding=finding, by=cast.adele, at=NOW)
    sent = {"title": "Mon titre à moi", "words": finding.quote, "revision": 0}
    response = as_("alice").post(_page(agreement, "reading-correct", finding.pk), sent)
    assert 'value="Mon titre à moi"' in response.content.decode()
    assert "Votre saisie est gardée ci-dessous" in _text(response)
    revision = re.search(r'name="revision" value="(\d+)"', response.content.decode())
    assert revision is not None
    assert revision[1] == "1"
    as_("alice").post(_page(agreement, "reading-correct", finding.pk), sent | {"revision": 1})
    finding.refresh_from_db()
    assert finding.value == {"title": "Mon titre à moi"}


def test_what_was_read_who_decided_and_what_they_corrected_stay_beside_each_other(
    agreement: Agreement, as_: Any, cast: Any
) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p1")
    deciding.correct(finding=finding, value=finding.value | {"seat": "ailleurs"}, by=cast.alice, at=NOW)
    told = _text(as_("eric").get(f"{_page(agreement)}?element={key_of(finding.pk)}"))
    assert "ailleurs lu par la machine : 12 cours de la République à Montclair" in told
    assert "Dit par une personne ; la machine avait lu autre chose : de telles lectures sont justes 95 fois" in told
    assert "Corrigé le 2 mars 2026 à 10:00 par Alice Amblard" in told
    assert "Corriger" not in told  # Éric reads


def test_each_form_given_back_as_it_came_changes_nothing(agreement: Agreement, as_: Any) -> None:
    client = as_("alice")
    for finding in Finding.objects.filter(agreement=agreement).order_by("position"):
        page = client.get(_page(agreement, "reading-correct", finding.pk))
        answer = client.post(_page(agreement, "reading-correct", finding.pk), _sent(page.context["form"]))
        assert answer.status_code == 302, (finding.sort, finding.key, answer.context["form"].errors)
        finding.refresh_from_db()
        assert finding.value == finding.read, finding.sort
        assert finding.state == FindingState.ACCEPTED


def _sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody touched."""
    sent = {}
    for field in form:
        value = field.value()
        if hasattr(value, "isoformat"):
            value = value.isoformat()
        if value is not None and value is not False and value != "":
            sent[field.html_name] = value
    return sent


def test_a_period_is_typed_as_people_say_it(agreement: Agreement, as_: Any) -> None:
    finding = _finding(agreement, FindingSort.TERM, key="duration")
    address = _page(agreement, "reading-correct", finding.pk)
    sent = {"words": finding.quote, "revision": 0}
    assert "Écrivez une seule durée" in _text(as_("alice").post(address, sent | {"value": "longtemps"}))
    assert "Écrivez une seule durée" in _text(as_("alice").post(address, sent | {"value": "1 an et 6 mois"}))
    as_("alice").post(address, sent | {"value": "dix-huit mois"})
    finding.refresh_from_db()
    assert finding.value == {"name": "duration", "value": "P18M"}


def test_a_commitment_of_named_parties_names_one(agreement: Agreement, as_: Any) -> None:
    finding = _finding(agreement, FindingSort.COMMITMENT)
    address = _page(agreement, "reading-correct", finding.pk)
    sent = {"text": "Tenir", "binding": "named", "strength": "firm", "words": finding.quote, "revision": 0}
    assert "Cochez au moins une partie." in _text(as_("alice").post(address, sent))
    as_("alice").post(address, sent | {"bearers": ["p1", "p2"]})
    finding.refresh_from_db()
    assert (finding.value["binding"], finding.value["bearers"]) == ("several", ["p1", "p2"])


def test_all_that_is_sure_is_accepted_at_once_and_undone_right_after(agreement: Agreement, as_: Any, cast: Any) -> None:
    client = as_("alice")
    sure = Finding.objects.filter(agreement=agreement, confidence__gte=0.9)
    count = sure.count()
    response = client.post(_page(agreement, "reading-accept-all"), {"seuil": "0.9"}, follow=True)
    assert f"{count}\u00a0éléments confirmés." in unescape(response.content.decode())
    assert "Dernier geste" in _text(response)
    assert set(sure.values_list("state", flat=True)) == {FindingState.ACCEPTED}
    unsure = Finding.objects.filter(agreement=agreement).exclude(pk__in=sure)
    assert set(unsure.values_list("state", flat=True)) == {FindingState.TO_CHECK}
    batch = Decision.objects.values_list("batch", flat=True).distinct().get()
    client.post(_page(agreement, "reading-undo"), {"batch": batch})
    assert set(sure.values_list("state", flat=True)) == {FindingState.TO_CHECK}
    assert "Annuler" in _text(client.get(_page(agreement, "reading-gestures")))


def test_a_threshold_may_hold_for_one_sort(agreement: Agreement, as_: Any) -> None:
    as_("alice").post(_page(agreement, "reading-accept-all"), {"seuil": "", "nature": "parties"})
    accepted = Finding.objects.filter(agreement=agreement, state=FindingState.ACCEPTED)
    assert set(accepted.values_list("sort", flat=True)) == {FindingSort.PARTY}
    response = as_("alice").post(
        _page(agreement, "reading-accept-all"), {"seuil": "0.95", "nature": "blancs"}, follow=True
    )
    assert "n’atteint ce seuil" in _text(response)


def test_the_list_is_filtered_by_the_address(agreement: Agreement, as_: Any, cast: Any) -> None:
    deciding.set_aside(finding=_finding(agreement, FindingSort.TERM), by=cast.alice, at=NOW)
    client = as_("alice")

    def lines(query: str) -> int:
        return client.get(f"{_page(agreement)}?{query}").content.decode().count('<li id="e-')

    assert lines("nature=parties") == 2
    assert lines("etat=set_aside") == 1
    assert lines("nature=termes&etat=waiting") == 5
    assert lines("confiance=sure") == Finding.objects.filter(agreement=agreement, confidence__gte=0.9).count()
    assert lines("nature=n'importe") == lines("")
    assert "Aucun élément ne répond à ces choix" in _text(client.get(f"{_page(agreement)}?etat=contested"))
    assert "Dans l’ordre du texte" in _text(client.get(f"{_page(agreement)}?ordre=texte"))


def test_words_are_added_by_pasting_them(agreement: Agreement, as_: Any) -> None:
    client, address = as_("alice"), _page(agreement, "reading-add")
    missing = client.post(address, {"what": "mention:principle", "words": "des mots d’ailleurs"})
    assert "Ces mots ne sont pas dans le texte" in _text(missing)
    several = client.post(address, {"what": "mention:principle", "words": "le CCAS"})
    assert "Ces mots sont à plusieurs endroits" in _text(several)
    words = "le respect de la personne accompagnée"
    found = client.post(address, {"what": "mention:principle", "words": words})
    span = found.context["chosen"].span
    sent = {"what": "mention:principle", "words": words, "start": span[0], "end": span[1], "kept": "1"}
    response = client.post(address, sent | {"kind": "principle", "text": "Respect"})
    finding = Finding.objects.get(agreement=agreement, state=FindingState.ADDED)
    assert response["Location"].startswith(f"{_page(agreement)}?element={key_of(finding.pk)}")
    assert (finding.quote, finding.value["text"]) == (words, "Respect")


def test_a_selection_says_which_place_is_meant(agreement: Agreement, as_: Any) -> None:
    text = agreement.expressions.get().text
    start = text.index("le CCAS", 900)
    shown = as_("alice").get(_page(agreement, "reading-add"), {"start": start, "end": start + 7})
    assert shown.context["chosen"]["words"].value() == "le CCAS"
    sent = {"what": "party", "words": "le CCAS", "start": start, "end": start + 7, "kept": "1"}
    as_("alice").post(_page(agreement, "reading-add"), sent | {"name": "le CCAS", "nature": "public"})
    assert Finding.objects.get(agreement=agreement, state=FindingState.ADDED).start == start


def test_every_sort_can_be_added(agreement: Agreement, as_: Any) -> None:
    from maillage.agreements.forms.reading import WHAT

    client, address = as_("alice"), _page(agreement, "reading-add")
    for _, choices in WHAT[1:]:
        for what, label in choices:
            page = client.post(address, {"what": what, "words": "un bilan annuel"})
            assert page.context["details"] is not None, label


def test_a_party_is_tied_to_the_organisation_that_looks_like_it(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    page = as_("alice").get(f"{_page(agreement)}?element={key_of(finding.pk)}")
    assert "Est-ce cette organisation ?" in _text(page)
    assert f'value="{cast.ccas.pk}" checked' in page.content.decode()
    sent = {"element": finding.pk, "revision": 0, "act": "accept", "organisation": cast.ccas.pk}
    as_("alice").post(_page(agreement, "reading-decide"), sent)
    finding.refresh_from_db()
    assert (finding.tied_to, finding.state) == (cast.ccas, FindingState.ACCEPTED)
    as_("alice").post(_page(agreement, "reading-decide"), sent | {"revision": 1, "act": "untie"})
    finding.refresh_from_db()
    assert finding.tied_to is None


def test_another_organisation_is_chosen_in_the_register(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    address = _page(agreement, "reading-tie", finding.pk)
    assert "CCAS de Montclair" in _text(as_("alice").get(address))
    as_("alice").post(address, {"organisation": cast.federation.pk, "revision": 0})
    finding.refresh_from_db()
    assert finding.tied_to == cast.federation
    stale = as_("alice").post(address, {"organisation": cast.ccas.pk, "revision": 0})
    assert "Quelqu’un d’autre a modifié" in _text(stale)
    term = _finding(agreement, FindingSort.TERM)
    assert as_("alice").get(_page(agreement, "reading-tie", term.pk)).status_code == 403


def test_an_organisation_is_created_and_tied_in_one_step(agreement: Agreement, as_: Any, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    address = _page(agreement, "reading-create", finding.pk)
    assert 'value="CCAS de Montclair"' in as_("alice").get(address).content.decode()
    alike = as_("alice").post(address, {"name": "CCAS de Montclair", "kind": "ccas"})
    assert "Elle est peut-être déjà dans l’annuaire" in _text(alike)
    as_("alice").post(address, {"name": "Régie de quartier des Forges", "kind": "other"})
    finding.refresh_from_db()
    assert finding.tied_to == Organisation.objects.get(name="Régie de quartier des Forges")


def test_a_defect_is_mended_or_set_aside_with_a_reason(agreement: Agreement, as_: Any, cast: Any) -> None:
    defect = Defect.objects.filter(agreement=agreement).order_by("position")[0]
    page = _text(as_("alice").get(f"{_page(agreement)}?element={key_of(defect.pk)}"))
    assert f"Source : {' '.join(defect.source.split())}" in page
    aside = _page(agreement, "reading-defect", defect.pk)
    assert "1 point à corriger" in _text(as_("alice").post(aside, {"revision": 0, "reason": " "}))
    as_("alice").post(aside, {"revision": 0, "reason": "Le texte est ancien."})
    defect.refresh_from_db()
    assert (defect.state, defect.reason) == (DefectState.SET_ASIDE, "Le texte est ancien.")
    state = _page(agreement, "reading-defect-state", defect.pk)
    as_("alice").post(state, {"revision": 1, "act": "open"})
    as_("alice").post(state, {"revision": 2, "act": "mended"}, headers=HTMX)
    defect.refresh_from_db()
    assert (defect.state, defect.reason, defect.decided_by) == (DefectState.MENDED, "", cast.alice)
    stale = as_("alice").post(state, {"revision": 0, "act": "open"}, headers=HTMX)
    assert "Quelqu’un vient de décider" in _text(stale)


def test_the_summary_says_what_will_be_created_and_who_is_tied_to_nobody(
    agreement: Agreement, as_: Any, cast: Any
) -> None:
    address = _page(agreement, "reading-confirm")
    assert "Il reste" in _text(as_("alice").get(address))
    decide_all(agreement)
    Finding.objects.filter(agreement=agreement, key="p1").update(tied_to=cast.departement)
    told = _text(as_("alice").get(address))
    assert "2 parties" in told
    assert "Reliée à aucune organisation" in told
    assert "5 engagements" in told
    assert "6 défauts du texte restent ouverts, dont 1 à corriger avant de signer" in told
    agreement.refresh_from_db()
    response = as_("alice").post(address, {"revision": agreement.revision}, follow=True)
    assert "La lecture est confirmée" in _text(response)
    agreement.refresh_from_db()
    assert agreement.confirmed_by == cast.alice


def test_a_reading_that_changed_since_the_summary_is_not_confirmed(agreement: Agreement, as_: Any, cast: Any) -> None:
    decide_all(agreement)
    agreement.refresh_from_db()
    sent = {"revision": agreement.revision}
    deciding.set_aside(finding=_finding(agreement, FindingSort.TERM), by=cast.adele, at=NOW)
    response = as_("alice").post(_page(agreement, "reading-confirm"), sent)
    assert "Quelqu’un d’autre a modifié" in _text(response)
    agreement.refresh_from_db()
    assert agreement.confirmed_at is None


def test_misread_words_are_mended_in_one_place_or_everywhere(agreement: Agreement, as_: Any) -> None:
    address = _page(agreement, "reading-mend")
    several = as_("alice").post(address, {"words": "Département", "right": "Departement", "number": 1})
    assert "Ces mots sont à plusieurs endroits" in _text(several)
    sent = {"words": "Département", "right": "Departement", "everywhere": "on", "number": 1}
    told = _text(as_("alice").post(address, sent, follow=True))
    assert "Le texte est rétabli (version 2)." in told
    text = agreement.expressions.get(superseded_at=None).text
    assert "Département" not in text
    stale = as_("alice").post(address, {"words": "Departement", "right": "X", "everywhere": "on", "number": 1})
    assert "Quelqu’un d’autre a modifié" in _text(stale)


def test_the_keys_are_listed_and_can_be_turned_off(agreement: Agreement, as_: Any) -> None:
    client = as_("alice")
    assert "élément suivant" in _text(client.get(_page(agreement, "reading-keys")))
    assert 'data-keys="on"' in client.get(_page(agreement)).content.decode()
    client.post(_page(agreement, "reading-keys"), {"keys": "off"})
    assert 'data-keys="off"' in client.get(_page(agreement)).content.decode()
    client.post(_page(agreement, "reading-keys"), {"keys": "on"})
    assert 'data-keys="on"' in client.get(_page(agreement)).content.decode()


def test_rows_of_another_agreement_are_not_found(agreement: Agreement, as_: Any, cast: Any) -> None:
    other = brought(cast.departement)
    finding, defect = _finding(other, FindingSort.PARTY), Defect.objects.filter(agreement=other)[0]
    client = as_("alice")
    for name in ("reading-correct", "reading-tie", "reading-create"):
        assert client.get(_page(agreement, name, finding.pk)).status_code == 404
    assert client.get(_page(agreement, "reading-defect", defect.pk)).status_code == 404
    sent = {"element": finding.pk, "revision": 0, "act": "accept"}
    assert client.post(_page(agreement, "reading-decide"), sent).status_code == 404
    sent = {"element": _finding(agreement, FindingSort.PARTY).pk, "revision": 0, "act": "explode"}
    assert client.post(_page(agreement, "reading-decide"), sent).status_code == 404
    assert client.post(_page(agreement, "reading-decide"), {"element": "x"}).status_code == 404


def test_a_party_that_left_does_not_read_what_was_decided_since(cast: Any, as_: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    assert as_("bob").get(_page(agreement)).status_code == 200
    agreement.parties.filter(organisation=cast.ccas).update(to_on=NOW.date().replace(year=2020))
    assert as_("bob").get(_page(agreement)).status_code == 403


def test_an_archived_reading_is_read_and_not_written(agreement: Agreement, as_: Any) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(archived_at=NOW)
    assert as_("alice").get(_page(agreement)).status_code == 200
    sent = {"element": _finding(agreement, FindingSort.KIND).pk, "revision": 0, "act": "accept"}
    assert as_("alice").post(_page(agreement, "reading-decide"), sent).status_code == 403


def test_an_agreement_without_text_says_so(cast: Any, as_: Any) -> None:
    from maillage.agreements.actions import bringing

    agreement = bringing.bring(organisation=cast.departement, title="Sans texte", by=cast.alice, at=NOW)
    assert "Rien n’a encore été lu" in _text(as_("alice").get(_page(agreement)))
    assert as_("alice").get(_page(agreement, "reading-mend")).status_code == 403


@pytest.mark.parametrize("name", ["reading", "reading-confirm", "reading-gestures", "reading-add", "reading-mend"])
def test_ten_times_more_findings_cost_no_query_more(cast: Any, as_: Any, name: str) -> None:
    client = as_("alice")
    small = brought(cast.departement, by=cast.alice, text=long_protocol(30))
    large = brought(cast.departement, by=cast.alice, text=long_protocol(300))
    for agreement in (small, large):
        tie(agreement, cast.departement, cast.ccas)
        for finding in Finding.objects.filter(agreement=agreement, sort=FindingSort.TERM)[:3]:
            deciding.accept(finding=finding, by=cast.alice, at=NOW)
    queries_of(client, _page(small, name))
    few, many = queries_of(client, _page(small, name)), queries_of(client, _page(large, name))
    assert len(many) <= len(few), "\n".join(many)


def test_more_objections_cost_no_query_more(cast: Any, as_: Any) -> None:
    from maillage.agreements.actions import answering

    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    party = agreement.parties.get(organisation=cast.ccas)
    findings = list(Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).order_by("position"))
    answering.contest(finding=findings[0], party=party, reason="Non.", by=cast.bob, at=NOW)

    def grow() -> None:
        for finding in findings[1:]:
            answering.contest(finding=finding, party=party, reason="Non.", by=cast.bob, at=NOW)

    assert_flat(as_("bob"), _page(agreement, "answer"), grow)
