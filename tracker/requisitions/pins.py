"""How a requisition is bound to a published protocol and a legal profile: by version and by digest."""

from __future__ import annotations

from typing import Any

from tracker.editions.shelf import EditionError, editions
from tracker.policy.answers import Refused, Unmet
from tracker.policy.clauses import Clause
from tracker.policy.definitions import LegalProfile, ProtocolDefinition

Edition = tuple[str, int]
"""A protocol or profile by its key and version."""


def pins_of(profile: Edition, protocol: Edition | None) -> dict[str, Any]:
    """Return the columns that bind a requisition to its editions; raises Refused where one is unknown."""
    law, steps = _profile(profile), _protocol(protocol)
    return {
        "profile": law.key,
        "profile_version": law.version,
        "profile_digest": law.digest,
        "protocol": steps.id if steps else None,
        "protocol_version": steps.version if steps else None,
        "protocol_digest": steps.digest if steps else None,
    }


def _profile(edition: Edition) -> LegalProfile:
    try:
        return editions().profile(*edition)
    except EditionError as error:
        raise Refused(Unmet(Clause.HAMPTON_F_2, "Choose the legal profile of this place.")) from error


def _protocol(edition: Edition | None) -> ProtocolDefinition | None:
    if edition is None:
        return None
    try:
        return editions().protocol(*edition)
    except EditionError as error:
        raise Refused(Unmet(Clause.HAMDEN_D_1, "Choose a published protocol version.", ref="R-27")) from error
