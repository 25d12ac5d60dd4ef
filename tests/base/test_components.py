"""Components say in words what they show, and tie a field to what is said of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from maillage.base.days import written
from maillage.base.pages import Pages
from maillage.base.templatetags.components import plural, weave


class Sample(forms.Form):
    name = forms.CharField(label="Nom", help_text="Tel qu’il est dans les statuts.")
    audience = forms.MultipleChoiceField(
        label="Publics", choices=[("f", "Familles")], widget=forms.CheckboxSelectMultiple, help_text="Un au moins."
    )
    is_public = forms.BooleanField(label="Public", required=False)


def _draw(text: str, **context: Any) -> str:
    return str(engines["django"].from_string(text).render(context, context.pop("http", None)))


def test_the_first_of_a_month_is_said_as_french_says_it() -> None:
    draw = "{{ on|date:'j F Y' }}, {{ on|date:'Y-m-d' }}"
    assert _draw(draw, on=dt.date(2026, 1, 1)) == "1er janvier 2026, 2026-01-01"
    assert _draw(draw, on=dt.date(2026, 1, 11)) == "11 janvier 2026, 2026-01-11"
    assert _draw("{{ on|date:'j F Y' }}", on=None) == ""
    instant = dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC)  # half past midnight in France
    assert _draw("{{ at|date:'j F Y à H:i' }}", at=instant) == "1er janvier 2026 à 00:30"
    assert written(instant) == "1er janvier 2026"


def test_a_field_is_tied_to_its_label_its_help_and_its_error() -> None:
    drawn = _draw("{{ form }}", form=Sample({}))
    assert '<label class="form-label" for="id_name">Nom' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_group_of_boxes_is_a_fieldset_tied_to_its_help_and_its_error() -> None:
    drawn = _draw("{{ form.audience.as_field_group }}", form=Sample({}))
    assert '<fieldset class="field field--wrong" aria-describedby="id_audience_helptext id_audience_error">' in drawn
    assert "<legend" in drawn


def test_the_summary_of_errors_leads_to_each_field() -> None:
    form = Sample({})
    drawn = _draw("{{ form }}", form=form)
    assert "2\u00a0points à corriger" in drawn
    assert '<a href="#id_name">Nom</a>' in drawn
    assert '<a href="#id_audience_0">Publics</a>' in drawn


def test_a_form_without_error_has_no_summary() -> None:
    assert "à corriger" not in _draw("{{ form }}", form=Sample())


def test_a_required_field_is_plain_and_an_optional_one_says_so() -> None:
    drawn = _draw("{{ form.name.as_field_group }}", form=Sample())
    assert "facultatif" not in drawn
    assert "required" in drawn


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0\u00a0accord"), (1, "1\u00a0accord"), (2, "2\u00a0accords"), (1500, "1\u00a0500\u00a0accords")],
)
def test_french_counts_zero_as_one(count: int, words: str) -> None:
    assert plural(count, "accord,accords") == words


def test_each_nature_has_its_weave() -> None:
    assert [weave(nature) for nature in ("departement", "commune", "ccas", "federation", "association", "caf")] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_pages_of_a_list_keep_its_filters() -> None:
    request = RequestFactory().get("/", QueryDict("q=saint&page=2").dict())
    page = Pages(range(100), 25).get_page(2)
    drawn = _draw(
        '{% include "components/pagination.html" with page=page words="accord,accords" only %}', page=page, http=request
    )
    assert 'href="?q=saint&amp;page=3"' in drawn
    assert "100\u00a0accords, page 2 sur 4" in drawn
    assert drawn.count('aria-current="page"') == 1


def test_what_is_written_by_people_is_escaped() -> None:
    drawn = _draw(
        '{% include "components/state.html" with word=word icon="k-kept" tone="kept" main=False only %}', word="<b>"
    )
    assert "&lt;b&gt;" in drawn
