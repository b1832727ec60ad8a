"""Whether the law of the place lets a candidate be asked for accounts, where no affidavit is open yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from tracker.cases.queries import CaseHeader
from tracker.editions.shelf import editions
from tracker.policy.vocabulary import PositionClass


def accounts_asked(case: CaseHeader | Row[Any]) -> bool:
    """Say whether accounts are asked for, given the profile and the post of a case's requisition."""
    profile = editions().profile(case.profile, case.profile_version, case.profile_digest)
    return profile.accounts_asked(PositionClass(case.position_class), incumbent=case.incumbents)
