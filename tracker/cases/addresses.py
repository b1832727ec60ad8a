"""Where a candidate is reached: the places of the sealed cells, and how an address is found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.vault.format import Slot
from tracker.vault.vault import vault_of

CANDIDATE_EMAIL = Slot("candidates", "email")
CANDIDATE_PHONE = Slot("candidates", "phone")


def email_index(session: Session, email: str) -> bytes | None:
    """Return the blind index by which a candidate's e-mail address is found, None for no address."""
    canonical = email.strip().casefold()
    return vault_of(session).blind_index("candidates", "email", canonical) if canonical else None
