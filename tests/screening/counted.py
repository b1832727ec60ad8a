"""What is counted of marks beside labels: found and missed passages, right and wrong marks."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """Passages found, marks that were right, marks that were wrong; of how many passages and statements."""

    found: int = 0
    right: int = 0
    wrong: int = 0
    labels: int = 0
    clean: int = 0
    alarmed: int = 0
    statements: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(*(one + more for one, more in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, ...]:
        """Return the counts in order."""
        return astuple(self)

    @property
    def precision(self) -> float:
        """Return how many of the marks were right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return how many of the passages were found."""
        return self.found / max(1, self.labels)
