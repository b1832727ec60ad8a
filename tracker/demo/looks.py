"""From a step of the protocol to the looks that an investigator makes in it, alike for every candidate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from tracker.affidavits.queries import DeclaredAccountRow
from tracker.demo.lives import Life
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.vocabulary import Method
from tracker.protocol.own_names import OwnNames, suggestions

ENGINES = ("Google", "Bing", "DuckDuckGo")
NO_ACCOUNT, NO_HANDLE, NO_FORMER = "no-such-account", "no-handle", "no-former-account"
"""Reasons of the protocol's list for which a step does not apply."""
OTHER_ACCOUNTS, FORMER_ACCOUNTS, ONCE_MORE = "08", "09", "23"
"""The steps that go through the declared accounts."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One look to make: words, place, method, and the number of the declared account it is about."""

    query: str
    place: str
    method: Method
    account: int | None = None


def planned(
    protocol: ProtocolDefinition, step: StepDefinition, own: OwnNames, life: Life
) -> tuple[Planned, ...]:
    """Return the looks of one step; empty where the step does not apply to this candidate."""
    accounts = _accounts_of(protocol, step, own)
    if accounts:
        place = step.places[-1] if step.platform else step.places[0]
        return tuple(Planned(one.handle, place, Method.PUBLIC_VIEW, one.number) for one in accounts)
    if step.code in (OTHER_ACCOUNTS, FORMER_ACCOUNTS):
        return ()
    queries = [_filled(query, life) for query in _by_turns(step, own)]
    if step.platform or step.code == ONCE_MORE:
        queries = queries[-1:]
    if not queries:
        return ()
    count = max(step.expected_searches, 1 if step.platform else min(len(queries), 2))
    return tuple(_look(step, queries[turn % len(queries)], turn) for turn in range(count))


def excuse_of(step: StepDefinition) -> str:
    """Return the reason for which a step without looks does not apply."""
    return {OTHER_ACCOUNTS: NO_ACCOUNT, FORMER_ACCOUNTS: NO_FORMER}.get(step.code, NO_HANDLE)


def _accounts_of(
    protocol: ProtocolDefinition, step: StepDefinition, own: OwnNames
) -> list[DeclaredAccountRow]:
    """Return the declared accounts that a step opens; those whose handle is not remembered cannot be."""
    known = [one for one in own.accounts if one.handle]
    current = [one for one in known if not one.former]
    if step.code == FORMER_ACCOUNTS:
        return [one for one in known if one.former]
    if step.code == ONCE_MORE:
        return current
    if step.code == OTHER_ACCOUNTS:
        covered = {one.platform for one in protocol.steps if one.platform}
        return [one for one in current if one.platform not in covered]
    return [one for one in current if step.platform and one.platform == step.platform]


def _by_turns(step: StepDefinition, own: OwnNames) -> list[str]:
    """Return the queries that the protocol makes, one of each pattern by turns."""
    rows = [suggestions(replace(step, queries=(pattern,)), own) for pattern in step.queries]
    return [one.query for turn in zip_longest(*rows) for one in turn if one is not None]


def _filled(query: str, life: Life) -> str:
    return query.replace("[town]", life.town).replace("[employer]", life.employer)


def _look(step: StepDefinition, query: str, turn: int) -> Planned:
    place = next(_places(step, query, turn))
    return Planned(query, place, _method(step, place))


def _places(step: StepDefinition, query: str, turn: int) -> Iterator[str]:
    if query.startswith("site:") or step.code == ONCE_MORE:
        yield ENGINES[0]
    yield step.places[turn % len(step.places)]


def _method(step: StepDefinition, place: str) -> Method:
    engine = place.split(maxsplit=1)[0] in ENGINES
    open_places = (Method.SITE_SEARCH, Method.PUBLIC_RECORD, Method.PUBLIC_VIEW)
    wanted = (Method.SEARCH_ENGINE,) if engine else open_places
    return next(method for method in wanted if method in step.methods)
