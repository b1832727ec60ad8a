"""Letters about filed papers: that one went out, with the copy, by whom and when."""

from __future__ import annotations

from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.on_paper.models import PaperLetter
from tracker.on_paper.waiting import FiledPaper, filed_paper
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import missing_to_send_letter
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit


def letter_sent(work: UnitOfWork, case: CaseFacts) -> FiledPaper:
    """Record that the letter about the newest filed paper of a case went out; raises NotFound for none."""
    permit(work.actor, Permission.ENTER_PAPER, case)
    case = as_it_stands(work, case)
    filed = filed_paper(work.session, case.case_id)
    if filed is None:
        raise NotFound
    require(missing_to_send_letter(sent=filed.letter_sent_at is not None))
    work.add(
        PaperLetter(
            copy_id=filed.copy_id, case_id=case.case_id, sent_by=work.actor.person_id, sent_at=work.now()
        )
    )
    record(work, Event.PAPER_LETTER_SENT, about=("paper", filed.paper), case_id=case.case_id)
    work.session.flush()
    return filed
