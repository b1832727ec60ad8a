"""Drafts of protocols: drawn up by HR, read by counsel who drew nothing up, then published (Hamden D.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.protocol_lint import Told
from tracker.policy.wording import counted, too_short


class DraftAct(StrEnum):
    """What was done with a wording of a draft, besides saving and publishing it."""

    SENT = "sent"
    """HR gave it to counsel."""
    APPROVED = "approved"
    """Counsel agreed to it."""
    RETURNED = "returned"
    """Counsel gave it back with words."""
    SET_ASIDE = "set-aside"
    """HR gave it up; it stays on record."""


class DraftState(StrEnum):
    """How a draft stands."""

    DRAFTING = "drafting"
    """HR is at work on it."""
    WITH_COUNSEL = "with-counsel"
    """It waits for counsel."""
    RETURNED = "returned"
    """Counsel gave it back."""
    APPROVED = "approved"
    """It can be published as it is."""
    PUBLISHED = "published"
    """It is an edition, and never edited."""
    SET_ASIDE = "set-aside"
    """It was given up."""


STATE_WORDS: dict[DraftState, str] = {
    DraftState.DRAFTING: "Being drawn up",
    DraftState.WITH_COUNSEL: "With counsel",
    DraftState.RETURNED: "Returned by counsel",
    DraftState.APPROVED: "Approved by counsel, not published yet",
    DraftState.PUBLISHED: "Published",
    DraftState.SET_ASIDE: "Set aside",
}
OVER = frozenset({DraftState.PUBLISHED, DraftState.SET_ASIDE})
"""Nothing is done with it any more."""
_AFTER = {
    DraftAct.SENT: DraftState.WITH_COUNSEL,
    DraftAct.APPROVED: DraftState.APPROVED,
    DraftAct.RETURNED: DraftState.RETURNED,
    DraftAct.SET_ASIDE: DraftState.SET_ASIDE,
}


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft as rules judge it.

    ``wording`` is the number of what was saved last, ``last`` the last act with the wording it was about,
    ``writers`` all who saved a wording of it, ``acts`` how often something was done with it; ``published``
    the number of the edition that it became, and ``cases`` how many use that.
    """

    draft_id: UUID
    protocol: str
    number: int
    base: int
    base_digest: str
    wording: int
    last: tuple[DraftAct, int] | None
    writers: frozenset[UUID]
    published: int | None = None
    cases: int = 0
    acts: int = 0

    @property
    def state(self) -> DraftState:
        """Return how it stands; what was approved and is worded otherwise since is drawn up again."""
        if self.published is not None:
            return DraftState.PUBLISHED
        if self.last is None:
            return DraftState.DRAFTING
        act, wording = self.last
        if act is DraftAct.APPROVED and wording != self.wording:
            return DraftState.DRAFTING
        return _AFTER[act]


@cites(Clause.HAMDEN_D_5)
def missing_to_draft(open_draft: int | None) -> tuple[Unmet, ...]:
    """Say why no draft is made: one of this protocol is at work already, and two would part ways."""
    if open_draft is None:
        return ()
    words = f"Draft {open_draft} of this protocol is at work already. Go on with it, or set it aside first."
    return (Unmet(Clause.HAMDEN_D_5, words),)


@cites(Clause.HAMDEN_D_5)
def missing_to_reword(facts: DraftFacts) -> tuple[Unmet, ...]:
    """Say why a draft is not worded otherwise: it is published (R-29), given up, or with counsel."""
    rule = Clause.HAMDEN_D_5
    if facts.published is not None:
        used = f"and used by {counted(facts.cases, 'case')}, " if facts.cases else ""
        words = f"Version {facts.published} is published {used or 'and '}so it cannot change."
        words = words.replace("published and so", "published, so")
        return (Unmet(rule, f"{words} Make version {facts.published + 1}.", ref="R-29"),)
    if facts.state is DraftState.SET_ASIDE:
        return (Unmet(rule, "This draft was set aside. Make a new one from the published version."),)
    if facts.state is DraftState.WITH_COUNSEL:
        return (
            Unmet(rule, "Counsel is reading this draft. It can be worded otherwise once it is returned."),
        )
    return ()


MOST_STEPS = 99
"""Steps are numbered in two digits."""


@cites(Clause.HAMDEN_D_5)
def missing_to_number(steps: int) -> tuple[Unmet, ...]:
    """Say that a protocol has no room for another step."""
    if steps <= MOST_STEPS:
        return ()
    return (Unmet(Clause.HAMDEN_D_5, f"A protocol has {MOST_STEPS} steps at most. Take one out first."),)


@cites(Clause.HAMDEN_D_4, Clause.HAMDEN_D_5)
def missing_to_send(facts: DraftFacts, told: Iterable[Told], *, differs: bool) -> tuple[Unmet, ...]:
    """Say why a draft does not go to counsel: it says nothing new, or looks for what is protected (R-13)."""
    unmet = missing_to_reword(facts)
    if unmet:
        return unmet
    if facts.state is DraftState.APPROVED:
        return (Unmet(Clause.HAMDEN_D_5, "Counsel approved this wording. It can be published."),)
    if not differs:
        words = f"This draft says the same as version {facts.base}. Change a step before counsel reads it."
        return (Unmet(Clause.HAMDEN_D_5, words),)
    return tuple(Unmet(Clause.HAMDEN_D_4, one.words, ref="R-13") for one in told if one.bars)


@cites(Clause.HAMDEN_D_5)
def missing_to_review(
    facts: DraftFacts, reader: UUID, words: str = "", *, returns: bool = False
) -> tuple[Unmet, ...]:
    """Say why somebody does not rule on a draft: it is not with counsel, it is their own, it says nothing."""
    rule = Clause.HAMDEN_D_5
    if facts.state is not DraftState.WITH_COUNSEL:
        return (
            Unmet(rule, f"This draft is not with counsel now. It is: {STATE_WORDS[facts.state].lower()}."),
        )
    if reader in facts.writers:
        return (Unmet(rule, "You drew this draft up, so somebody else reads it."),)
    if returns and too_short(words):
        return (Unmet(rule, "Write what is to change, in a sentence.", fix="field:words"),)
    return ()


@cites(Clause.HAMDEN_D_1, Clause.HAMDEN_D_5)
def missing_to_publish(facts: DraftFacts) -> tuple[Unmet, ...]:
    """Say why a draft is not published: counsel did not approve its wording, or it is published (R-29)."""
    if facts.state is DraftState.APPROVED:
        return ()
    if facts.state in OVER:
        return missing_to_reword(facts)
    words = "Counsel approves the very wording before it is published. Send it to counsel."
    if facts.state is DraftState.WITH_COUNSEL:
        words = "Counsel is reading this draft. It can be published once it is approved."
    return (Unmet(Clause.HAMDEN_D_5, words),)


@cites(Clause.HAMDEN_D_5)
def missing_to_set_aside(facts: DraftFacts) -> tuple[Unmet, ...]:
    """Say why a draft is not given up: it is published (R-29), or was given up."""
    return missing_to_reword(facts) if facts.state in OVER else ()
