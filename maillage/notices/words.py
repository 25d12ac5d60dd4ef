"""What a letter says, and how it rests in the database until it leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.base.sealing import seal, unseal

_PURPOSE = "maillage.notices.letters"


@dataclass(frozen=True)
class Words:
    """What a letter says: one line of subject, plain text, HTML if any, further headers."""

    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def sealed(self) -> str:
        """As the database keeps them until they leave."""
        told = {"subject": self.subject, "text": self.text, "html": self.html, "headers": dict(self.headers)}
        return seal(json.dumps(told, ensure_ascii=False), purpose=_PURPOSE)

    @classmethod
    def unsealed(cls, kept: str) -> Words:
        """The words that :meth:`sealed` kept."""
        return cls(**json.loads(unseal(kept, purpose=_PURPOSE)))
