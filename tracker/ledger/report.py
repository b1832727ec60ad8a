"""What a verification of the ledger found, for people and for machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

KEPT = 100
"""Problems that a report spells out; the rest it counts."""


class Verdict(StrEnum):
    """How a verification ended."""

    SOUND = "sound"
    """Everything that was looked at agrees."""
    BROKEN = "broken"
    """Something was changed, taken away or added past the ledger."""
    UNCHECKED = "unchecked"
    """Something could not be looked at: no database, no keys, no folder; nothing was found broken."""


EXIT_STATUS = {Verdict.SOUND: 0, Verdict.BROKEN: 1, Verdict.UNCHECKED: 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``idx`` is the line it is in, or the first of the lines up to ``until`` (not with it) that it must be in;
    None where it is in no line. ``unchecked`` marks what could not be looked at.
    """

    kind: str
    sentence: str
    idx: int | None = None
    until: int | None = None
    unchecked: bool = False

    def json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {"kind": self.kind, "idx": self.idx, "until": self.until, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Report:
    """The result: how far was looked, and what was found, worst first by line.

    ``size`` is the number of lines found and ``root`` their Merkle root in hex; ``first_bad`` the first line
    that is wrong, or that a problem begins at, None where no line is.
    """

    verdict: Verdict
    size: int
    root: str
    checkpoints: int
    rows: int
    deep: bool
    first_bad: int | None
    problem_count: int
    problems: tuple[Problem, ...]

    @property
    def exit_status(self) -> int:
        """Return 0 for sound, 1 for broken, 2 for could not be checked."""
        return EXIT_STATUS[self.verdict]

    def json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "verdict": self.verdict.value,
            "exit_status": self.exit_status,
            "size": self.size,
            "root": self.root,
            "checkpoints": self.checkpoints,
            "rows": self.rows,
            "deep": self.deep,
            "first_bad": self.first_bad,
            "problem_count": self.problem_count,
            "problems": [problem.json() for problem in self.problems],
        }

    def sentence(self) -> str:
        """Say the result in one sentence."""
        if self.verdict is Verdict.SOUND:
            return f"The ledger is sound: {self.size} lines, root {self.root}."
        if self.verdict is Verdict.UNCHECKED:
            return f"The ledger could not be checked in full: {self.problems[0].sentence}."
        at = f", first at line {self.first_bad}" if self.first_bad is not None else ""
        return f"The ledger is broken: {self.problem_count} problems{at}."


@dataclass(slots=True)
class Findings:
    """Problems as they are met; only the first are kept in words, so that memory stays bounded."""

    count: int = 0
    first_bad: int | None = None
    broken: bool = False
    kept: list[Problem] = field(default_factory=list)

    def add(self, kind: str, sentence: str, idx: int | None = None, until: int | None = None) -> None:
        """Note that something is wrong."""
        self.broken = True
        if idx is not None and (self.first_bad is None or idx < self.first_bad):
            self.first_bad = idx
        self._keep(Problem(kind, sentence, idx, until))

    def add_range(self, kind: str, sentence: str, lines: range) -> None:
        """Note that one of these lines is wrong; where one of them was found already, name no other."""
        if any(one.idx is not None and one.idx in lines for one in self.kept):
            self.add(kind, sentence)
        else:
            self.add(kind, sentence, lines.start, lines.stop)

    def unchecked(self, kind: str, sentence: str) -> None:
        """Note that something could not be looked at."""
        self._keep(Problem(kind, sentence, unchecked=True))

    def absorb(self, other: Findings) -> None:
        """Take over what was found apart."""
        for problem in other.kept:
            self._keep(problem)
        self.count += other.count - len(other.kept)
        self.broken = self.broken or other.broken
        if other.first_bad is not None and (self.first_bad is None or other.first_bad < self.first_bad):
            self.first_bad = other.first_bad

    def _keep(self, problem: Problem) -> None:
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(problem)

    @property
    def verdict(self) -> Verdict:
        """Return how it stands."""
        if self.broken:
            return Verdict.BROKEN
        return Verdict.UNCHECKED if self.count else Verdict.SOUND

    def in_order(self) -> tuple[Problem, ...]:
        """Return the kept problems: by line, then those in no line, then what was not looked at."""
        return tuple(sorted(self.kept, key=lambda one: (one.unchecked, one.idx is None, one.idx or 0)))

    def report(self, *, size: int, root: bytes, checkpoints: int, rows: int, deep: bool) -> Report:
        """Return the report of a verification that came this far."""
        return Report(
            verdict=self.verdict,
            size=size,
            root=root.hex(),
            checkpoints=checkpoints,
            rows=rows,
            deep=deep,
            first_bad=self.first_bad,
            problem_count=self.count,
            problems=self.in_order(),
        )
