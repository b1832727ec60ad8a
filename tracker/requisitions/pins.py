"""How a requisition is bound to a published protocol and a legal profile: by version and by digest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from tracker.editions.shelf import EditionError, editions
from tracker.policy.answers import Refused
from tracker.policy.requisitions import missing_to_pin
from tracker.requisitions.on_file import protocol_on_file

Published = TypeVar("Published")
Edition = tuple[str, int]
"""A protocol or profile by its key and version."""


def pins_of(session: Session, profile: Edition, protocol: Edition | None) -> dict[str, Any]:
    """Return the columns that bind a requisition to its editions; raises Refused where one is unknown."""
    law = _on_file(editions().profile, profile)
    steps = _on_file(partial(protocol_on_file, session), protocol) if protocol else None
    unmet = missing_to_pin(
        profile_known=law is not None, protocol_published=protocol is None or steps is not None
    )
    if unmet or law is None:
        raise Refused(*unmet)
    return {
        "profile": law.key,
        "profile_version": law.version,
        "profile_digest": law.digest,
        "protocol": steps.id if steps else None,
        "protocol_version": steps.version if steps else None,
        "protocol_digest": steps.digest if steps else None,
    }


def _on_file(read: Callable[[str, int], Published], edition: Edition) -> Published | None:
    try:
        return read(*edition)
    except EditionError:
        return None
