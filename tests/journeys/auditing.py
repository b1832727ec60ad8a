"""The auditor's part: were all treated alike, what was done, and does the record hold."""

from __future__ import annotations

from tests.journeys.opening import ROUND
from tests.journeys.walker import Walker


def auditor_compares(auditor: Walker, case: str) -> None:
    """Look at the uniformity table of the round."""
    auditor.follow("Uniformity")
    auditor.follow(ROUND)
    auditor.sees("1 candidate × 24 steps: 24 done")
    auditor.sees("0 unexplained")
    auditor.sees(case)


def auditor_reads_the_ledger(auditor: Walker, *, sentences: tuple[str, ...], never: tuple[str, ...]) -> None:
    """Read what was done in sentences, and have every line checked against the one before."""
    auditor.follow("Ledger")
    auditor.sees("Nobody has checked it yet")
    for sentence in sentences:
        auditor.sees(sentence)
    for words in never:
        auditor.does_not_see(words)
    auditor_checks_the_ledger(auditor)


def auditor_checks_the_ledger(auditor: Walker) -> None:
    """Have every line checked against the one before."""
    auditor.follow("Ledger")
    auditor.press("Check now")
    auditor.sees("Every line links to the one before")


def auditor_opens_the_case(auditor: Walker, case: str, *, stepped_out: str) -> None:
    """Look at what the board saw, who read it, and what was decided."""
    auditor.follow("Cases")
    auditor.follow(case)
    auditor.sees("What the board saw")
    auditor.sees(f"Stepped out: {stepped_out}")
    auditor.sees("The candidate goes on")


def auditor_looks_who_opened_what(auditor: Walker, *, refused: str) -> None:
    """See who opened something, who was not let, and that no two duties met in one person."""
    auditor.follow("Access")
    auditor.sees(f"{refused} was not allowed to")
    auditor.follow("Duties")
    auditor.sees("0 overlaps")
