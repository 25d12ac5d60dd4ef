"""Electronic signatures inside of a PDF: checked against given trust anchors, sealed with a certificate. No database.

Nothing is fetched: the chain leads to an anchor that was installed, and revocation is known only when the file itself
carries its proof (ETSI EN 319 142, EN 319 102-1).
"""

from maillage.agreements.pades.anchors import Anchor, UnreadableAnchors, anchors_in
from maillage.agreements.pades.checking import Checked, NotCheckable, check, has_signatures
from maillage.agreements.pades.sealing import SealingFailed, seal

__all__ = [
    "Anchor",
    "Checked",
    "NotCheckable",
    "SealingFailed",
    "UnreadableAnchors",
    "anchors_in",
    "check",
    "has_signatures",
    "seal",
]
