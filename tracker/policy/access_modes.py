"""Which ways of looking the legal profile lets be offered, and what a grant covers (Hampton F.2).

Only four ways exist. Anything with the candidate's credentials, or with a contact request, has no name here
and so cannot be offered, stored or chosen, in any profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tracker.policy.answers import Unmet
from tracker.policy.casework import GrantFacts, SearchFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import AccessRule, LegalProfile
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method, PositionClass

NEUTRAL: frozenset[AccessMode] = frozenset({AccessMode.PUBLIC_ONLY, AccessMode.TALK_FIRST})
"""What is offered everywhere and always: neither is ever a reason for anything."""


def access_rule(profile: LegalProfile, position: PositionClass, *, incumbent: bool) -> AccessRule | None:
    """Return the profile's line for this class of positions, or None when it has none."""
    for rule in profile.access:
        if rule.position_class is position and rule.incumbent == incumbent:
            return rule
    return None


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


def _why_not(search: SearchFacts, grants: tuple[GrantFacts, ...]) -> str:
    if search.account is None:
        return "This way of looking needs a declared account. Choose the account, or another method."
    where = search.platform_name or "this account"
    own = [grant for grant in grants if grant.account == search.account]
    mode = BEYOND_PUBLIC[search.method]
    for grant in own:
        if grant.mode is mode and grant.investigator_id != search.searcher_id:
            return (
                f"Access was given to {grant.investigator_name}. It is now your case; ask the candidate to "
                "agree."
            )
    if any(grant.mode is mode and grant.stopped_at is not None for grant in own):
        return f"The candidate stopped this access to {where}. You can log what anyone can see."
    if any(grant.mode is mode for grant in own):
        return f"The access to {where} does not cover this time. You can log what anyone can see."
    return (
        f"This candidate gave public-only access to {where}. You can log what anyone can see. To look "
        "further, ask the candidate for a meeting."
    )


def ungranted(searches: Iterable[SearchFacts], grants: Iterable[GrantFacts]) -> tuple[str, ...]:
    """Return the references of searches that went beyond what is public without a live grant."""
    known = tuple(grants)
    return tuple(
        search.reference for search in searches if not search.voided and missing_grant(search, known)
    )


def may_use(method: Method, offered: Iterable[AccessMode]) -> bool:
    """Say whether the legal profile lets a method be used at all."""
    return method not in BEYOND_PUBLIC or BEYOND_PUBLIC[method] in frozenset(offered)
