"""Judging: a party says where commitments stand, shows why, and shares it when it wants."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import judging
from maillage.agreements.forms.judging import EvidenceForm, JudgementForm, ManyForm
from maillage.agreements.models import Commitment, Evidence, Judgement, Party
from maillage.agreements.queries.commitment_page import evidence_seen
from maillage.agreements.queries.to_judge import LABELS, Choice, own_opinions, to_judge
from maillage.agreements.views.common import Opened, open_agreement, part_of
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.files.queries import answer_with
from maillage.organisations.pages import GET_POST, FormPage, require

LINES = 50


@require_http_methods(GET_POST)
def judge(request: HttpRequest, pk: UUID, commitment_pk: UUID) -> HttpResponse:
    """Say where one commitment stands, with a word and what shows it."""
    opened, party, row = _judging(request, pk, commitment_pk)
    standing = Judgement.objects.standing().filter(commitment=row, party=party).first()
    form = JudgementForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "judged_on": opened.who.day,
            "seen": standing.pk if standing else None,
            "verdict": standing.verdict if standing else None,
            "word": standing.word if standing else "",
        },
    )

    def act() -> Judgement:
        try:
            return _judge(opened, party, row, form)
        except judging.JudgedMeanwhile:
            form.meet(standing.pk if standing else None)
            raise

    shared = request.POST.get("share_now")
    done = "Votre avis est enregistré et partagé." if shared else "Votre avis est enregistré, pour vous seuls."
    return _page(opened, party, row, "Où en est cet engagement").answer(request, form, act, done=done, to=_home(row))


@require_http_methods(GET_POST)
def judge_many(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One verdict a line, saved at once."""
    opened = open_agreement(request, pk)
    party = _party(request, opened)
    choice = Choice.of(request.GET.get("lesquels", ""))
    opinions = own_opinions(opened.board, party)
    page = part_of(request, to_judge(opened.board, party, opinions, choice), size=LINES)
    rows = ManyForm.sent(request.POST, opened.board.owing.rows) if request.POST else list(page.object_list)
    form = ManyForm(request.POST or None, rows=rows, opinions=opinions, initial={"judged_on": opened.who.day})
    if request.method == "POST" and form.is_valid():
        try:
            count = _judge_lines(opened, party, form)
        except judging.JudgedMeanwhile as refusal:
            form.meet()
            form.add_error(None, refusal.sentence)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _saved(count, shared=form.cleaned_data["share_now"]))
            return redirect(request.get_full_path())
    context = {
        "agreement": opened.agreement,
        "trail": opened.trail(("Engagements", _list_of(opened))),
        "party": party,
        "others": [one for one in opened.standing.judging if one.pk != party.pk],
        "form": form,
        "page": page,
        "choices": [(one, LABELS[one], one == choice) for one in Choice],
        "private": sum(one.is_private for one in opinions.values()),
    }
    return render_page(request, "agreements/judge_many.html", context)


@require_http_methods(GET_POST)
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the other parties read what one’s party judged: all of it, or one commitment (``?engagement=``)."""
    opened = open_agreement(request, pk)
    party = _party(request, opened)
    mine = Judgement.objects.standing().filter(party=party, commitment__agreement=opened.agreement, shared_at=None)
    chosen = request.GET.get("engagement", "")
    if chosen:
        mine = mine.filter(commitment_id=_uuid(chosen))
    rows = list(mine.select_related("commitment").order_by("commitment__number", "pk"))
    back = _home(rows[0].commitment) if chosen and rows else _list_of(opened)
    if request.method == "POST":
        try:
            judging.share(
                agreement=opened.agreement, party=party, judgements=rows, by=opened.who.user, at=opened.who.at
            )
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "Les autres parties peuvent maintenant lire votre avis et ses justificatifs.")
        return redirect(back)
    context = {"agreement": opened.agreement, "rows": rows, "party": party, "back": back}
    return render_page(
        request,
        "agreements/share_judgements.html",
        context | {"trail": opened.trail(("Engagements", _list_of(opened)))},
    )


@require_http_methods(GET_POST)
def evidence_new(request: HttpRequest, pk: UUID, commitment_pk: UUID) -> HttpResponse:
    """Show something more for what one’s party judged."""
    opened, party, row = _judging(request, pk, commitment_pk)
    judgement = get_object_or_404(Judgement.objects.standing(), commitment=row, party=party)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    page = _page(opened, party, row, "Joindre un justificatif")
    who = opened.who
    return page.answer(
        request,
        form,
        lambda: judging.give_evidence(judgement=judgement, shown=_shown(form), by=who.user, at=who.at),
        done="Le justificatif est joint.",
        to=_home(row),
    )


@require_safe
def evidence(request: HttpRequest, pk: UUID, evidence_pk: UUID) -> HttpResponseBase:
    """The file that a party shows for a judgement, for whoever may read that judgement."""
    opened = open_agreement(request, pk)
    rows = Evidence.objects.filter(judgement__commitment__agreement=opened.agreement, document__isnull=False)
    row = get_object_or_404(rows.select_related("judgement", "document__file"), pk=evidence_pk)
    if row.document is None or not evidence_seen(opened.standing, row):
        raise Http404
    return answer_with(row.document.file)


def _judging(request: HttpRequest, pk: UUID, commitment_pk: UUID) -> tuple[Opened, Party, Commitment]:
    opened = open_agreement(request, pk)
    rows = Commitment.objects.select_related("agreement")
    row = get_object_or_404(rows, pk=commitment_pk, agreement=opened.agreement)
    return opened, _party(request, opened), row


def _party(request: HttpRequest, opened: Opened) -> Party:
    """The party for which the user judges: the one that the address names, else their first; 403 without any."""
    judging_parties = opened.standing.judging
    require(bool(judging_parties))
    wanted = request.GET.get("partie", "")
    return next((one for one in judging_parties if str(one.pk) == wanted), judging_parties[0])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _home(row: Commitment) -> str:
    return reverse("agreements:commitment", args=[row.agreement_id, row.pk])


def _list_of(opened: Opened) -> str:
    return reverse("agreements:commitments", args=[opened.agreement.pk])


def _page(opened: Opened, party: Party, row: Commitment, title: str) -> FormPage:
    trail = opened.trail(("Engagements", _list_of(opened)), (f"Engagement {row.number}", _home(row)))
    words = row.versions.current().values_list("text", flat=True).first() or ""
    above = f"Pour {party.label}"
    return FormPage(
        title, "Enregistrer", _home(row), trail, " ".join(words.split()), above, template="agreements/judge.html"
    )


def _judge(opened: Opened, party: Party, row: Commitment, form: JudgementForm) -> Judgement:
    return judging.judge(
        commitment=row,
        party=party,
        shown=_shown(form) if form.has_evidence else None,
        by=opened.who.user,
        at=opened.who.at,
        **form.given("seen", "verdict", "word", "judged_on", "share_now"),
    )


def _shown(form: EvidenceForm) -> judging.Shown:
    sent = form.cleaned_data["file"]
    name, content = (sent.name or "fichier", sent.read()) if sent is not None else ("", b"")
    return judging.Shown(file_name=name, content=content, **form.given("address", "label"))


def _judge_lines(opened: Opened, party: Party, form: ManyForm) -> int:
    known = {one.pk: one for one in Commitment.objects.filter(agreement=opened.agreement)}
    lines = [judging.Line(known[key], verdict, word, seen) for key, verdict, word, seen in form.changed()]
    judging.judge_many(
        agreement=opened.agreement,
        party=party,
        lines=lines,
        judged_on=form.cleaned_data["judged_on"],
        share_now=form.cleaned_data["share_now"],
        by=opened.who.user,
        at=opened.who.at,
    )
    return len(lines)


def _saved(count: int, *, shared: bool) -> str:
    if not count:
        return "Rien n’a changé."
    many = "s" if count > 1 else ""
    rest = "les autres parties peuvent le lire." if shared else "rien n’est partagé tant que vous ne le décidez pas."
    return f"{count}\u00a0avis enregistré{many}\u00a0: {rest}"
