"""What is said of whoever took an oath: nothing is left out, nothing is endless (Hampton F.2, Hamden D.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank, worded

LONGEST = 200
"""Characters of each line that is said of an officer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what is said, by its field; ``asked`` asks for it, and is empty where it can be left out."""

    name: str
    text: str
    asked: str = ""


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def missing_in_lines(lines: Iterable[Line]) -> list[Unmet]:
    """Say what was left out or is too long; what looks like a password is kept nowhere."""
    unmet = []
    for line in lines:
        fix = f"field:{line.name}"
        if line.asked and blank(line.text):
            unmet.append(Unmet(Clause.HAMPTON_F_2, line.asked, fix=fix))
        if len(line.text) > LONGEST:
            unmet.append(Unmet(None, worded("Write up to %(most)s characters.", most=LONGEST), fix=fix))
        unmet += [replace(one, fix=fix) for one in missing_in_text(line.text)]
    return unmet
