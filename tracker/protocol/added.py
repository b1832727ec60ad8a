"""Accounts that a candidate declared after the first affidavit, and whether they were looked at since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.affidavits.models import Affidavit, DeclaredAccount
from tracker.cases.models import Case
from tracker.policy.vocabulary import Stage
from tracker.protocol.models import SearchEntry, SearchVoid

_changed = select(Affidavit.case_id).where(Affidavit.edition > 1)
_DECLARED = (
    select(
        DeclaredAccount.case_id,
        DeclaredAccount.number,
        DeclaredAccount.platform,
        DeclaredAccount.account_index,
        DeclaredAccount.former,
        Affidavit.edition,
        Affidavit.filed_at,
        func.max(Affidavit.edition).over(partition_by=DeclaredAccount.case_id).label("newest"),
    )
    .join(Affidavit, Affidavit.id == DeclaredAccount.affidavit_id)
    .join(Case, Case.id == DeclaredAccount.case_id)
    .where(
        Case.stage.in_((Stage.SEARCH.value, Stage.REVIEW.value)),
        DeclaredAccount.case_id.in_(bindparam("cases", expanding=True)),
        DeclaredAccount.case_id.in_(_changed),
    )
    .order_by(DeclaredAccount.case_id, DeclaredAccount.number, Affidavit.edition)
)
_LOOKED = (
    select(SearchEntry.case_id, DeclaredAccount.number, func.max(SearchEntry.logged_at))
    .join(DeclaredAccount, DeclaredAccount.id == SearchEntry.declared_account_id)
    .outerjoin(SearchVoid, SearchVoid.search_id == SearchEntry.id)
    .where(SearchVoid.id.is_(None), SearchEntry.case_id.in_(bindparam("cases", expanding=True)))
    .group_by(SearchEntry.case_id, DeclaredAccount.number)
)


@dataclass(frozen=True, slots=True)
class Added:
    """One account that a later edition declared, or whose platform or username it changed."""

    platform: str
    former: bool
    declared_at: datetime
    looked_at: bool
    """Whether a search that names the account was logged since."""


def added_accounts(session: Session, cases: Iterable[UUID]) -> Mapping[UUID, tuple[Added, ...]]:
    """Return the accounts added in cases that are searched or reviewed, in two statements; opens nothing.

    Accounts of the first edition, and those that the newest no longer declares, are not among them.
    """
    wanted = sorted(cases)
    rows = session.execute(_DECLARED, {"cases": wanted}).all()
    looked = {(one[0], one[1]): one[2] for one in session.execute(_LOOKED, {"cases": wanted})}
    since: dict[tuple[UUID, int], tuple[object, int, datetime]] = {}
    added: dict[UUID, tuple[Added, ...]] = {}
    for row in rows:
        account, same = (row.case_id, row.number), (row.platform, row.account_index)
        before = since.get(account)
        if before is None or before[0] != same:
            before = since[account] = (same, row.edition, row.filed_at)
        _, edition, declared_at = before
        if edition > 1 and row.edition == row.newest:
            seen = looked.get(account)
            one = Added(row.platform, row.former, declared_at, seen is not None and seen >= declared_at)
            added[row.case_id] = (*added.get(row.case_id, ()), one)
    return added
