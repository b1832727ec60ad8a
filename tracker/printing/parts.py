"""Parts of a paper: a heading, what is said under it, answers with their labels, and remarks after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands beside it; further lines of it begin after a line feed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``under`` puts its heading one level below that of the part before."""

    heading: str
    sentences: tuple[str, ...] = ()
    given: tuple[Line, ...] = ()
    remarks: tuple[str, ...] = ()
    under: bool = False


def as_data(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """Return parts as the press takes them."""
    return [
        {
            "heading": part.heading,
            "under": part.under,
            "sentences": part.sentences,
            "given": [{"label": line.label, "value": line.value} for line in part.given],
            "remarks": part.remarks,
        }
        for part in parts
    ]
