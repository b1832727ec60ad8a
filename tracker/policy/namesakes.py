"""Accounts that are not the candidate's: ruled out with the reason, so that nobody attributes them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import Platform
from tracker.policy.handles import LONGEST, as_shown, canonical
from tracker.policy.wording import blank, day, too_short

ANYWHERE = "other"
"""The platform that stands for every site that the list does not name."""

Account = tuple[str, str]
"""A platform's key with the one form of a handle there."""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An account that somebody found to be another person's; ``reopened`` once that was taken back."""

    reference: str
    platform: str
    platform_name: str
    canonical: str
    shown: str
    reason: str
    ruled_by: UUID
    ruled_by_name: str
    ruled_on: date
    reopened: bool = False

    @property
    def account(self) -> Account:
        """Return what texts and links are compared with."""
        return (self.platform, self.canonical)


def account_of(text: str, platform: str, platforms: Sequence[Platform]) -> Account | None:
    """Return the account that a handle or a link names; a link's own platform counts before ``platform``."""
    by_key = {one.key: one for one in platforms}
    given = by_key.get(platform) or by_key.get(ANYWHERE)
    if given is None:
        return None
    named = canonical(given, text, tuple(platforms))
    if named.other_platform:
        given = by_key[named.other_platform]
        named = canonical(given, text)
    return (given.key, named.canonical) if named.canonical else None


def accounts_in(text: str, platform: str, platforms: Sequence[Platform]) -> frozenset[Account]:
    """Return the accounts that a text may name: by link anywhere, by handle on ``platform`` if given."""
    found = set()
    for word in text.split():
        bare = as_shown(word).strip(",;:()")
        is_link = "://" in bare or ("/" in bare and "." in bare)
        if bare and len(bare) <= LONGEST and (is_link or platform):
            account = account_of(bare, platform, platforms)
            if account is not None:
                found.add(account)
    return frozenset(found)


def standing_in_way(known: Iterable[RuledOut], accounts: frozenset[Account]) -> tuple[RuledOut, ...]:
    """Return the accounts ruled out, and not reopened since, that are among these."""
    return tuple(one for one in known if not one.reopened and one.account in accounts)


@cites(Clause.HAMDEN_D_6)
def missing_for_namesake(found: Iterable[RuledOut]) -> tuple[Unmet, ...]:
    """Say that what was found is on an account that was ruled out, with the reason of then."""
    return tuple(
        Unmet(
            Clause.HAMDEN_D_6,
            f"{one.platform_name} {one.shown} was ruled out by {one.ruled_by_name} on {day(one.ruled_on)} "
            f"({one.reference}), because: {one.reason.rstrip('. ')}. So nothing on it is the candidate's. "
            "Log it as somebody else's. Where something new speaks against that, another person opens the "
            "question again.",
            fix="case::namesakes",
            ref="R-20",
        )
        for one in found
    )


@cites(Clause.HAMDEN_D_6)
def missing_to_rule_out(
    account: Account | None,
    reason: str,
    *,
    declared: frozenset[Account],
    known: Iterable[RuledOut],
    why_not: str = "",
) -> tuple[Unmet, ...]:
    """Say what is left before an account is ruled out: it is named, it is not declared, and why."""
    unmet = []
    if account is None:
        words = why_not or "Enter the username, or the link to the account."
        unmet.append(Unmet(None, words, fix="field:handle"))
    elif account in declared:
        words = (
            "The candidate declared this account, so it is not ruled out here. If something speaks against "
            "it, ask the candidate about that answer."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:handle"))
    elif there := standing_in_way(known, frozenset({account})):
        words = f"This account is ruled out already, as {there[0].reference}."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:handle"))
    if too_short(reason):
        words = "Write how you know that it is another person's: what does not fit."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:reason"))
    return (*unmet, *missing_in_text(reason))


@cites(Clause.HAMDEN_D_6)
def missing_to_reopen(one: RuledOut, person_id: UUID, reason: str) -> tuple[Unmet, ...]:
    """Say why an account is not put in question again: it was your own ruling, or nothing new is said."""
    if one.reopened:
        return (Unmet(Clause.HAMDEN_D_6, f"{one.reference} is in question again already."),)
    unmet = []
    if person_id == one.ruled_by:
        words = "You ruled this account out, so somebody else decides whether it is in question again."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words))
    if too_short(reason) or _alike(reason, one.reason):
        words = "Write what is new since it was ruled out; the earlier reason stays beside it."
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix="field:reason"))
    return (*unmet, *missing_in_text(reason))


def _alike(one: str, other: str) -> bool:
    return not blank(one) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
