"""A correction reaches everybody who opened the page that it takes the place of (Hampton C.3.d)."""

from __future__ import annotations

from tracker.accounts.writing_to import mail_people
from tracker.board.readers import readers_of_earlier
from tracker.cases.sending import mail_word
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Right
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.protocol.pinned import profile_of


def recall_earlier(work: UnitOfWork, case: CaseFacts, *, packet: str) -> None:
    """Tell who opened an earlier page that ``packet`` takes its place, one line on record for each.

    The docket marks it for each of them; a mail says it without a word of content. Who left the board or
    stepped out is told too, and opens nothing. The candidate has a mail where the law of the place gives
    the right to a correction, and reads it on the status page everywhere.
    """
    permit(work.actor, Permission.CORRECT_RELEASE, case)
    readers = readers_of_earlier(work.session, case.case_id)
    reached = mail_people(work, MailKind.READ_ANEW, [one.person_id for one in readers])
    for one in readers:
        record(
            work,
            Event.READER_TOLD,
            about=("packet", packet),
            case_id=case.case_id,
            reader=one.person_id,
            edition=one.edition,
            mailed=one.person_id in reached,
        )
    rights = {rule.right for rule in profile_of(work.session, case.requisition_id).rights}
    if Right.CORRECT in rights:
        mail_word(work, MailKind.CORRECTED, case_id=case.case_id, candidate_id=case.candidate_id)
