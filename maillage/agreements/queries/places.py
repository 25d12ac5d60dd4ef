"""Where words stand: how people name a provision, the article that it belongs to, and the address of its words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.models import Agreement, Expression, ProvisionVersion

_NAMED = frozenset({"article", "preamble", "annex", "parties", "signatures", "cover"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the text. ``article`` is the number of the article, empty outside of all; ``order`` its rank."""

    label: str
    article: str
    heading: str
    address: str
    order: int


class Places:
    """The places of the current text of an agreement: two queries, whatever is asked then."""

    def __init__(self, agreement: Agreement) -> None:
        self.expression = Expression.objects.current().filter(agreement=agreement).defer("reading", "html").first()
        self._text_page = agreement.get_absolute_url()
        self._versions: dict[UUID, ProvisionVersion] = {}
        self._by_provision: dict[UUID, ProvisionVersion] = {}
        if self.expression is not None:
            for row in ProvisionVersion.objects.filter(expression=self.expression).order_by("position"):
                self._versions[row.pk] = row
                self._by_provision[row.provision_id] = row

    def of(self, provision_id: UUID | None) -> Place | None:
        """The place of a provision; None when the current text does not hold it."""
        row = self._by_provision.get(provision_id) if provision_id is not None else None
        if row is None:
            return None
        holder = self._holder(row)
        number = holder.number if holder.kind == "article" else ""
        address = f"{self._text_page}#{row.eid}" if self._text_page else ""
        return Place(holder.label, number, holder.heading, address, holder.position)

    def text_of(self, provision_id: UUID | None) -> str:
        """All the words of the article (or other part) that holds a provision."""
        row = self._by_provision.get(provision_id) if provision_id is not None else None
        if row is None or self.expression is None:
            return ""
        holder = self._holder(row)
        return self.expression.quote(holder.start, holder.end)

    def annexes(self) -> frozenset[str]:
        """The numbers of the annexes that the text itself holds."""
        return frozenset(row.number for row in self._versions.values() if row.kind == "annex")

    def _holder(self, row: ProvisionVersion) -> ProvisionVersion:
        above = row
        while above.kind not in _NAMED and above.parent_id is not None:
            above = self._versions[above.parent_id]
        return above
