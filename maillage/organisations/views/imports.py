"""Bringing in a file: its columns, line by line what would happen, then it happens; and it can be taken back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.base.http import page_of, render_page
from maillage.base.pages import Pages
from maillage.base.refusals import Refusal
from maillage.organisations.forms.imports import ColumnsForm, UploadForm
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.imports import beginning, workbooks
from maillage.organisations.imports.compare import compare
from maillage.organisations.imports.plan import OUTCOMES, Outcome, Plan
from maillage.organisations.imports.undoing import obstacles_to, undo
from maillage.organisations.imports.writing import confirm
from maillage.organisations.models import Import, Organisation
from maillage.organisations.permissions import Permission, rights_of
from maillage.organisations.views.common import Asked, FormPage, asked, require

GET_POST = ["GET", "HEAD", "POST"]
LINES = 100
STEPS = ("Déposer le fichier", "Relire les colonnes", "Relire les lignes", "Confirmer")


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Organisations", reverse("organisations:list")), *more]


def _import(who: Asked, pk: UUID) -> Import:
    rows = Import.objects.visible_to(who.user, at=who.at).select_related("organisation", "begun_by__person")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(GET_POST)
def import_new(request: HttpRequest) -> HttpResponse:
    """Deposit a file; the imports made before are listed below."""
    who = asked(request)
    ids = rights_of(who.user, at=who.at).organisation_ids(Permission.IMPORT_DO)
    require(bool(ids))
    organisations = sorted(
        Organisation.objects.active().filter(pk__in=ids), key=lambda one: one.pk != who.user.current_organisation_id
    )
    form = UploadForm(request.POST or None, request.FILES or None, organisations=organisations)
    imports = (
        Import.objects.visible_to(who.user, at=who.at)
        .select_related("begun_by__person", "organisation")
        .defer("tables", "choices")
    )
    page = FormPage(
        "Importer des organisations et des personnes",
        "Lire le fichier",
        reverse("organisations:list"),
        _trail(),
        "Rien n’est écrit avant que vous ayez relu, ligne par ligne, ce qui va se passer.",
        template="imports/new.html",
        context={"imports": page_of(request, imports.newest_first()), "steps": STEPS, "step": 0},
    )

    def act() -> Import:
        file = cast("UploadedFile[Any]", form.cleaned_data["file"])
        organisation = form.organisations[form.cleaned_data["organisation"]]
        try:
            return beginning.begin(
                organisation=organisation, file_name=file.name or "", data=file.read(), by=who.user, at=who.at
            )
        except Refusal as refusal:
            raise Refusal(refusal.sentence, field="file") from refusal

    return page.answer(request, form, act, done="", to=lambda imported: reverse("imports:columns", args=[imported.pk]))


@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The workbook to fill in."""
    headers = {"Content-Disposition": 'attachment; filename="maillage-modele.xlsx"'}
    return HttpResponse(workbooks.template(), content_type=workbooks.XLSX, headers=headers)


@require_http_methods(GET_POST)
def import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what each column holds."""
    who = asked(request)
    imported = _import(who, pk)
    if not imported.is_open:
        return redirect(imported)
    form = ColumnsForm(request.POST or None, row=imported)
    sorts = [table["sort"] for table in imported.tables]
    back = reverse("imports:new")
    page = FormPage(
        "Relire les colonnes",
        "Continuer",
        back,
        _trail(("Importer", back)),
        template="imports/columns.html",
        context={"imported": imported, "steps": STEPS, "step": 1},
    )

    def to(matched: Import) -> str:
        again = [table["sort"] for table in matched.tables] != sorts
        if again:
            messages.info(request, "Les colonnes ont été lues de nouveau : relisez-les.")
        return request.path if again else matched.get_absolute_url()

    return page.answer(
        request,
        form,
        lambda: beginning.match(imported=imported, tables=form.matched, revision=form.sent_revision),
        done="",
        to=to,
    )


@require_safe
def import_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Line by line, what would happen; once confirmed, what happened."""
    who = asked(request)
    imported = _import(who, pk)
    if not imported.is_open:
        return _done(request, imported)
    if not imported.is_mapped:
        return redirect("imports:columns", imported.pk)
    return _lines(request, imported, compare(imported, by=who.user, at=who.at))


def _lines(request: HttpRequest, imported: Import, plan: Plan, error: str = "") -> HttpResponse:
    counts = plan.counts
    chosen = request.GET.get("issue", "")
    shown = [line for line in plan.lines if line.outcome == chosen] if chosen in set(Outcome) else plan.lines
    page = Pages(shown, LINES).get_page(request.GET.get("page"))
    names = {line.key: sheet.name for sheet in plan.sheets for line in sheet.lines}
    tabs = [
        {"label": "Toutes", "address": imported.get_absolute_url(), "current": not chosen, "count": len(plan.lines)}
    ]
    for outcome, (word, _icon, _tone) in OUTCOMES.items():
        if counts[outcome]:
            address = f"{imported.get_absolute_url()}?issue={outcome.value}"
            tabs.append({"label": word, "address": address, "current": chosen == outcome, "count": counts[outcome]})
    context = {
        "imported": imported,
        "plan": plan,
        "page": page,
        "lines": [{"line": line, "sheet": names[line.key]} for line in page.object_list],
        "tabs": tabs,
        "counts": {outcome.name.lower(): counts[outcome] for outcome in Outcome},
        "writes": counts[Outcome.CREATE] + counts[Outcome.CHANGE],
        "steps": STEPS,
        "step": 2,
        "error": error,
        "chosen": chosen,
    }
    return render_page(request, "imports/lines.html", context)


def _done(request: HttpRequest, imported: Import) -> HttpResponse:
    told = [(OUTCOMES[Outcome(name)], count) for name, count in imported.counts.items() if count]
    context = {
        "imported": imported,
        "told": [{"word": word, "icon": icon, "tone": tone, "count": count} for (word, icon, tone), count in told],
        "obstacles": obstacles_to(imported) if imported.undone_at is None else [],
        "steps": STEPS,
        "step": len(STEPS),
    }
    return render_page(request, "imports/done.html", context)


def _answers(request: HttpRequest) -> dict[str, str]:
    """What was answered of lines in doubt; "again" takes an answer back."""
    told = {
        name.removeprefix("choice-"): str(value)[:36]
        for name, value in request.POST.items()
        if name.startswith("choice-")
    }
    return {key: "" if value == "again" else value for key, value in told.items()}


def _back(request: HttpRequest, imported: Import) -> str:
    issue = request.POST.get("back", "")
    return imported.get_absolute_url() + (f"?issue={issue}" if issue in set(Outcome) else "")


def _decide(request: HttpRequest, imported: Import) -> bool:
    """Keep the answers that were sent; whether it could be done."""
    revision = request.POST.get("revision", "")
    try:
        beginning.decide(
            imported=imported, choices=_answers(request), revision=int(revision) if revision.isdigit() else -1
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return False
    return True


@require_POST
def import_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide lines in doubt, or leave lines aside."""
    imported = _import(asked(request), pk)
    if _decide(request, imported):
        messages.success(request, "Vos réponses sont gardées.")
    return redirect(_back(request, imported))


@require_POST
def import_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what was shown. Answers given on the way change it: they are kept, and the lines shown again."""
    who = asked(request)
    imported = _import(who, pk)
    if not imported.is_open:
        return redirect(imported)
    if _answers(request):
        if _decide(request, imported):
            messages.info(request, "Vos réponses changent ce qui sera écrit. Relisez les lignes, puis confirmez.")
        return redirect(_back(request, imported))
    try:
        confirm(imported=imported, fingerprint=request.POST.get("fingerprint", ""), by=who.user, at=who.at)
    except Refusal as refusal:
        return _lines(request, imported, compare(imported, by=who.user, at=who.at), refusal.sentence)
    messages.success(request, "L’import est fait. Vous pouvez l’annuler tant que rien d’autre n’en dépend.")
    return redirect(imported)


@require_http_methods(GET_POST)
def import_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget a file that was not confirmed."""
    who = asked(request)
    imported = _import(who, pk)
    if not imported.is_open:
        return redirect(imported)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    back = reverse("imports:new")
    page = FormPage(
        f"Abandonner « {imported.file_name} »",
        "Abandonner",
        imported.get_absolute_url(),
        _trail(("Importer", back)),
        "Le fichier et vos réponses sont effacés. L’annuaire ne change pas.",
        danger=True,
    )
    return page.answer(
        request, form, lambda: beginning.drop(imported=imported), done="L’import est abandonné.", to=back
    )


@require_http_methods(GET_POST)
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a confirmed import back."""
    who = asked(request)
    imported = _import(who, pk)
    if imported.is_open or imported.undone_at is not None:
        return redirect(imported)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        f"Annuler l’import de « {imported.file_name} »",
        "Annuler l’import",
        imported.get_absolute_url(),
        _trail(("Importer", reverse("imports:new"))),
        "Ce qu’il a créé est supprimé, ce qu’il a modifié reprend sa valeur d’avant. Tout, ou rien.",
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: undo(imported=imported, by=who.user, at=who.at),
        done="L’import est annulé.",
        to=imported,
    )
