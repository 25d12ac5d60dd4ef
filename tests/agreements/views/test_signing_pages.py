"""The page of the signature, as people read it and fill in its forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import adherences, legal_cache, terms
from maillage.agreements.models import Adherence, Agreement, Authorisation, Document, Notification, Party, Signature
from tests.agreements.pades.kit import altered, blank_pdf, president, signed
from tests.agreements.pages import address, party_of, sign_in, text
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed, published
from tests.factories.signing import SIGNED, named, party, sealed, signed_by_hand, voted
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db
VOTE = {"kind": "resolution", "number": "2026-3", "body": "conseil d’administration", "adopted_on": "2026-01-12"}


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def pdf(content: bytes = b"%PDF-1.4 a", name: str = "piece.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post(client: ReadOnlyGet, url: str, **data: Any) -> str:
    """The page after a form: what the next page says once it is taken, else the form again."""
    answer = client.post(url, data)
    if answer.status_code == 302:
        return text(client, answer["Location"])
    return " ".join(answer.content.decode().split())


def test_the_page_says_where_each_party_stands_and_what_comes_next(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    page = text(sign_in(client, cast.bob), address("signing", agreement))
    assert "En négociation" in page
    assert page.count("Enregistrer sa délibération") == 2
    assert "Il reste à faire signer le Département et le CCAS." in page
    voted(party(agreement, cast.ccas))
    named(party(agreement, cast.ccas), "Bob Brunel")
    page = text(client, address("signing", agreement))
    assert "Faire signer Bob Brunel" in page
    assert "Délibération n° 2026-3 du 12 janvier 2026, conseil d’administration" in page
    assert "depuis le 20 janvier 2026" in page


def test_a_vote_is_written_with_its_piece_then_completed(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    sign_in(client, cast.bob)
    page = post(client, address("authority_new", agreement, row.pk), **VOTE, piece=pdf())
    assert "Manque la date de publication et transmission à l’État" in page
    document = Document.objects.get(role="resolution")
    assert (document.party, document.title) == (row, "Délibération n° 2026-3 du 12/01/2026")
    fact = Authorisation.objects.get()
    url = address("authority_edit", agreement, fact.pk)
    page = post(
        client,
        url,
        **VOTE,
        published_on="2026-01-13",
        transmitted_on="2026-01-20",
        receipt=pdf(),
        revision=fact.revision,
    )
    assert "depuis le 20 janvier 2026" in page
    assert "Ce qui a été corrigé ou retiré" in page
    assert Document.objects.filter(role="receipt", party=row).exists()
    assert client.post(url, VOTE).status_code == 404, "this record was replaced"


def test_a_form_filled_in_twice_at_once_loses_nothing(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    fact = voted(party(agreement, cast.ccas), transmitted_on=None)
    url = address("authority_edit", agreement, fact.pk)
    sign_in(client, cast.bob)
    assert 'name="revision" value="0"' in client.get(url).content.decode()
    page = post(client, url, **(VOTE | {"number": "99"}), revision=0)
    assert "Dites pourquoi : ce qui était écrit change." in page
    assert 'value="99"' in page, "what was typed stays"


def test_the_vote_of_a_party_without_account_is_declared(client: ReadOnlyGet, cast: Any) -> None:
    row = confirmed(cast.ccas, cast.commune, by=cast.bob)
    url = address("authority_new", row, party_of(row, cast.commune).pk)
    sign_in(client, cast.bob)
    assert "obligatoire" in post(client, url, **VOTE)
    page = post(client, url, **VOTE, declared_by="Mme Ferry, secrétaire de mairie, par courriel")
    assert "Déclaré par Mme Ferry, secrétaire de mairie, par courriel" in page


def test_a_signature_by_hand_is_written_with_its_scan(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    signatory = named(row, "Bob Brunel")
    sign_in(client, cast.bob)
    url = address("signature_new", agreement, row.pk)
    data = {"signatory": signatory.pk, "signed_on": SIGNED.isoformat(), "place": "Montclair"}
    page = post(client, url, **data, piece=pdf())
    assert "Signé par Bob Brunel, présidente, le 10 février 2026 à Montclair" in page
    assert "En cours de signature" in page
    made = Signature.objects.get()
    assert (made.way, made.signatory) == ("handwritten", signatory)
    assert "Écrivez qui a signé." in post(client, url, signed_on="2026-02-11")


def test_a_pdf_that_is_brought_back_says_what_each_signature_is_worth(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    row = party_of(agreement, cast.departement)
    sign_in(client, cast.alice)
    page = post(client, address("signing_bring_back", agreement), file=pdf(signed(blank_pdf(), president())))
    assert "Autorité inconnue ici" in page
    assert "Nadia Ferrand" in page
    assert "Demandez à la personne qui administre Maillage d’installer cette autorité" in page
    assert "Elle ne porte pas sur une version scellée ici." in page
    check = Document.objects.get(title="piece.pdf").checks.get()
    url = address("signing_accept", agreement, check.pk)
    data = {"party": f"{row.pk}/", "signed_on": "2026-03-02"}
    assert "obligatoire" in post(client, url, **data)
    page = post(client, url, **data, accepted_reason="Vue au téléphone")
    assert "Retenue parce que : Vue au téléphone" in page
    assert client.get(url).status_code == 404


def test_a_pdf_that_was_altered_is_shown_and_cannot_be_recorded(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.alice)
    page = post(client, address("signing_bring_back", agreement), file=pdf(altered(signed(blank_pdf(), president()))))
    assert "Document modifié" in page
    assert "Dire de qui elle est" not in page


def test_a_file_that_is_not_signed_comes_back_with_what_to_do(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.alice)
    page = post(client, address("signing_bring_back", agreement), file=pdf(blank_pdf()))
    assert "Ce PDF ne porte aucune signature électronique." in page
    assert "Choisissez le PDF signé." in post(client, address("signing_bring_back", agreement))


def test_the_sealed_file_is_given_as_it_was(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = sealed(agreement, by=cast.alice)
    page = text(sign_in(client, cast.bob), address("signing", agreement))
    assert row.file.sha256 in page
    answer = client.get(address("sealed_file", agreement, row.pk))
    assert b"".join(answer.streaming_content) == blank_pdf()  # type: ignore[attr-defined]
    page = post(client, address("sealed_close", agreement, row.pk), reason="Faute de frappe")
    assert "Cette version n’est plus à signer." in page
    assert "Pour signer ici" in page


def test_a_notification_is_written_and_handed_over_is_received_that_day(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    row = party_of(agreement, cast.ccas)
    sign_in(client, cast.bob)
    data = {"means": "handed_over", "sent_on": "2026-02-12"}
    page = post(client, address("notification_new", agreement, row.pk), **data)
    assert "remise en main propre contre récépissé" in page
    made = Notification.objects.get()
    assert made.received_on == dt.date(2026, 2, 12)
    url = address("notification_edit", agreement, made.pk)
    page = post(client, url, **(data | {"received_on": "2026-02-11"}), reason="Erreur", revision=0)
    assert "ne peut pas précéder l’envoi" in page


def test_a_wrong_record_is_withdrawn_with_a_reason_and_stays_to_be_read(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    made = signed_by_hand(party(agreement, cast.ccas), "Bob Brunel")
    sign_in(client, cast.bob)
    url = address("signing_withdraw", agreement, "signature", made.pk)
    assert "obligatoire" in post(client, url, reason="")
    page = post(client, url, reason="Mauvais dossier")
    assert "Signature : Bob Brunel" in page
    assert "Mauvais dossier, le" in page
    assert client.get(address("signing_withdraw", agreement, "autre", made.pk)).status_code == 404


def test_an_alert_is_set_aside_by_name_and_brought_back(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    voted(party(agreement, cast.ccas), transmitted_on=SIGNED + dt.timedelta(days=1))
    signed_by_hand(party(agreement, cast.ccas), "Bob Brunel")
    sign_in(client, cast.bob)
    page = text(client, address("signing", agreement))
    assert "Le CCAS a signé avant que sa délibération ne soit exécutoire" in page
    assert "CGCT L2131-1, L2131-12" in page
    mark = page.partition("/signature/alertes/")[2].partition("/")[0]
    page = post(client, address("alert_set_aside", agreement, mark), reason="Le préfet a pu contrôler")
    assert "Le préfet a pu contrôler" in page
    assert "Bob Brunel, le" in page
    kept = agreement.alerts_set_aside.get()
    page = post(client, address("alert_take_back", agreement, kept.pk))
    assert "L’alerte est rétablie." in page
    assert client.get(address("alert_set_aside", agreement, "0" * 32)).status_code == 404


def test_six_dates_are_kept_apart_and_say_what_they_rest_on(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    terms.state_facts(agreement=agreement, values={"signed_on": dt.date(2026, 2, 1)}, by=None, at=NOW)
    page = text(sign_in(client, cast.bob), address("signing", agreement))
    assert "constaté : la date écrite sur la fiche" in page
    for one, name in ((cast.departement, "Nadia Ferrand"), (cast.ccas, "Bob Brunel")):
        voted(party(agreement, one))
        signed_by_hand(party(agreement, one), name)
    page = text(client, address("signing", agreement))
    assert "la dernière signature des parties ; la fiche disait le 1er février 2026" in page
    assert "le texte part de la dernière signature" in page
    form = text(client, address("facts", agreement))
    assert "Établie par les signatures des parties" in form
    client.post(address("facts", agreement), {"signed_on": "2020-01-01", "revision": Agreement.objects.get().revision})
    assert Agreement.objects.get().signed_on == SIGNED, "a closed field takes nothing"


def test_the_legal_state_is_shown_at_the_head_in_the_list_and_in_its_file(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    other = confirmed(cast.departement, cast.ccas, by=cast.alice)
    Agreement.objects.filter(pk=other.pk).update(title="Charte voisine", folded=" charte voisine")
    signed_by_hand(party(agreement, cast.ccas), "Bob Brunel")
    legal_cache.refresh(other, at=NOW)
    sign_in(client, cast.bob)
    assert "Vie de l’accord" in text(client, agreement.get_absolute_url())
    listing = reverse("agreements:list")
    page = text(client, f"{listing}?vie=signing")
    assert "1 accord" in page
    assert "Charte voisine" not in page
    assert text(client, f"{listing}?vie=expired").count("Aucun accord ne répond") == 1
    page = text(client, f"{listing}?tri=vie")
    assert page.index("Charte voisine") < page.index("PROTOCOLE LOCAL"), "negotiation comes before signing"
    file = client.get(reverse("agreements:export", args=["csv"])).content.decode()
    assert "Vie juridique" in file
    assert "En cours de signature" in file


def test_the_home_tells_who_is_waited_for_to_sign(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    signed_by_hand(party(agreement, cast.ccas), "Bob Brunel")
    page = text(sign_in(client, cast.alice), reverse("web:home"))
    assert "Signer : PROTOCOLE LOCAL" in page
    assert "D’autres parties l’ont signé" in page
    assert "Signer : PROTOCOLE" not in text(sign_in(client, cast.bob), reverse("web:home"))


def test_a_party_that_left_reads_what_was_recorded_before(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    signed_by_hand(party(agreement, cast.ccas), "Bob Brunel", at=timezone.now() - dt.timedelta(days=9))
    Party.objects.filter(organisation=cast.ccas).update(to_on=timezone.localdate() - dt.timedelta(days=5))
    signed_by_hand(party(agreement, cast.departement), at=timezone.now())
    page = text(sign_in(client, cast.bob), address("signing", agreement))
    assert "Signé par Bob Brunel" in page
    assert "Signé par Nadia Ferrand" not in page
    assert "Enregistrer une signature" not in page


def test_questions_stay_as_many_whatever_is_recorded(
    client: ReadOnlyGet, cast: Any, agreement: Agreement, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.bob)
    one = party(agreement, cast.ccas)
    for number in range(5):
        if number == 1:
            with django_assert_max_num_queries(45) as before:
                client.get(address("signing", agreement))
        voted(one, number=str(number))
        named(one, f"Personne {number}", rank=number + 1)
        signed_by_hand(one, f"Autre {number}")
    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(address("signing", agreement))


def test_the_current_text_is_sealed_as_a_pdf_with_a_place_for_each_signatory(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    named(party(agreement, cast.ccas), "Bob Brunel")
    sign_in(client, cast.alice)
    page = post(client, address("seal", agreement))
    assert "La version à signer est scellée" in page
    row = agreement.sealed_versions.select_related("file").get()
    answer = client.get(address("sealed_file", agreement, row.pk))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    words = " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content))
    assert "Bob Brunel" in words
    assert "Version soumise à signature" in words
    assert "tenir une permanence hebdomadaire" in words


PARTS = ("suite", "signing", "pieces")


def tabs_of(client: ReadOnlyGet, agreement: Agreement) -> dict[str, bool]:
    """Whether the page of the text leads to each part, checked against what the part answers."""
    page = text(client, address("detail", agreement))
    shown = {part: f'href="{address(part, agreement)}"' in page for part in PARTS}
    assert {part: client.get(address(part, agreement)).status_code == 200 for part in PARTS} == shown
    return shown


def test_a_member_bound_through_its_federation_is_led_to_the_signature(client: ReadOnlyGet, cast: Any) -> None:
    charter = published(cast.federation, cast.departement)
    sign_in(client, cast.bob)
    assert tabs_of(client, charter) == dict.fromkeys(PARTS, False), "a published text is read without its file"
    row = adherences.adhere(
        party=party(charter, cast.federation), member=cast.ccas, basis="signature", from_on=SIGNED, by=None, at=NOW
    )
    assert tabs_of(client, charter) == dict.fromkeys(PARTS, True)
    Adherence.objects.filter(pk=row.pk).update(to_on=TODAY - dt.timedelta(days=1))
    assert tabs_of(client, charter) == dict.fromkeys(PARTS, True), "it reads what stood while it was bound"
