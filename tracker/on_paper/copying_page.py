"""What the pages of a copy share: the paper they are about, its opening on record, and saving it."""

from __future__ import annotations

from tracker.affidavits.answers import Answers
from tracker.affidavits.forms import QuestionForm
from tracker.cases.openings import Thing
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.on_paper.copied import PaperSignature
from tracker.on_paper.queries import Paper, the_paper
from tracker.on_paper.service import save_copy
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.web.forms import explain
from tracker.web.guard import current_actor


def opened(facts: CaseFacts) -> Paper:
    """Return the paper that is being copied; that it is opened is recorded first."""
    reference = the_paper(db.session, facts.case_id).reference
    open_on_record(facts, Thing.PAPER, reference)
    return the_paper(db.session, facts.case_id)


def keep(
    facts: CaseFacts,
    form: QuestionForm,
    part: str,
    *,
    answers: Answers | None = None,
    signature: PaperSignature | None = None,
) -> bool:
    """Save what was typed; False if something stood in the way, which the form then says."""
    try:
        with unit_of_work(current_actor()) as work:
            save_copy(work, facts, seen=form.version, part=part, answers=answers, signature=signature)
    except Overtaken as first:
        form.overtaken = True
        form.seen.data = str(the_paper(db.session, facts.case_id).version)
        explain(form, first)
        return False
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def status_of(form: QuestionForm, paper: Paper) -> int:
    """Return what a page of the copy answers with, and let a form that nobody touched know its version."""
    if form.untouched:
        form.seen.data = str(paper.version)
    if form.overtaken:
        return 409
    return 422 if form.errors or form.form_errors else 200
