"""Signing and filing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.factories.affidavits import Round
from tracker.affidavits.queries import affidavit_state, declared_accounts, grants, other_names
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode, Stage


def test_filing_declares_accounts_gives_access_and_starts_the_search(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    affidavit = hiring.file(case)
    state = affidavit_state(session, case.case_id)
    assert (state.filed, state.edition, state.intact) == (True, 1, True)
    assert state.fingerprint == affidavit.fingerprint
    accounts = declared_accounts(session, case.case_id)
    assert [(one.platform_name, one.handle, one.former) for one in accounts] == [
        ("Instagram", "marisol.pena", False),
        ("TikTok", "mari.p", False),
        ("Old Forum", "", True),
    ]
    assert [one.mode for one in accounts] == [AccessMode.TOGETHER, AccessMode.PUBLIC_ONLY, None]
    assert other_names(session, case.case_id) == ("Mari P",)
    assert {grant.investigator_name for grant in grants(session, case.case_id)} == {"Dana Ruiz"}
    assert hiring.now(case).stage is Stage.SEARCH
