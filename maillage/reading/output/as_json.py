"""A reading as one JSON object: the format ``maillage.reading/1``, described in ``reading.schema.json``.

The keys of a gold file come under the same names; each finding adds its ``span`` (two offsets in ``text``, in code
points, end excluded) and its ``confidence``. Written on one line, so that several readings make JSON Lines.
"""

from __future__ import annotations

import json

from maillage.foundations.records import T
from maillage.reading.model import FORMAT, Authority, Body, Commitment, Found, Party, Reading, Terms
from maillage.reading.output.words import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Json = dict[str, Any]


STARTS = 60


def to_json(reading: Reading) -> str:
    """The reading on one line, without the line feed; never fails on a text with lone surrogates."""
    return json.dumps(as_dict(reading), ensure_ascii=False, separators=(",", ":"))


def as_dict(reading: Reading) -> Json:
    """The JSON object as dictionaries and lists; the long ``text`` comes last, to leave what matters in sight."""
    source = reading.source
    return {
        "format": FORMAT,
        "source": {
            "file_name": shown(source.file_name),
            "media_type": source.media_type,
            "sha256": source.sha256,
            "characters": source.characters,
        },
        "title": reading.title,
        "is_agreement": reading.is_agreement,
        "nature_reason": reading.nature_reason,
        "kind": reading.kind,
        "parties": [_party(party) for party in reading.parties],
        "articles": [
            {"number": a.number, "heading": a.heading, "eid": a.eid, "span": a.span, "confidence": a.confidence}
            for a in reading.articles
        ],
        "commitments": [_commitment(commitment) for commitment in reading.commitments],
        "terms": _terms(reading.terms),
        "bodies": [_body(body) for body in reading.bodies],
        "guarantors": [{"name": g.name, "span": g.span, "confidence": g.confidence} for g in reading.guarantors],
        "mentions": [
            {"kind": m.kind, "text": m.text, "value": m.value, "span": m.span, "confidence": m.confidence}
            for m in reading.mentions
        ],
        "signatories": [
            {"name": s.name, "capacity": s.capacity, "party": s.party, "span": s.span, "confidence": s.confidence}
            for s in reading.signatories
        ],
        "review": [
            {"code": d.code, "severity": d.severity, "message": d.message, "span": d.span, "source": d.source}
            for d in reading.review
        ],
        "notices": [{"code": n.code, "message": n.message, "quotes": n.quotes} for n in reading.notices],
        "provisions": [
            {"eid": p.eid, "kind": p.kind, "number": p.number, "heading": p.heading, "parent": p.parent, "span": p.span}
            for p in reading.provisions
        ],
        "text": reading.text,
    }


def starts(text: str) -> str:
    """The first words of a text, white space folded: at most 60 characters, cut between two words if it can be."""
    # Twice the length is enough to fold: a commitment may be a page long.
    folded = " ".join(text[: 8 * STARTS].split())
    if len(folded) <= STARTS:
        return folded
    cut = folded[: STARTS + 1]
    return cut[: cut.rindex(" ")] if " " in cut[20:] else folded[:STARTS]


def _party(party: Party) -> Json:
    return {
        "id": party.id,
        "name": party.name,
        "short_name": party.short_name,
        "nature": party.nature,
        "represented_by": party.represented_by,
        "capacity": party.capacity,
        "seat": party.seat,
        "side": party.side,
        "authority": _authority(party.authority) if party.authority else None,
        "span": party.span,
        "confidence": party.confidence,
    }


def _authority(authority: Authority) -> Json:
    return {
        "text": authority.text,
        "body": authority.body,
        "number": authority.number,
        "date": authority.date,
        "blank": authority.blank,
        "span": authority.span,
        "confidence": authority.confidence,
    }


def _commitment(commitment: Commitment) -> Json:
    return {
        "id": commitment.id,
        "bearers": commitment.bearers,
        "form": commitment.form,
        "starts": starts(commitment.text),
        "article": commitment.article,
        "text": commitment.text,
        "lead_in": commitment.lead_in,
        "provision": commitment.provision,
        "theme": commitment.theme,
        "strength": commitment.strength,
        "binding": commitment.binding,
        "span": commitment.span,
        "confidence": commitment.confidence,
    }


def _body(body: Body) -> Json:
    return {
        "name": body.name,
        "starts": starts(body.text),
        "periodicity": body.periodicity,
        "text": body.text,
        "members": body.members,
        "span": body.span,
        "confidence": body.confidence,
    }


def _found(found: Found[T] | None) -> Json | None:
    return {"value": found.value, "span": found.span, "confidence": found.confidence} if found else None


def _terms(terms: Terms) -> Json:
    return {
        "effect": {"trigger": _found(terms.effect_trigger), "date": _found(terms.effect_date)},
        "duration": _found(terms.duration),
        "end_date": _found(terms.end_date),
        "renewal": {
            "mode": _found(terms.renewal_mode),
            "period": _found(terms.renewal_period),
            "max_times": _found(terms.renewal_max_times),
        },
        "notice": {"period": _found(terms.notice_period), "form": _found(terms.notice_form)},
        "non_renewal_notice": _found(terms.non_renewal_notice),
        "amendment": {"by": _found(terms.amendment_by), "periodicity": _found(terms.amendment_periodicity)},
        "evaluation": {"periodicity": _found(terms.evaluation_periodicity)},
        "dispute": {"amicable_first": _found(terms.dispute_amicable_first), "court": _found(terms.dispute_court)},
    }
