"""The clauses that the rules enforce: what each is called, how strongly it binds, and which rule cites it.

The words of each clause and its source are data (``config/policy/*.toml``); a test says that data and code
agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., Any])


class Policy(StrEnum):
    """The texts that the product is built on."""

    HAMDEN = "General Order 004-011"
    """Hamden Police Department, Social Media; section D is about screening for employment."""
    HAMPTON = "Policy 1903"
    """Hampton Police Division, Social Media Networking; F.2 asks each new employee for the affidavit."""
    ANCHORS = "Law and guidance"
    """Model clauses and statutes that stand beside the two policies."""


class Strength(StrEnum):
    """How strongly a clause binds."""

    SHOULD = "should"
    """Expected; the Chief may record a deviation, with a control that makes up for it."""
    SHALL = "shall"
    """Binding, without an override."""
    MUST = "must"
    """Binding, without an override."""


@dataclass(frozen=True, slots=True)
class ClauseText:
    """What the code has to know of a clause."""

    policy: Policy
    number: str
    title: str
    strength: Strength


class Clause(Enum):
    """The core clauses, each enforced by at least one rule."""

    HAMDEN_A_7 = ClauseText(Policy.HAMDEN, "A.7", "Public records and their retention", Strength.SHALL)
    """What is made here is a public record: kept by a schedule, held where a matter asks for it."""
    HAMDEN_D_1 = ClauseText(Policy.HAMDEN, "D.1", "Look at the Internet for every candidate", Strength.SHOULD)
    """Background checks of people who seek a job or a volunteer post include what is on the Internet."""
    HAMDEN_D_2 = ClauseText(Policy.HAMDEN, "D.2", "Who decides does not search", Strength.SHOULD)
    """The search is done by somebody who takes no part in the decision."""
    HAMDEN_D_3 = ClauseText(Policy.HAMDEN, "D.3", "Searchers hold a sensitive position", Strength.SHOULD)
    """Only people authorized for it, in a position of trust, search."""
    HAMDEN_D_4 = ClauseText(Policy.HAMDEN, "D.4", "Lawful techniques only", Strength.SHALL)
    """No search uses a technique that the law does not allow."""
    HAMDEN_D_5 = ClauseText(Policy.HAMDEN, "D.5", "The same for every candidate", Strength.SHALL)
    """The techniques are applied alike to all candidates."""
    HAMDEN_D_6 = ClauseText(Policy.HAMDEN, "D.6", "Validate before it is considered", Strength.MUST)
    """Whatever is considered has been checked as far as can be."""
    HAMPTON_A_10 = ClauseText(Policy.HAMPTON, "A.10", "Hidden and retained, with the reason", Strength.SHALL)
    """What is not shown is kept, with a description of the reason; the pattern for withheld findings."""
    HAMPTON_C_1 = ClauseText(Policy.HAMPTON, "C.1", "Nothing false", Strength.MUST)
    """Nothing is stated that its author knows to be false."""
    HAMPTON_C_2 = ClauseText(Policy.HAMPTON, "C.2", "Facts, not opinion", Strength.SHOULD)
    """What is stated can be verified; an opinion is kept apart from it."""
    HAMPTON_C_3_C = ClauseText(Policy.HAMPTON, "C.3.c", "Say where it comes from", Strength.SHOULD)
    """A statement links to its source where that is possible."""
    HAMPTON_C_3_D = ClauseText(Policy.HAMPTON, "C.3.d", "Correct openly", Strength.SHALL)
    """A mistake is corrected in view of those who read it."""
    HAMPTON_C_3_F = ClauseText(Policy.HAMPTON, "C.3.f", "Other people's privacy", Strength.SHALL)
    """The privacy of others is kept."""
    HAMPTON_D_1 = ClauseText(Policy.HAMPTON, "D.1", "Confidential material stays confidential", Strength.MUST)
    """Confidential material is shown only to those who need it for their part of the work."""
    HAMPTON_D_2 = ClauseText(Policy.HAMPTON, "D.2", "Say as much as can be said", Strength.MUST)
    """As much is said as can be without giving away what is protected."""
    HAMPTON_F_2 = ClauseText(Policy.HAMPTON, "F.2", "Affidavit and access", Strength.SHALL)
    """Each candidate names the media used and says how the assigned investigator may look at them."""
    IACP_FILTER = ClauseText(
        Policy.ANCHORS, "IACP", "Protected facts are filtered out before decision makers read", Strength.MUST
    )
    """The model clause's second sentence: protected characteristics never reach those who decide."""
    GINA_1635_8 = ClauseText(
        Policy.ANCHORS, "29 CFR 1635.8", "No search for genetic or family health facts", Strength.MUST
    )
    """A search likely to bring up genetic information counts as asking for it."""
    EEOC_1602_31 = ClauseText(
        Policy.ANCHORS, "29 CFR 1602.31", "Hiring records are kept two years", Strength.MUST
    )
    """State and local hiring records are kept two years, and longer while a charge is open."""
    UGESP_1607_4 = ClauseText(
        Policy.ANCHORS, "29 CFR 1607.4", "Impact is counted, apart from who decides", Strength.SHOULD
    )
    """Who goes on is counted by sex, race and ethnic group; what is said for it serves nothing else."""

    @property
    def key(self) -> str:
        """Return the stable name used in records, configuration and test marks, as in ``Hamden D.2``."""
        number = self.value.number
        return number if self.value.policy is Policy.ANCHORS else f"{self.value.policy.name.title()} {number}"

    @property
    def label(self) -> str:
        """Return what a page prints, as in ``General Order 004-011 D.2``."""
        number = self.value.number
        return number if self.value.policy is Policy.ANCHORS else f"{self.value.policy} {number}"

    @property
    def title(self) -> str:
        """Return the clause in a few plain words."""
        return self.value.title

    @property
    def strength(self) -> Strength:
        """Return how strongly the clause binds."""
        return self.value.strength


def clause_called(key: str) -> Clause:
    """Return the clause with this key; raises ``KeyError`` when there is none."""
    for clause in Clause:
        if clause.key == key:
            return clause
    raise KeyError(key)


CITATIONS: dict[Clause, list[str]] = {clause: [] for clause in Clause}
"""Which rules enforce each clause, by their full names."""


def cites(*clauses: Clause) -> Callable[[Rule], Rule]:
    """Say which clauses a rule enforces; the registry and the tests hold it to that."""

    def register(rule: Rule) -> Rule:
        for clause in clauses:
            CITATIONS[clause].append(f"{rule.__module__}.{rule.__qualname__}")
        return rule

    return register
