"""What the check of a signed PDF finds, on files that are really signed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maillage.agreements.legal_choices import CheckOutcome
from maillage.agreements.pades import Checked, NotCheckable, check, has_signatures, seal
from tests.agreements.pades.kit import (
    NOW,
    YEAR,
    Holder,
    altered,
    authority,
    blank_pdf,
    encrypted,
    holder,
    president,
    signed,
    vice_president,
)


def checked(content: bytes, *, anchors: list[Holder] | None = None, at: dt.datetime = NOW) -> list[Checked]:
    trusted = [authority()] if anchors is None else anchors
    return check(content, anchors=[one.der for one in trusted], at=at)


def test_a_signature_that_leads_to_an_installed_root_is_valid_and_says_who() -> None:
    (one,) = checked(signed(blank_pdf(), president()))
    assert one.outcome == CheckOutcome.VALID
    assert (one.signer, one.organisation) == ("Nadia Ferrand", "Département de l’Ourcelle")
    assert (one.issuer, one.anchor) == ("Autorité des essais", "Autorité des essais")
    assert one.is_whole
    assert not one.is_revocation_checked, "nothing in the file says it, and nothing is fetched"
    assert one.claimed_at is not None
    assert one.stamped_at is None


def test_an_authority_that_is_not_installed_is_said_to_be_unknown() -> None:
    other = holder("Autre autorité", is_authority=True)
    (one,) = checked(signed(blank_pdf(), president()), anchors=[other])
    assert one.outcome == CheckOutcome.UNKNOWN_AUTHORITY
    assert checked(signed(blank_pdf(), president()), anchors=[])[0].outcome == CheckOutcome.UNKNOWN_AUTHORITY


def test_words_changed_after_the_signature_are_found() -> None:
    (one,) = checked(altered(signed(blank_pdf(), president())))
    assert one.outcome == CheckOutcome.ALTERED


def test_bytes_changed_under_the_signature_are_found() -> None:
    content = signed(blank_pdf(), president())
    place = content.index(b"(Protocole)")
    (one,) = checked(content[:place] + b"(protocole)" + content[place + 11 :])
    assert one.outcome == CheckOutcome.ALTERED


def test_a_second_signature_leaves_the_first_valid() -> None:
    content = signed(signed(blank_pdf(), president()), vice_president(), field="Signature2")
    first, second = checked(content)
    assert (first.outcome, second.outcome) == (CheckOutcome.VALID, CheckOutcome.VALID)
    assert (first.signer, second.signer) == ("Nadia Ferrand", "Bob Brunel")
    assert (first.is_whole, first.is_followed) == (False, True)
    assert (second.is_whole, second.is_followed) == (True, False)


def test_words_changed_between_two_signatures_void_the_first_alone() -> None:
    content = signed(altered(signed(blank_pdf(), president())), vice_president(), field="Signature2")
    first, second = checked(content)
    assert (first.outcome, second.outcome) == (CheckOutcome.ALTERED, CheckOutcome.VALID)


def test_an_expired_certificate_is_said() -> None:
    old = holder("Ancienne présidente", authority(), begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    (one,) = checked(signed(blank_pdf(), old))
    assert one.outcome == CheckOutcome.EXPIRED
    assert one.valid_to == NOW - YEAR


def test_a_trusted_clock_keeps_a_signature_valid_once_its_certificate_has_expired() -> None:
    clock = holder("Horloge", authority(), usage="digital_signature", is_clock=True, begins=NOW - 3 * YEAR)
    old = holder("Ancienne présidente", authority(), begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    content = signed(blank_pdf(), old, clock=clock, clock_at=NOW - 2 * YEAR)
    (one,) = checked(content)
    assert one.outcome == CheckOutcome.VALID
    assert one.stamped_at == NOW - 2 * YEAR


def test_a_clock_that_is_not_trusted_proves_nothing() -> None:
    own = holder("Horloge de personne", usage="digital_signature", is_clock=True, begins=NOW - 3 * YEAR)
    old = holder("Ancienne présidente", authority(), begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    (one,) = checked(signed(blank_pdf(), old, clock=own, clock_at=NOW - 2 * YEAR))
    assert one.outcome == CheckOutcome.EXPIRED
    assert one.stamped_at is None


def test_a_certificate_that_nobody_vouches_for_is_said() -> None:
    (one,) = checked(signed(blank_pdf(), holder("Bob lui-même")))
    assert one.outcome == CheckOutcome.SELF_SIGNED


def test_a_certificate_that_is_not_made_to_sign_is_said() -> None:
    (one,) = checked(signed(blank_pdf(), holder("Serveur", authority(), usage="key_encipherment")))
    assert one.outcome == CheckOutcome.WRONG_USE


def test_a_certificate_that_does_not_hold_yet_is_said() -> None:
    soon = holder("Prochaine présidente", authority(), begins=NOW + dt.timedelta(days=2))
    (one,) = checked(signed(blank_pdf(), soon))
    assert one.outcome == CheckOutcome.NOT_YET_VALID


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Bonjour", "n’est pas un PDF"),
        (b"%PDF-1.7 puis rien", "abîmé"),
        (blank_pdf()[:500], "abîmé"),
        (blank_pdf(), "ne porte aucune signature"),
        (encrypted(blank_pdf()), "protégé par un mot de passe"),
    ],
    ids=["no PDF", "empty PDF", "cut", "unsigned", "encrypted"],
)
def test_a_file_that_cannot_be_checked_says_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(NotCheckable, match=words):
        checked(content)
    assert not has_signatures(content)


def test_a_sealed_file_takes_signatures_and_no_other_change(tmp_path: Path) -> None:
    certificate = tmp_path / "seal.p12"
    certificate.write_bytes(holder("Maillage", authority()).pkcs12(b"secret"))
    sealed = seal(blank_pdf(), certificate=certificate, password="secret")
    first, second = checked(signed(sealed, president()))
    assert [first.outcome, second.outcome] == [CheckOutcome.VALID, CheckOutcome.VALID]
    assert first.signer == "Maillage"
    assert checked(altered(sealed))[0].outcome == CheckOutcome.ALTERED


_SIGNED = signed(blank_pdf(), president())
_HOLE = range(_SIGNED.index(b"/Contents <"), _SIGNED.index(b">", _SIGNED.index(b"/Contents <")) + 1)
"""Where the signature itself stands, which no signature covers."""


@settings(max_examples=60, deadline=None)
@example(place=804, noise=b"\x00\x00\x00%").via("an assertion of the library")
@example(place=721, noise=b"\x00").via("what does not decompress")
@given(place=st.integers(min_value=0, max_value=len(_SIGNED) - 1), noise=st.binary(min_size=1, max_size=40))
def test_no_damage_breaks_the_check_nor_passes_for_valid(place: int, noise: bytes) -> None:
    damaged = _SIGNED[:place] + noise + _SIGNED[place + len(noise) :]
    try:
        found = checked(damaged)
    except NotCheckable:
        return
    touched = [at for at in range(place, place + len(noise)) if _SIGNED[at : at + 1] != damaged[at : at + 1]]
    if any(at not in _HOLE for at in touched):
        assert all(one.outcome != CheckOutcome.VALID for one in found)
