"""Taking over a tracker: its columns, its files, line by line what would happen; then it happens, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import taking_over, taking_stock
from maillage.agreements.forms.takeovers import ColumnsForm, FilesForm, LineForm, TrackerForm
from maillage.agreements.models import Agreement, Takeover
from maillage.agreements.policies import can_bring
from maillage.agreements.stock import archive
from maillage.agreements.stock.columns import COLUMNS
from maillage.agreements.stock.plan import OUTCOMES, Line, Outcome, Plan, plan_of
from maillage.base.http import page_of, render_page
from maillage.base.pages import Pages
from maillage.base.refusals import Refusal
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.imports import workbooks
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, Asked, FormPage, Trail, asked, require
from maillage.organisations.permissions import Permission, rights_of

LINES = 50
STEPS = ("Déposer le tableau", "Relire les colonnes", "Ajouter les fichiers", "Relire les lignes", "Confirmer")
TITLE = "Reprendre vos conventions"


def _trail(*more: tuple[str, str]) -> Trail:
    return (("Conventions", _list_address()), *more)


def _list_address() -> str:
    return reverse("agreements:list")


def _takeover(who: Asked, pk: UUID) -> Takeover:
    rows = Takeover.objects.visible_to(who.user, at=who.at).select_related("organisation", "begun_by__person")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(GET_POST)
def takeover_new(request: HttpRequest) -> HttpResponse:
    """Deposit a tracker; the takeovers begun before are listed below."""
    who = asked(request)
    ids = rights_of(who.user, at=who.at).organisation_ids(Permission.AGREEMENT_EDIT)
    require(bool(ids))
    organisations = sorted(
        Organisation.objects.active().filter(pk__in=ids), key=lambda one: one.pk != who.user.current_organisation_id
    )
    form = TrackerForm(request.POST or None, request.FILES or None, organisations=organisations)
    before = Takeover.objects.visible_to(who.user, at=who.at).select_related("begun_by__person", "organisation")
    page = FormPage(
        TITLE,
        "Lire le tableau",
        _list_address(),
        _trail(),
        "Rien n’est écrit avant que vous ayez relu, ligne par ligne, ce qui va se passer.",
        template="takeovers/new.html",
        context={
            "takeovers": page_of(request, before.defer("lines", "files", "choices").order_by("-begun_at", "pk")),
            "steps": STEPS,
            "step": 0,
        },
    )

    def act() -> Takeover:
        file = cast("UploadedFile[Any]", form.cleaned_data["file"])
        try:
            return taking_over.begin(
                organisation=form.organisations[form.cleaned_data["organisation"]],
                file_name=file.name or "",
                data=file.read(),
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            raise Refusal(refusal.sentence, field="file") from refusal

    return page.answer(request, form, act, done="", to=lambda begun: reverse("takeovers:columns", args=[begun.pk]))


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A tracker to fill in: one column for each fact."""
    who = asked(request)
    require(can_bring(who.user, at=who.at))
    labels = [column.label for column in COLUMNS.values()]
    example = "Charte de partenariat;Charte;2025-12;Fédération Enfance Ourcelle;Montclair;16/09/2025;20/09/2025;"
    example += "01/10/2025;30/09/2028;3 ans;tacite;3 mois;charte-2025.pdf"
    book = workbooks.as_workbook("Conventions", [labels, example.split(";")])
    headers = {"Content-Disposition": 'attachment; filename="maillage-conventions.xlsx"'}
    return HttpResponse(book, content_type=workbooks.XLSX, headers=headers)


@require_http_methods(GET_POST)
def takeover_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which fact each column tells."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return redirect(takeover)
    form = ColumnsForm(request.POST or None, row=takeover)
    back = reverse("takeovers:new")
    page = FormPage(
        "Relire les colonnes",
        "Continuer",
        back,
        _trail((TITLE, back)),
        template="takeovers/columns.html",
        context={"takeover": takeover, "steps": STEPS, "step": 1},
    )
    return page.answer(
        request,
        form,
        lambda: taking_over.choose_columns(takeover=takeover, columns=form.matched, revision=form.sent_revision),
        done="",
        to=reverse("takeovers:files", args=[pk]),
    )


@require_http_methods(GET_POST)
def takeover_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the files of the lines, in as many times as it takes."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return redirect(takeover)
    form = FilesForm(request.POST or None, request.FILES or None)
    back = reverse("takeovers:new")
    page = FormPage(
        "Ajouter les fichiers",
        "Ajouter ces fichiers",
        takeover.get_absolute_url(),
        _trail((TITLE, back)),
        "Scans, PDF ou Word de vos conventions : nous les rapprochons des lignes par leur nom, vous corrigez ensuite.",
        template="takeovers/files.html",
        context={"takeover": takeover, "steps": STEPS, "step": 2, "count": len(takeover.files.get("pool", {}))},
    )

    def act() -> None:
        files = _sent(form.cleaned_data["sent"])
        kept, refused = taking_over.add_files(takeover=takeover, files=files, by=who.user, at=who.at)
        if kept:
            messages.success(request, f"{kept} fichier{'s' if kept > 1 else ''} de plus.")
        for sentence in refused:
            messages.error(request, sentence)

    return page.answer(request, form, act, done="", to=request.path)


def _sent(files: list[UploadedFile[Any]]) -> Iterator[tuple[str, bytes]]:
    """The files that were sent, those of a ZIP one by one."""
    for file in files:
        name = file.name or ""
        if name.lower().endswith(".zip"):
            yield from archive.files_of(cast("Any", file.file), most=settings.MAX_UPLOAD_SIZE)
        else:
            yield name, file.read() if (file.size or 0) <= settings.MAX_UPLOAD_SIZE else b""


@require_safe
def takeover_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Line by line, what would happen; once confirmed, what happened."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return _done(request, who, takeover)
    return _lines(request, takeover, plan_of(takeover, by=who.user, at=who.at))


def _lines(request: HttpRequest, takeover: Takeover, plan: Plan, error: str = "") -> HttpResponse:
    counts, chosen = plan.counts, request.GET.get("issue", "")
    shown = [line for line in plan.lines if line.outcome == chosen] if chosen in set(Outcome) else plan.lines
    address = takeover.get_absolute_url()
    tabs = [{"label": "Toutes", "address": address, "current": not chosen, "count": len(plan.lines)}]
    tabs += [
        {"label": word, "address": f"{address}?issue={one}", "current": chosen == one, "count": counts[one]}
        for one, (word, _icon, _tone) in OUTCOMES.items()
        if counts[one]
    ]
    context = {
        "takeover": takeover,
        "plan": plan,
        "page": Pages(shown, LINES).get_page(request.GET.get("page")),
        "tabs": tabs,
        "counts": {one.name.lower(): counts[one] for one in Outcome},
        "steps": STEPS,
        "step": 3,
        "error": error,
        "chosen": chosen,
    }
    return render_page(request, "takeovers/lines.html", context)


def _done(request: HttpRequest, who: Asked, takeover: Takeover) -> HttpResponse:
    rows = Agreement.objects.visible_to(who.user, at=who.at).filter(taken_over__takeover=takeover)
    context = {
        "takeover": takeover,
        "page": page_of(request, rows.order_by("taken_over__line", "pk")),
        "obstacles": taking_stock.obstacles_to(takeover) if takeover.undone_at is None else [],
        "steps": STEPS,
        "step": len(STEPS),
    }
    return render_page(request, "takeovers/done.html", context)


@require_http_methods(GET_POST)
def takeover_line(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The files of one line, chosen by hand."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return redirect(takeover)
    line = _line(plan_of(takeover, by=who.user, at=who.at), number)
    form = LineForm(request.POST or None, row=takeover, initial={"chosen": [key for key, _name in line.files]})
    back = reverse("takeovers:new")
    page = FormPage(
        "Choisir les fichiers",
        "Enregistrer",
        takeover.get_absolute_url(),
        _trail((TITLE, back), (takeover.file_name, takeover.get_absolute_url())),
        above=f"Ligne {number} : {line.title}",
    )
    return page.answer(
        request,
        form,
        lambda: taking_over.give_files(
            takeover=takeover, line=number, files=form.cleaned_data["chosen"], revision=form.sent_revision
        ),
        done="Les fichiers de la ligne sont choisis.",
        to=takeover.get_absolute_url(),
    )


def _line(plan: Plan, number: int) -> Line:
    found = next((line for line in plan.lines if line.number == number), None)
    if found is None:
        raise Http404
    return found


@require_POST
def takeover_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave lines aside, or say that a likely duplicate is another agreement."""
    takeover = _takeover(asked(request), pk)
    told = {
        name.removeprefix("choice-"): str(value)[:10]
        for name, value in request.POST.items()
        if name.startswith("choice-")
    }
    revision = request.POST.get("revision", "")
    try:
        taking_over.decide(
            takeover=takeover,
            choices={key: "" if value == "again" else value for key, value in told.items()},
            revision=int(revision) if revision.isdigit() else -1,
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Vos réponses sont gardées.")
    issue = request.POST.get("back", "")
    return redirect(takeover.get_absolute_url() + (f"?issue={issue}" if issue in set(Outcome) else ""))


@require_POST
def takeover_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the lines that were shown."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return redirect(takeover)
    try:
        taking_stock.confirm(takeover=takeover, fingerprint=request.POST.get("fingerprint", ""), by=who.user, at=who.at)
    except Refusal as refusal:
        return _lines(request, takeover, plan_of(takeover, by=who.user, at=who.at), refusal.sentence)
    messages.success(request, "La reprise est faite. Vous pouvez l’annuler tant que rien d’autre n’en dépend.")
    return redirect(takeover)


@require_http_methods(GET_POST)
def takeover_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget a tracker that was not confirmed."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if not takeover.is_open:
        return redirect(takeover)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    back = reverse("takeovers:new")
    page = FormPage(
        f"Abandonner « {takeover.file_name} »",
        "Abandonner",
        takeover.get_absolute_url(),
        _trail((TITLE, back)),
        "Le tableau, les fichiers déposés pour lui et vos réponses sont effacés. Aucune convention n’est écrite.",
        danger=True,
    )
    return page.answer(
        request, form, lambda: taking_over.drop(takeover=takeover), done="La reprise est abandonnée.", to=back
    )


@require_http_methods(GET_POST)
def takeover_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a confirmed takeover back."""
    who = asked(request)
    takeover = _takeover(who, pk)
    if takeover.is_open or takeover.undone_at is not None:
        return redirect(takeover)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        f"Annuler la reprise de « {takeover.file_name} »",
        "Annuler la reprise",
        takeover.get_absolute_url(),
        _trail((TITLE, reverse("takeovers:new"))),
        "Les conventions qu’elle a écrites sont supprimées avec leurs fichiers. Toutes, ou aucune.",
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: taking_stock.undo(takeover=takeover, by=who.user, at=who.at),
        done="La reprise est annulée.",
        to=takeover,
    )
