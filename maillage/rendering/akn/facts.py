"""What is known of a text beside its words: who, when, and what changed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party: ``key`` names it in the file (letters, figures, ``_``), ``number`` is its SIRET, or nothing."""

    key: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that changes this one, or that this one changes: ``key`` names it in the file, ``identity`` is its own.

    ``kind`` and ``made_on`` make its address when Maillage holds it; without ``identity`` it is known by name alone.
    """

    key: str
    label: str
    identity: str = ""
    kind: str = "avenant"
    made_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Modification:
    """One change of the words of a provision.

    ``verb``: ``substitution``, ``insertion``, ``repeal``, ``renumbering`` (TextualMods of the schema). ``source`` is
    the key of the text that changes or is changed, ``target`` the permanent identity of the provision.
    """

    verb: str
    source: str
    target: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A version of a text. ``identity`` is that of the work (letters, figures, ``-``), ``kind`` a word for its sort.

    ``made_on`` is the day of the work (its signature, else its deposit), ``said_on`` that of this version,
    ``written_on`` that of the file. In force over ``[valid_from, valid_to)``, since the work is when ``valid_from`` is
    None. ``passive`` are the changes that made this version, ``active`` those that this text makes to others.
    """

    identity: str
    kind: str
    title: str
    version: int
    made_on: dt.date
    said_on: dt.date
    written_on: dt.date
    authors: tuple[Organisation, ...] = ()
    reference: str = ""
    is_authoritative: bool = False
    effect_on: dt.date | None = None
    ends_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    changed_by: tuple[Source, ...] = ()
    changes: tuple[Source, ...] = ()
    passive: tuple[Modification, ...] = ()
    active: tuple[Modification, ...] = ()
