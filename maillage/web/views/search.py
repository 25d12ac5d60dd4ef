"""Search over all that a person may see."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from maillage.accounts.middleware import AdmittedRequest
from maillage.base.http import page_of, render_page
from maillage.base.search import words_of
from maillage.web import search as searching


def search(request: AdmittedRequest) -> HttpResponse:
    """The first lines of each group; ``dans`` names one group, which is then shown whole, page by page."""
    query = searching.cleaned(request.GET.get("q", ""))
    if "dans" in request.GET:
        return _one_group(request, query, request.GET["dans"])
    results = searching.search(query, user=request.user, at=timezone.now())
    return render_page(request, "search/search.html", {"query": query, "results": results}, part="results")


def _one_group(request: AdmittedRequest, query: str, key: str) -> HttpResponse:
    group = searching.group_of(key)
    if group is None:
        raise Http404
    rows = group.find(query, request.user, timezone.now())
    page = page_of(request, rows if words_of(query) else rows.none())
    found = searching.Found(group, [group.tell(row) for row in page], has_more=False)
    context = {"query": query, "group": group, "page": page, "groups": [found]}
    return render_page(request, "search/group.html", context, part="results")
