"""Acts of records: what is held, and what becomes of records in the end."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class RecordActs:
    """How long records stay, and what keeps them longer."""

    HOLD_PLACED = Act("{actor} placed hold {about} on {held}")
    """Records are kept from disposal; ``held`` is the reference of a case, or of a requisition."""
    HOLD_LIFT_PROPOSED = Act("{actor} proposed to lift hold {about} on {held}")
    """Somebody says that the records need not be held any more; it stands until somebody else lifts it."""
    HOLD_LIFTED = Act("{actor} lifted hold {about} on {held}, as {proposer:person} had proposed")
    """A second person lifted the hold."""
