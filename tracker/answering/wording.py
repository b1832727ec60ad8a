"""The words of a concern as a board would read them, and their digest: what a candidate is asked about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """Everything that the board page says of a finding, save the answer to it."""

    statement: str
    when: str
    direction: str
    dimension: str
    sure: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the words, in hex."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Asking:
    """One finding that a candidate is asked about.

    ``captures`` are the references of pictures of the candidate's own post, which the candidate may look at.
    """

    finding: str
    words: ConcernWords
    platform: str
    link: str
    captures: tuple[str, ...] = ()

    @property
    def as_json(self) -> Mapping[str, Any]:
        """Return what is kept of it."""
        return asdict(self)


def asking_of(finding: str, kept: Mapping[str, Any]) -> Asking:
    """Return a question as it was kept."""
    return Asking(
        finding=finding,
        words=ConcernWords(**kept["words"]),
        platform=kept["platform"],
        link=kept["link"],
        captures=tuple(kept["captures"]),
    )
