"""One line of a legal profile, which everything that the law here says is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LawLine:
    """One statement of a legal profile: what it says, where it comes from, how far to trust it.

    ``mark`` is ``V`` (the text was read), ``V2`` (read in a secondary source) or ``M`` (not
    checked against the source; counsel confirms it before anyone relies on it).
    """

    says: str
    source: str
    mark: str
