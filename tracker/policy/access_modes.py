"""Which ways of looking the legal profile lets be offered, and what a grant covers (Hampton F.2).

Only four ways exist. Anything with the candidate's credentials, or with a contact request, has no name here
and so cannot be offered, stored or chosen, in any profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tracker.policy.answers import Unmet
from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.legal import AccessRule, LegalProfile
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method, PositionClass
from tracker.policy.wording import day
from tracker.policy.words import ACCESS_MODES

NEUTRAL: frozenset[AccessMode] = frozenset({AccessMode.PUBLIC_ONLY, AccessMode.TALK_FIRST})
"""What is offered everywhere and always: neither is ever a reason for anything."""


def access_rule(profile: LegalProfile, position: PositionClass, *, incumbent: bool) -> AccessRule | None:
    """Return the profile's line for this class of positions, or None when it has none."""
    return profile.rule_for(position, incumbent=incumbent)


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def modes_offered(
    profile: LegalProfile, position: PositionClass, *, incumbent: bool
) -> tuple[AccessMode, ...]:
    """Return the ways to offer, in the order of the list; where the profile is silent, the neutral two."""
    rule = access_rule(profile, position, incumbent=incumbent)
    allowed = NEUTRAL | frozenset(rule.modes if rule else ())
    return tuple(mode for mode in AccessMode if mode in allowed)


@cites(Clause.HAMPTON_F_2)
def missing_to_choose(mode: AccessMode, offered: Iterable[AccessMode]) -> tuple[Unmet, ...]:
    """Say why this way of looking cannot be chosen: the law of this place does not let it be offered."""
    if mode in frozenset(offered):
        return ()
    return (
        Unmet(
            Clause.HAMPTON_F_2,
            "The law here does not let us offer this way for this position. Choose another way.",
        ),
    )


def is_live(grant: GrantFacts, at: datetime) -> bool:
    """Say whether a grant holds at this moment: begun, not ended, not stopped."""
    ended = grant.ends_at is not None and grant.ends_at <= at
    stopped = grant.stopped_at is not None and grant.stopped_at <= at
    return grant.starts_at <= at and not ended and not stopped


def grant_for(search: SearchFacts, grants: Iterable[GrantFacts]) -> GrantFacts | None:
    """Return the live grant that covers a search beyond what is public, or None."""
    needed = BEYOND_PUBLIC.get(search.method)
    for grant in grants:
        named = grant.account == search.account and grant.investigator_id == search.searcher_id
        if named and grant.mode is needed and is_live(grant, search.searched_at):
            return grant
    return None


@cites(Clause.HAMPTON_F_2, Clause.HAMDEN_D_4)
def missing_grant(search: SearchFacts, grants: Iterable[GrantFacts]) -> tuple[Unmet, ...]:
    """Say why a search beyond what is public has no grant (R-11); public searches need none."""
    if search.method not in BEYOND_PUBLIC:
        return ()
    known = tuple(grants)
    if grant_for(search, known) is not None:
        return ()
    return (Unmet(Clause.HAMPTON_F_2, _why_not(search, known), fix="grants", ref="R-11"),)


def waits_for_word(mode: AccessMode | None, given_to: UUID | None, investigator_id: UUID | None) -> bool:
    """Say whether a choice waits for the candidate to agree to whoever has the case now."""
    beyond = mode is not None and mode not in NEUTRAL
    return beyond and investigator_id is not None and given_to != investigator_id


@cites(Clause.HAMPTON_F_2)
def missing_to_agree(named: UUID | None, investigator_id: UUID | None) -> tuple[Unmet, ...]:
    """Say why a yes does not hold: it was given to another investigator than the one who has the case now."""
    if named == investigator_id:
        return ()
    return (
        Unmet(
            Clause.HAMPTON_F_2,
            "Somebody else has your case since you opened this page. Look who it is before you agree.",
        ),
    )


def _why_not(search: SearchFacts, grants: tuple[GrantFacts, ...]) -> str:
    if search.account is None:
        return "This way of looking needs a declared account. Choose the account, or another method."
    own = [grant for grant in grants if grant.account == search.account]
    made = [grant for grant in own if grant.starts_at <= search.searched_at] or own
    where = search.platform_name or "this account"
    return _told(made[-1], search, where) if made else f"No access was given to {where}. {_OPEN}"


def _told(choice: GrantFacts, search: SearchFacts, where: str) -> str:
    """Say what the candidate chose, and what can be done now."""
    stopped = choice.stopped_at is not None and choice.stopped_at <= search.searched_at
    if choice.mode is AccessMode.PUBLIC_ONLY:
        words = f"This candidate gave public-only access to {where}. {_OPEN} {_MEETING}"
    elif stopped and choice.stopped_at is not None:
        since = choice.stopped_at.astimezone(search.searched_at.tzinfo).date()
        words = f"The candidate stopped this access to {where} on {day(since)}. {_OPEN}"
    elif choice.mode is AccessMode.TALK_FIRST:
        words = (
            f"This candidate asked to talk first about {where}. {_OPEN} Call the candidate; what you "
            "agree on counts once the candidate has filed it as a change."
        )
    elif choice.mode is not BEYOND_PUBLIC[search.method]:
        words = (
            f"For {where} this candidate chose: {ACCESS_MODES[choice.mode]}. Choose the method of that, "
            f"or log what anyone can see. {_MEETING}"
        )
    elif choice.investigator_id is None:
        words = (
            f"Access to {where} was chosen before the case had an investigator, so it names nobody yet. "
            f"{_OPEN} Ask the candidate to agree that it is given to you."
        )
    elif choice.investigator_id != search.searcher_id:
        before = choice.investigator_name
        words = f"Access was given to {before}. It is now your case; ask the candidate to agree."
    else:
        words = f"The access to {where} does not cover this time. {_OPEN}"
    return words


_OPEN = "You can log what anyone can see."
_MEETING = "To look further, ask the candidate for a meeting."


def ungranted(searches: Iterable[SearchFacts], grants: Iterable[GrantFacts]) -> tuple[str, ...]:
    """Return the references of searches that went beyond what is public without a live grant."""
    known = tuple(grants)
    return tuple(
        search.reference for search in searches if not search.voided and missing_grant(search, known)
    )


def may_use(method: Method, offered: Iterable[AccessMode]) -> bool:
    """Say whether the legal profile lets a method be used at all."""
    return method not in BEYOND_PUBLIC or BEYOND_PUBLIC[method] in frozenset(offered)
