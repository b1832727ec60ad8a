"""What the room tells a candidate on the status page: that what was read of them was corrected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.affidavits.told import Told
from tracker.affidavits.words import Say
from tracker.policy.facts import CaseFacts
from tracker.release.standing import release_of
from tracker.web.formats import day


def tell_correction(session: Session, facts: CaseFacts, now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell that the page was corrected, and when; not what it said, and not that it said anything (C.3.d)."""
    del now
    released = release_of(session, facts.case_id)
    if released is None or released.number == 1:
        return ()
    words = _(
        "The people who decide had a page about you. It was corrected on %(when)s. They were told to read "
        "the new page.",
        when=day(released.released_at),
    )
    return (Told(words, _("Ask us for a copy"), "rights.copy"),)
