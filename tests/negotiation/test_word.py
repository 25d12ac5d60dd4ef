"""A draft goes to a partner who stays in Word, and what it writes comes back on the right provisions."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.agreements.models import Document
from maillage.agreements.queries.redlines import tree_of
from maillage.negotiation.choices import ProposalKind
from maillage.negotiation.models import Negotiation, Proposal, Remark
from maillage.reading.extract.tracked import Tracked, read_tracked
from tests.agreements.pages import sign_in, text
from tests.helpers import ReadOnlyGet
from tests.negotiation.making import draft, negotiated, proposed, provision, remarked

pytestmark = pytest.mark.django_db
AUTHOR = 'w:author="Marie Martin" w:date="2026-03-03T10:00:00Z"'


def address(route: str, negotiation: Negotiation, *args: object) -> str:
    return reverse(f"negotiation:{route}", args=[negotiation.agreement_id, *args])


def sent(client: ReadOnlyGet, negotiation: Negotiation) -> bytes:
    return bytes(client.get(address("word", negotiation)).content)


def xml_of(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def with_xml(data: bytes, **parts: str) -> bytes:
    """The document with parts written otherwise."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            key = name.rsplit("/", 1)[-1].removesuffix(".xml")
            target.writestr(name, parts[key] if key in parts else source.read(name))
    return stream.getvalue()


def edited(data: bytes) -> bytes:
    """What a partner does in Word: words changed, an item struck, an article added, a comment, an edit without tracking."""
    xml = xml_of(data)
    plain = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    dropped = f'<w:del w:id="901" {AUTHOR}><w:r><w:delText xml:space="preserve">{{}}</w:delText></w:r></w:del>'
    added = f'<w:ins w:id="902" {AUTHOR}>{plain}</w:ins>'
    before, word, after = "- tenir une permanence ", "hebdomadaire", " dans les locaux du CCAS ;"
    xml = xml.replace(
        plain.format(before + word + after),
        plain.format(before) + dropped.format(word) + added.format("mensuelle") + plain.format(after),
    )
    words = "- informer le CCAS de toute fermeture de la maison des solidarités."
    item = plain.format(words)
    at = xml.index(item)
    start = xml.rindex("<w:pPr>", 0, at)
    struck = xml[start:at].replace("</w:pPr>", f'<w:rPr><w:del w:id="903" {AUTHOR}/></w:rPr></w:pPr>')
    xml = xml[:start] + struck + dropped.replace("901", "904").format(words) + xml[at + len(item) :]
    mark = f'<w:pPr><w:rPr><w:ins w:id="905" {AUTHOR}/></w:rPr></w:pPr>'
    new = "".join(
        f"<w:p>{mark}{added.format(words)}</w:p>"
        for words in ("Article 3 bis – Langues", "Les documents remis aux habitants sont traduits.")
    )
    heading = xml.rindex("<w:p>", 0, xml.index("Article 4 – Durée"))
    xml = xml[:heading] + new + xml[heading:]
    xml = xml.replace("deux fois par an", "trois fois par an")
    said, quoted, rest = "Chaque partie peut le dénoncer", " par lettre recommandée", " avec accusé de réception"
    start = xml.index(f"{said}{quoted}{rest}")
    run = xml.rindex("<w:r>", 0, start)
    end = xml.index("</w:r>", start) + len("</w:r>")
    whole = re.search(r">([^<]*)</w:t>", xml[run:end])
    assert whole is not None
    tail = whole.group(1).removeprefix(said + quoted)
    noted = (
        f'{plain.format(said)}<w:commentRangeStart w:id="77"/>{plain.format(quoted)}<w:commentRangeEnd w:id="77"/>'
        f'<w:r><w:commentReference w:id="77"/></w:r>{plain.format(tail)}'
    )
    xml = xml[:run] + noted + xml[end:]
    comments = xml_of(data, "word/comments.xml").replace(
        "</w:comments>",
        f'<w:comment w:id="77" {AUTHOR}><w:p><w:r><w:t>Un courriel suffirait.</w:t></w:r></w:p></w:comment></w:comments>',
    )
    return with_xml(data, document=xml, comments=comments)


def given(client: ReadOnlyGet, negotiation: Negotiation, data: bytes, name: str = "retour.docx") -> str:
    """The address of what the document asks, once it is given."""
    file = SimpleUploadedFile(name, data)
    answer = client.post(address("word_back", negotiation), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def keys(page: str, *, ticked: bool = True) -> list[str]:
    boxes = re.findall(r'name="kept" value="([0-9a-f]+)"[^>]*?( checked)?>', page)
    return [key for key, is_on in boxes if bool(is_on) or not ticked]


def test_what_was_sent_says_the_draft_with_what_each_party_proposes(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    proposed(negotiation, cast.ccas, "art_2__para_2")
    proposed(negotiation, cast.departement, "art_2__para_2", words="Le CCAS oriente chacun sans délai.")
    proposed(negotiation, cast.departement, "art_3__para_1", kind=ProposalKind.STRIKE, reason="Trop lourd.")
    proposed(
        negotiation, cast.ccas, "art_3", kind=ProposalKind.INSERT_AFTER, words="Article 3 bis – Essai\nUn an d’essai."
    )
    remarked(negotiation, cast.departement, "art_5", "préavis de trois mois", words="Est-ce assez ?")
    remarked(negotiation, cast.departement, "art_5", words="Restons prudents.", is_internal=True)
    data = sent(sign_in(client, cast.bob), negotiation)
    xml, comments = xml_of(data), xml_of(data, "word/comments.xml")
    authors = set(re.findall(r'w:author="([^"]+)"', xml))
    assert authors == {"le CCAS (dans Maillage)", "le Département (dans Maillage)"}
    assert re.search(r'<w:ins [^>]*w:author="le CCAS[^>]*><w:r><w:t [^>]*>huit</w:t>', xml)
    assert "Le CCAS oriente chacun sans délai." not in xml
    assert "« Le CCAS oriente chacun sans délai. »" in comments
    assert "Est-ce assez ?" in comments
    assert "Restons prudents." not in comments
    assert set(re.findall(r'w:comment w:id="(\d+)"', comments)) == set(re.findall(r'RangeEnd w:id="(\d+)"', xml)) & set(
        re.findall(r'commentReference w:id="(\d+)"', xml)
    )
    assert "Bob" not in "".join(xml_of(data, name) for name in ("docProps/core.xml", "word/document.xml"))


def test_a_document_that_comes_back_untouched_asks_nothing(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    proposed(negotiation, cast.ccas, "art_2__para_2")
    proposed(negotiation, cast.departement, "art_2__list_1__item_1", kind=ProposalKind.STRIKE)
    proposed(
        negotiation, cast.ccas, "art_5", kind=ProposalKind.MOVE, beside=provision(negotiation, "art_2"), after=False
    )
    remarked(negotiation, cast.departement, "art_5", "préavis de trois mois")
    sign_in(client, cast.alice)
    data = sent(client, negotiation)
    page = text(client, given(client, negotiation, data))
    assert "Ce document dit exactement ce que dit le texte." in page
    assert read_tracked(data).version == draft(negotiation).expression.pk.hex


def test_tracked_changes_comments_and_plain_edits_become_proposals_and_remarks(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    url = given(client, negotiation, edited(sent(client, negotiation)))
    page = text(client, url)
    assert not Proposal.objects.exists()
    assert "5 changements et remarques trouvés" in page
    assert "Auteurs nommés par le document : Marie Martin" in page
    assert "Changé sans suivi, trouvé par comparaison" in page
    answer = client.post(url, {"kept": keys(page), "reason": "Retour du CCAS."})
    assert answer.status_code == 302
    made = {(one.kind, one.provision_id): one for one in Proposal.objects.all()}
    wanted = {
        (ProposalKind.REPLACE, "art_2__list_1__item_1"): "- tenir une permanence mensuelle dans les locaux du CCAS ;",
        (ProposalKind.STRIKE, "art_2__list_1__item_2"): "",
        (ProposalKind.REPLACE, "art_3__para_1"): "Un comité de suivi se réunit trois fois par an. Il est composé d’un "
        "représentant de chaque partie.",
        (
            ProposalKind.INSERT_AFTER,
            "art_3",
        ): "Article 3 bis – Langues\nLes documents remis aux habitants sont traduits.",
    }
    assert {(kind, provision(negotiation, eid).pk): words for (kind, eid), words in wanted.items()} == {
        key: one.words for key, one in made.items()
    }
    assert {(one.reason, one.declared_by, one.seat.organisation) for one in made.values()} == {
        ("Retour du CCAS.", "le document « retour.docx »", cast.ccas)
    }
    said = Remark.objects.get()
    assert (said.words, said.quote, said.provision_id) == (
        "Un courriel suffirait.",
        "par lettre recommandée",
        provision(negotiation, "art_5__para_1").pk,
    )
    kept = Document.objects.get(title="Document rapporté : retour.docx")
    assert kept.added_by == cast.bob


def test_only_what_is_ticked_is_written(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    url = given(client, negotiation, edited(sent(client, negotiation)))
    page = text(client, url)
    refused = client.post(url, {"reason": "Retour."})
    assert "Cochez au moins un changement" in refused.content.decode()
    client.post(url, {"kept": keys(page)[:1], "reason": "Retour."})
    assert Proposal.objects.count() + Remark.objects.count() == 1


def test_what_is_proposed_already_is_not_ticked_again(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    data = edited(sent(client, negotiation))
    url = given(client, negotiation, data)
    client.post(url, {"kept": keys(text(client, url)), "reason": "Retour."})
    again = text(client, url)
    assert "Déjà proposé : proposition 1 de" in again
    assert len(keys(again)) == 1  # the remark, of which nobody knows whether it is meant twice
    assert len(keys(again, ticked=False)) == 5


def test_what_has_no_place_in_the_text_is_shown(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    data = sent(client, negotiation)
    footer = xml_of(data, "word/footer1.xml").replace(
        "<w:p>", f'<w:p><w:ins w:id="950" {AUTHOR}><w:r><w:t>Version du CCAS</w:t></w:r></w:ins>', 1
    )
    page = text(client, given(client, negotiation, with_xml(data, footer1=footer)))
    assert "À reprendre à la main" in page
    assert "Pied de page : Version du CCAS" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("retour.docx", b"%PDF-1.7", "ni un .docx ni un .odt"),
        ("retour.docx", b"PK\x03\x04 pas une archive", "endommagé"),
    ],
)
def test_what_is_no_document_is_refused_and_not_kept(
    client: ReadOnlyGet, cast: Any, name: str, content: bytes, said: str
) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    count = Document.objects.count()
    answer = client.post(address("word_back", negotiation), {"file": SimpleUploadedFile(name, content)})
    assert said in answer.content.decode()
    assert Document.objects.count() == count


def test_a_document_that_declares_entities_is_refused(client: ReadOnlyGet, cast: Any) -> None:
    negotiation = negotiated(cast)
    sign_in(client, cast.bob)
    data = sent(client, negotiation)
    hostile = xml_of(data).replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)
    file = SimpleUploadedFile("retour.docx", with_xml(data, document=hostile))
    assert "entités XML" in client.post(address("word_back", negotiation), {"file": file}).content.decode()


def test_its_changes_refused_a_document_says_what_was_sent_but_for_what_was_not_tracked(
    client: ReadOnlyGet, cast: Any
) -> None:
    negotiation = negotiated(cast)
    read: Tracked = read_tracked(edited(sent(sign_in(client, cast.bob), negotiation)))
    blocks = [block.text for unit in tree_of(draft(negotiation).expression).units for block in unit.blocks]
    assert [line.text.replace("trois fois", "deux fois") for line in read.before] == blocks
    assert read.authors == ("Marie Martin",)
