"""The life of the agreement: each term where it is said, and where it is not."""

from __future__ import annotations

import pytest

from maillage.reading.model import Found, Terms
from tests.reading.recognise.making import agreed


def terms(body: str, heading: str = "Dispositions") -> Terms:
    return agreed(body, heading=heading).terms


def value(found: Found[object] | None) -> object:
    return found.value if found else None


@pytest.mark.parametrize(
    ("body", "trigger", "date"),
    [
        ("La présente convention prend effet à compter de sa signature.", "last_signature", None),
        ("La présente convention entre en vigueur à la date de sa notification aux parties.", "notification", None),
        ("La présente convention prend effet le 1er janvier 2026.", "fixed_date", "2026-01-01"),
        ("La présente convention est conclue du 1er mars 2026 au 28 février 2027.", "fixed_date", "2026-03-01"),
        ("La présente convention prend effet le ...............", "fixed_date", None),
        ("La présente convention entre en vigueur après transmission au contrôle de légalité.", "other", None),
        ("La résiliation prend effet à la date de réception de la lettre.", None, None),
        ("Le stage commence le 3 mars 2026.", None, None),
        ("Date d'effet de la résiliation : le 3 mars 2026.", None, None),
    ],
)
def test_what_the_agreement_takes_effect_from(body: str, trigger: str | None, date: str | None) -> None:
    found = terms(body)
    assert (value(found.effect_trigger), value(found.effect_date)) == (trigger, date)


@pytest.mark.parametrize(
    ("body", "duration"),
    [
        ("La présente convention est conclue pour une durée de trois ans.", "P3Y"),
        ("La durée de la convention est fixée à dix-huit (18) mois.", "P18M"),
        ("La présente convention est établie pour une période d'un an.", "P1Y"),
        ("La présente convention est conclue pour les années 2026 à 2028.", "P3Y"),
        ("Le prêt est consenti pour une durée de deux mois.", None),
        ("La présente convention peut être renouvelée pour une durée d'un an.", None),
        ("Les archives sont conservées pour une durée de cinq ans.", None),
    ],
)
def test_how_long_the_agreement_lasts(body: str, duration: str | None) -> None:
    assert value(terms(body).duration) == duration


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("La présente convention prend fin le 31 décembre 2028.", "2028-12-31"),
        ("Elle est conclue jusqu'au 30 juin 2027.", "2027-06-30"),
        ("La présente convention couvre la période du 1er mars 2026 au 28 février 2027.", "2027-02-28"),
        ("La présente convention arrive à échéance le ............", None),
        ("L'exposition prend fin le 31 décembre 2028.", None),
    ],
)
def test_the_date_on_which_the_agreement_ends(body: str, date: str | None) -> None:
    assert value(terms(body).end_date) == date


@pytest.mark.parametrize(
    ("body", "mode", "period", "times"),
    [
        (
            "La présente convention est renouvelable par tacite reconduction, par périodes d'un an.",
            "tacit",
            "P1Y",
            None,
        ),
        ("La convention se renouvelle tacitement chaque année, dans la limite de trois fois.", "tacit", "P1Y", 3),
        ("La convention est renouvelée automatiquement pour une durée de deux ans.", "tacit", "P2Y", None),
        (
            "La convention est renouvelée par tacite reconduction pour un an, dans la limite de deux reconductions.",
            "tacit",
            "P1Y",
            2,
        ),
        (
            "La convention se renouvelle par périodes d’un an par tacite reconduction, dans la limite de deux renouvellements.",
            "tacit",
            "P1Y",
            2,
        ),
        (
            "La convention est renouvelable par tacite reconduction par périodes d’un an, deux (2) fois au plus.",
            "tacit",
            "P1Y",
            2,
        ),
        ("La convention se renouvelle tacitement chaque année, dans la limite d’une reconduction.", "tacit", "P1Y", 1),
        ("La convention peut donner lieu à un seul renouvellement, par avenant.", "express", None, 1),
        ("La convention peut donner lieu à un renouvellement par avenant.", "express", None, None),
        (
            "La convention est reconduite tacitement chaque année. "
            "Le nombre de reconductions de la convention est limité à trois.",
            "tacit",
            "P1Y",
            3,
        ),
        ("La présente convention peut être reconduite une fois par avenant.", "express", None, 1),
        (
            "La présente convention est conclue pour une durée de trois ans. Elle pourra être renouvelée pour la même durée.",
            "express",
            "P3Y",
            None,
        ),
        ("La présente convention ne peut être renouvelée que par reconduction expresse.", "express", None, None),
        ("La présente convention ne peut faire l'objet d'une tacite reconduction.", "none", None, None),
        ("Le mandat des membres du bureau est renouvelé chaque année.", None, None, None),
        ("La présente convention est conclue pour un an.", None, None, None),
    ],
)
def test_what_follows_the_term(body: str, mode: str | None, period: str | None, times: int | None) -> None:
    found = terms(body)
    assert (value(found.renewal_mode), value(found.renewal_period), value(found.renewal_max_times)) == (
        mode,
        period,
        times,
    )


@pytest.mark.parametrize(
    ("body", "notice", "form"),
    [
        (
            "Chaque partie peut résilier la convention à tout moment, avec un préavis de trois mois, par lettre recommandée.",
            "P3M",
            "registered_letter",
        ),
        ("La convention peut être dénoncée par écrit en respectant un délai de deux mois.", "P2M", "written"),
        ("Chaque partie peut se retirer moyennant un préavis de quinze jours.", "P15D", None),
        (
            "Toute partie peut mettre fin à la convention par courrier recommandé avec accusé de réception.",
            None,
            "registered_letter",
        ),
        (
            "En cas de manquement, la convention est résiliée de plein droit un mois après mise en demeure par lettre recommandée.",
            None,
            None,
        ),
        ("Pendant la période d'essai, le contrat peut être rompu avec un préavis de deux jours.", None, None),
        ("La salle est rendue au plus tard deux jours après la séance.", None, None),
    ],
)
def test_the_notice_to_leave_and_its_form(body: str, notice: str | None, form: str | None) -> None:
    found = terms(body)
    assert (value(found.notice_period), value(found.notice_form)) == (notice, form)


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        ("La convention est reconduite tacitement, sauf dénonciation trois mois avant l'échéance.", "P3M"),
        ("Elle est reconduite d'année en année, sauf préavis de deux mois avant son échéance.", "P2M"),
        ("Elle est reconduite d'année en année, sauf préavis de deux mois avant son terme.", "P2M"),
        ("Chaque partie peut la dénoncer au moins un mois avant la date anniversaire.", "P1M"),
        ("Chaque partie peut résilier la convention à tout moment avec un préavis de trois mois.", None),
        ("Le bilan est remis trois mois avant l'échéance.", None),
    ],
)
def test_the_notice_that_prevents_a_renewal(body: str, notice: str | None) -> None:
    assert value(terms(body).non_renewal_notice) == notice


@pytest.mark.parametrize(
    ("body", "by", "rhythm"),
    [
        ("La présente convention peut être modifiée par avenant.", "amendment", None),
        ("Toute modification fait l'objet d'un avenant signé des parties.", "amendment", None),
        ("La présente convention est modifiée d'un commun accord.", "amendment", None),
        ("Un avenant annuel pourra préciser le montant de la subvention.", "amendment", "P1Y"),
        ("Le présent avenant a pour objet de prolonger la convention.", None, None),
        ("Les horaires sont modifiés par l'Association.", None, None),
    ],
)
def test_how_the_agreement_is_changed(body: str, by: str | None, rhythm: str | None) -> None:
    found = terms(body)
    assert (value(found.amendment_by), value(found.amendment_periodicity)) == (by, rhythm)


@pytest.mark.parametrize(
    ("body", "rhythm"),
    [
        ("Une évaluation est menée chaque année par les parties.", "P1Y"),
        ("Les parties font un bilan tous les six mois.", "P6M"),
        ("L'Association remet un rapport d'activité annuel au Département.", "P1Y"),
        ("Une évaluation est menée au terme de la convention.", None),
        ("L'Association remet chaque année son bilan comptable.", None),
    ],
)
def test_how_often_what_was_done_is_evaluated(body: str, rhythm: str | None) -> None:
    assert value(terms(body).evaluation_periodicity) == rhythm


@pytest.mark.parametrize(
    ("body", "amicable", "court"),
    [
        (
            "En cas de litige, les parties recherchent un accord amiable avant de saisir le tribunal administratif de Villebrume.",
            True,
            "tribunal administratif de Villebrume",
        ),
        ("Tout différend est soumis à une médiation.", True, None),
        (
            "Les litiges relèvent de la compétence du tribunal administratif de Montclair, sis place du Palais.",
            None,
            "tribunal administratif de Montclair, ",
        ),
        ("L'Association propose une médiation familiale.", None, None),
        ("Le tribunal pour enfants désigne un éducateur.", None, None),
    ],
)
def test_how_a_dispute_is_settled(body: str, amicable: bool | None, court: str | None) -> None:
    found = terms(body)
    assert (value(found.dispute_amicable_first), value(found.dispute_court)) == (
        amicable,
        court.rstrip(", ") if court else None,
    )


def test_a_text_that_is_silent_has_no_term() -> None:
    assert terms("L'Association accueille les familles.") == Terms()


def test_each_term_rests_on_its_words() -> None:
    reading = agreed("La présente convention est conclue pour une durée de trois ans à compter de sa notification.")
    assert reading.terms.duration
    assert reading.quote(reading.terms.duration.span) == "pour une durée de trois ans"


@pytest.mark.xfail(reason="the notice that prevents a renewal is also given as the notice to leave at any moment")
def test_the_two_notices_are_kept_apart() -> None:
    assert (
        terms("La convention est reconduite tacitement, sauf dénonciation trois mois avant l'échéance.").notice_period
        is None
    )


def test_the_words_of_a_renewal_are_whole() -> None:
    reading = agreed("La présente convention ne peut être reconduite que par une décision expresse.")
    assert reading.terms.renewal_mode
    assert reading.quote(reading.terms.renewal_mode.span).endswith("reconduite")
