"""The life of the agreement. Reads: a structure. Writes: :class:`Terms`, each value with its words.

Periods and dates: ISO 8601. What the text does not say stays None; a renewal without a length keeps its length None
(C. civ. 1214-1215).
"""

from __future__ import annotations

from maillage.reading.model import Terms
from maillage.reading.recognise.terms.changes import read_amendment, read_evaluation
from maillage.reading.recognise.terms.disputes import read_dispute
from maillage.reading.recognise.terms.life import read_duration, read_effect, read_end_date
from maillage.reading.recognise.terms.notice import read_notice
from maillage.reading.recognise.terms.renewal import read_renewal
from maillage.reading.recognise.terms.sentences import Sentences
from maillage.reading.segment.units import Structure


def read_terms(structure: Structure, kind: str | None = None) -> Terms:
    """The terms that ``structure`` says; ``kind``: that of the agreement (an avenant speaks of the one it amends)."""
    sentences = Sentences(structure)
    trigger, effect_date = read_effect(sentences)
    duration = read_duration(sentences)
    mode, renewal_period, times = read_renewal(sentences, duration)
    notice, form, before_renewal = read_notice(sentences)
    amendment, rhythm = read_amendment(sentences, kind)
    amicable, court = read_dispute(sentences)
    return Terms(
        effect_trigger=trigger,
        effect_date=effect_date,
        duration=duration,
        end_date=read_end_date(sentences),
        renewal_mode=mode,
        renewal_period=renewal_period,
        renewal_max_times=times,
        notice_period=notice,
        notice_form=form,
        non_renewal_notice=before_renewal,
        amendment_by=amendment,
        amendment_periodicity=rhythm,
        evaluation_periodicity=read_evaluation(sentences),
        dispute_amicable_first=amicable,
        dispute_court=court,
    )
