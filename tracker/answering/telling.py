"""What the room tells a candidate on the status page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.affidavits.told import Told
from tracker.affidavits.words import Say
from tracker.answering.own import waiting_of
from tracker.policy.facts import CaseFacts
from tracker.web.formats import moment


def tell(session: Session, facts: CaseFacts, now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell of questions that wait for an answer, of answers that were sent, and of drafts that are kept."""
    told = []
    for one in waiting_of(session, facts, now):
        parts = {"response": one.reference}
        if one.open:
            words = _("We want to hear from you by %(when)s.", when=moment(one.due_at))
            told.append(Told(words, _("See what we ask"), "answering.response", parts, due=True))
        elif one.sent:
            words = _("You answered what we asked you.")
            told.append(Told(words, _("See what you sent"), "answering.response", parts))
        elif one.late:
            words = _("The time to answer is over. What you wrote was not sent. It is kept.")
            told.append(Told(words, _("See what you wrote"), "answering.response", parts))
    return tuple(told)
