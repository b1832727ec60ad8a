"""A protocol that an agency wrote: its wording as one text, and the edition that it is once published.

The text is JSON without a choice of form, so that the same wording has the same fingerprint wherever it is
made. It holds neither number nor day: an edition has them beside it, and its fingerprint is over all three.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from functools import lru_cache

from pydantic import ValidationError

from tracker.editions.schemas import ProtocolShape
from tracker.editions.shelf import FaultyEdition
from tracker.policy.definitions import ProtocolDefinition

BESIDE = frozenset({"id", "version", "published_on", "digest"})
"""What stands beside the wording."""


def content_of(protocol: ProtocolDefinition) -> str:
    """Return the wording of a protocol as one text."""
    return _written({name: value for name, value in asdict(protocol).items() if name not in BESIDE})


@lru_cache(maxsize=64)
def edition_of(protocol: str, number: int, published_on: date, content: str) -> ProtocolDefinition:
    """Return the edition that a wording is under a number and a day; raises :class:`FaultyEdition`."""
    beside = {"id": protocol, "version": number, "published_on": published_on.isoformat()}
    try:
        whole = _written({**json.loads(content), **beside})
        shape = ProtocolShape.model_validate_json(whole)
    except (ValueError, TypeError, ValidationError) as error:
        raise FaultyEdition(
            f"protocol {protocol} version {number}: its wording cannot be read ({type(error).__name__})"
        ) from error
    return shape.definition(hashlib.sha256(whole.encode("utf-8")).hexdigest())


def _written(whole: object) -> str:
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
