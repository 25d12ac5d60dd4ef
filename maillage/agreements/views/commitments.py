"""Commitments: the matrix and the list, one commitment, the table to take away."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maillage.agreements.forms.commitments import CommitmentFilters, day_asked
from maillage.agreements.models import Commitment
from maillage.agreements.queries.commitment_list import rows_of, table_of, unique
from maillage.agreements.queries.commitment_page import commitment_page
from maillage.agreements.queries.federations import bound_members, positions_on
from maillage.agreements.queries.knots import Board, board_of
from maillage.agreements.queries.matrix import matrix_of
from maillage.agreements.queries.story import events_of_commitment
from maillage.agreements.views.common import Opened, open_agreement, part_of
from maillage.base.http import render_page
from maillage.journal.sentences import tell
from maillage.organisations.imports import workbooks

LAST_EVENTS = 20


@require_safe
def commitments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who owes what to whom: the matrix of all, then the list that the address asks for."""
    opened = open_agreement(request, pk)
    board = _board_asked(request, opened)
    form = CommitmentFilters(request.GET, board=board)
    rows = rows_of(board, form.asked)
    context = opened.page(
        "agreements:commitments",
        board=board,
        matrix=matrix_of(board),
        form=form,
        page=part_of(request, rows),
        count=len(unique(rows)),
        bound=bound_members(opened.standing, board.owing.bearers, board.owing.day),
        private=sum(bool(one.private) for one in board.opinions.values()),
        query=request.GET.urlencode(),
    )
    return render_page(request, "agreements/commitments.html", context, part="list")


@require_safe
def commitments_export(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """What the list shows, all pages of it, as a file."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    opened = open_agreement(request, pk)
    board = _board_asked(request, opened)
    lines = table_of(board, unique(rows_of(board, CommitmentFilters(request.GET, board=board).asked)))
    content, media = (
        (workbooks.as_workbook("Engagements", lines), workbooks.XLSX)
        if form == "xlsx"
        else (workbooks.as_csv(lines), "text/csv; charset=utf-8")
    )
    headers = {"Content-Disposition": f'attachment; filename="engagements-{board.owing.day:%Y-%m-%d}.{form}"'}
    return HttpResponse(content, content_type=media, headers=headers)


@require_safe
def commitment(request: HttpRequest, pk: UUID, commitment_pk: UUID) -> HttpResponse:
    """One commitment: its words, who owes it, what each party thinks of it, what shows it, what was done."""
    opened = open_agreement(request, pk)
    row = get_object_or_404(Commitment, pk=commitment_pk, agreement=opened.agreement)
    shown = commitment_page(opened.board, row)
    if shown is None:
        raise Http404
    events = events_of_commitment(opened.standing, row)[:LAST_EVENTS]
    told = [
        {"at": one.at, "words": one.sentence, "detail": "", "icon": "i-clock-history", "tone": "quiet"}
        for one in tell(events, viewer=opened.who.user)
    ]
    own = {one.pk for one in opened.standing.judging}
    context = opened.page(
        "agreements:commitments",
        shown=shown,
        told=told,
        own=own,
        sees=opened.board.sees,
        positions=positions_on(row, user=opened.who.user, at=opened.who.at),
    )
    return render_page(request, "agreements/commitment.html", context)


def _board_asked(request: HttpRequest, opened: Opened) -> Board:
    day = day_asked(request.GET)
    return opened.board if day is None else board_of(opened.standing, day=day)
