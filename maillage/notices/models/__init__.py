"""The tables of the room."""

from maillage.notices.models.beat import Beat
from maillage.notices.models.feed import Feed, FeedQuerySet
from maillage.notices.models.letter import Letter
from maillage.notices.models.notice import Notice, NoticeQuerySet, Telling
from maillage.notices.models.preference import Preference

__all__ = ["Beat", "Feed", "FeedQuerySet", "Letter", "Notice", "NoticeQuerySet", "Preference", "Telling"]
