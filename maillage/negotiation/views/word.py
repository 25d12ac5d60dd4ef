"""Those who stay in Word: the draft goes to them with its changes tracked, and what they write comes back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import pieces
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Document
from maillage.base.http import render_page
from maillage.files.queries import content_of
from maillage.negotiation.actions.bringing_back import BroughtBack, bring_back
from maillage.negotiation.forms.word import BackForm, TakeUpForm
from maillage.negotiation.queries.brought_back import found_in
from maillage.negotiation.queries.remarks import threads
from maillage.negotiation.queries.word import document_of
from maillage.negotiation.views.common import Room, open_room
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import Permission
from maillage.reading import ReadingError
from maillage.reading.extract.tracked import read_tracked
from maillage.rendering.word import MEDIA_TYPE, write

_EDIT = Permission.AGREEMENT_EDIT
TITLE = "Document rapporté"


@require_safe
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft as a .docx: live proposals as tracked changes, reasons and open remarks as comments, by party."""
    room = open_room(request, pk)
    said = [one for one in room.remarks if not one.is_internal and one.resolved_at is None and one.proposal_id is None]
    document = document_of(
        room.draft,
        [one for one in room.standings if one.proposal.is_live],
        threads(one for one in said if not one.is_adrift and one.expression_id == room.draft.expression.pk),
        author=_sender(room).label,
        at=room.draft.expression.recorded_at,
    )
    response = HttpResponse(write(document), content_type=MEDIA_TYPE)
    name = f"projet-version-{room.draft.expression.number}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _sender(room: Room) -> Organisation:
    """The organisation for which the user sends: that of their seat, else the one that brought the draft."""
    own = next((one.organisation for one in room.table.own() if one.organisation is not None), None)
    return own or room.agreement.brought_by


@require_http_methods(GET_POST)
def back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the document that came back: it is kept as a piece, then what it asks is shown."""
    room = open_room(request, pk)
    require(bool(room.table.speaking(_EDIT)))
    form = BackForm(request.POST or None, request.FILES or None)
    page = room.form_page("Rapporter un document", "Voir ce qu’il change", room.address("page"))
    page.template = "negotiation/word_back.html"
    page.context = {"agreement": room.agreement}

    def act() -> Document:
        return pieces.add(
            agreement=room.agreement,
            organisation=_sender(room),
            content=form.content,
            name=form.cleaned_data["file"].name,
            role=DocumentRole.OTHER,
            title=f"{TITLE} : {form.cleaned_data['file'].name}"[:300],
            by=room.who.user,
            at=room.who.at,
        )

    return page.answer(request, form, act, done="", to=lambda kept: room.address("word_take_up", kept.pk))


@require_http_methods(GET_POST)
def take_up(request: HttpRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """What the document asks, provision by provision; nothing is written before a person says what is taken up."""
    room = open_room(request, pk)
    require(bool(room.table.speaking(_EDIT)))
    rows = Document.objects.visible_to(room.who.user, at=room.who.at).standing().select_related("file")
    document = get_object_or_404(rows, pk=document_pk, agreement=room.agreement)
    try:
        tracked = read_tracked(content_of(document.file))
    except ReadingError as error:
        messages.error(request, str(error))
        return redirect(room.address("word_back"))
    found = found_in(tracked, room.draft, [one for one in room.standings if one.proposal.is_live])
    form = TakeUpForm(
        request.POST or None,
        table=room.table,
        permission=_EDIT,
        lines=found.placed,
        initial={"reason": f"Modifications du document « {document.file.name} »."},
    )
    ticked = set(request.POST.getlist("kept")) if request.method == "POST" else None
    page = room.form_page("Ce que le document change", "Reprendre ce qui est coché", room.address("page"))
    page.template = "negotiation/word_take_up.html"
    page.context = {
        "agreement": room.agreement,
        "document": document,
        "found": found,
        "lines": [(one, not one.doubt if ticked is None else one.key in ticked) for one in found.placed],
        "authors": tracked.authors,
    }
    if not found.placed:
        return render_page(request, page.template, {"form": form, "page": page, **page.context})

    def act() -> BroughtBack:
        kept = set(form.cleaned_data["kept"])
        source = f"le document « {document.file.name[:80]} »"
        return bring_back(
            negotiation=room.negotiation,
            seat=form.speaker,
            asks=[one.ask for one in found.placed if one.key in kept],
            reason=form.cleaned_data["reason"],
            declared_by=f"{form.declared}, {source}" if form.declared else source,
            by=room.who.user,
            at=room.who.at,
        )

    def to(made: BroughtBack) -> str:
        messages.success(request, _told(made))
        return room.address("proposals" if made.proposals else "remarks")

    return page.answer(request, form, act, done="", to=to)


def _told(made: BroughtBack) -> str:
    counts = (made.proposals, "proposition"), (made.remarks, "remarque")
    said = " et ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count)
    return f"{said[:1].upper()}{said[1:]} du document : c’est écrit."
