"""Pages of a list: the rows of one page, and how many there are as far as it is worth counting.

Counting every row that a person may see costs more than showing the page. A list is counted to ``COUNTED`` rows; past
that the page says "plus de 1 000", and the next pages are reached all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

COUNTED = 1000

_Row = TypeVar("_Row")


if TYPE_CHECKING:
    _Paginator = Paginator
else:

    class _Paginator(Paginator, Generic[_Row]):
        """Django's own, which cannot say of what it is made when the program runs."""


class Pages(_Paginator[_Row]):
    """The pages of ``rows``: one reading for the page itself, and one bounded count when it is not the last."""

    is_counted = True  # whether ``count`` is how many there are, and not only how many were counted

    @cached_property
    def count(self) -> int:
        """How many rows there are; ``COUNTED`` when there are more."""
        found = self._found(COUNTED + 1)
        self.is_counted = found <= COUNTED
        return min(found, COUNTED)

    @cached_property
    def num_pages(self) -> int:
        """How many pages are known to exist."""
        return max(1, -(-self.count // self.per_page))

    def get_page(self, number: Any) -> Page[_Row]:
        """The page of that number: the first when it is none, the last when there are fewer."""
        try:
            wanted = max(1, int(number))
        except (TypeError, ValueError, OverflowError):
            wanted = 1
        if (rows := self._rows(wanted)) or wanted == 1:
            self._learn(wanted, rows)
            return Page(rows[: self.per_page], wanted, self)
        self.count = self._found(None)
        return self.get_page(self.num_pages)

    def _rows(self, number: int) -> list[_Row]:
        """Those of the page, and the first of the next one."""
        first = (number - 1) * self.per_page
        wanted: Iterable[_Row] = self.object_list[first : first + self.per_page + 1] if first < _FARTHEST else ()
        return list(wanted)

    def _learn(self, number: int, rows: list[_Row]) -> None:
        """The last page says how many there are; from another one, a page follows."""
        if len(rows) <= self.per_page:
            self.count, self.is_counted = (number - 1) * self.per_page + len(rows), True
        else:
            self.num_pages = max(self.num_pages, number + 1)

    def _found(self, most: int | None) -> int:
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[:most].count() if most else rows.count()
        return len(rows[:most])


_FARTHEST = 2**31  # a database refuses an offset that is no number of its own
