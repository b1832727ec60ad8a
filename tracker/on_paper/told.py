"""What a candidate is told of a paper that they signed, while it is copied and compared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.affidavits.told import Told
from tracker.affidavits.words import Say
from tracker.on_paper.waiting import papers_under_way
from tracker.policy.facts import CaseFacts


def tell_of_paper(session: Session, facts: CaseFacts, now: datetime, say: Say) -> tuple[Told, ...]:
    """Tell that the paper came in and is not filed yet, in one statement."""
    del now
    _ = say
    if facts.case_id not in papers_under_way(session, (facts.case_id,)):
        return ()
    words = _("We have your paper. It is not filed yet: we copy it, and a second person compares the copy.")
    return (Told(words, _("How it goes on paper"), "on_paper.own_paper"),)
