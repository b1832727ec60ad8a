"""Pages of retention: the calendar, batches for disposal, what a second person rules, and the certificate."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import NotFound
from tracker.policy.disposal import Due, missing_for_tied, missing_to_approve, missing_to_dispose
from tracker.policy.permissions import Permission
from tracker.policy.retention import FEDERAL_YEARS, Ending
from tracker.policy.retention_months import by_month
from tracker.policy.words import ENDINGS
from tracker.records import disposing
from tracker.records.batches import APPROVED, batch_lines, batch_of
from tracker.records.blueprint import blueprint
from tracker.records.calendar import calendar
from tracker.records.calendar_picture import draw
from tracker.records.forms import ApprovalForm, BatchForm, RefusalForm
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
SHOWN = 100
"""How many cases one tab shows, those due first."""


@blueprint.get("/admin/retention")
@requires(Permission.READ_RECORDS)
def retention() -> Answer:
    """Show which cases are past due, what holds them, and which can be proposed for disposal."""
    return _retention(Due.PAST, BatchForm(), 200)


@blueprint.get("/admin/retention/due-soon")
@requires(Permission.READ_RECORDS)
def due_soon() -> Answer:
    """Show which cases are due within thirty days."""
    return _retention(Due.SOON, BatchForm(), 200)


@blueprint.get("/admin/retention/later")
@requires(Permission.READ_RECORDS)
def later() -> Answer:
    """Show which cases are due after that."""
    return _retention(Due.LATER, BatchForm(), 200)


@blueprint.post("/admin/retention")
@requires(Permission.PROPOSE_BATCH)
def propose() -> Answer:
    """Propose cases whose time is over for disposal."""
    form = BatchForm()
    if not form.validate_on_submit():
        return _retention(Due.PAST, form, 422)
    try:
        with unit_of_work(current_actor()) as work:
            row = disposing.propose_batch(work, form.cases.data or ())
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _retention(Due.PAST, form, 409)
    notice("batch-proposed", row.reference)
    return go("records.batch", batch=row.reference)


@blueprint.get("/admin/retention/batches")
@requires(Permission.READ_RECORDS)
def batches() -> Answer:
    """Show every batch: what was proposed, by whom, and what somebody else ruled."""
    return page(lines=batch_lines(db.session))


@blueprint.get("/admin/retention/batches/<batch>")
@requires(Permission.READ_RECORDS)
def batch(batch: str) -> Answer:
    """Show one batch: each case, what is left out and why, and what was ruled."""
    return _batch(batch, 200)


@blueprint.post("/admin/retention/batches/<batch>/approve")
@requires(Permission.APPROVE_BATCH)
def approve(batch: str) -> Answer:
    """Approve a batch that somebody else proposed: the keys of its cases are destroyed."""
    form = ApprovalForm()
    if not form.validate_on_submit():
        return _batch(batch, 422, form)
    try:
        with unit_of_work(current_actor()) as work:
            disposing.approve_batch(work, batch, authority=form.authority.data or "")
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _batch(batch, 409, form)
    notice("batch-approved", batch)
    return go("records.certificate", batch=batch)


@blueprint.post("/admin/retention/batches/<batch>/refuse")
@requires(Permission.APPROVE_BATCH)
def refuse(batch: str) -> Answer:
    """Refuse a batch, or take back one's own."""
    form = RefusalForm()
    if not form.validate_on_submit():
        return _batch(batch, 422, form)
    try:
        with unit_of_work(current_actor()) as work:
            disposing.refuse_batch(work, batch, reason=form.reason.data or "")
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _batch(batch, 409, form)
    notice("batch-refused", batch)
    return go("records.batches")


@blueprint.get("/admin/retention/batches/<batch>/certificate")
@requires(Permission.READ_RECORDS)
def certificate(batch: str) -> Answer:
    """Show the certificate of a disposal, to be printed and signed."""
    view = batch_of(db.session, batch, agency_day(clock_of(db.session).now()))
    if view.line.ruling != APPROVED:
        raise NotFound
    return page(view=view, endings=_endings())


def _retention(show: Due, form: BatchForm, status: int) -> tuple[str, int]:
    today = agency_day(clock_of(db.session).now())
    reader = current_actor().person_id
    lines = calendar(db.session, reader)
    by_due = {due: [line for line in lines if line.kept.due(today) is due] for due in Due}
    chosen = by_due[show]
    tied = frozenset(line.reference for line in chosen if missing_for_tied((line.kept,), reader))
    others = [line for line in chosen[:SHOWN] if line.reference not in tied]
    free = [line.reference for line in others if not missing_to_dispose(line.kept, today)]
    form.cases.choices = options((reference, reference) for reference in free)
    return page(
        status,
        template="records/retention",
        form=form,
        show=show.value,
        lines=chosen[:SHOWN],
        tied=tied,
        more=max(len(chosen) - SHOWN, 0),
        counts={due.value: len(found) for due, found in by_due.items()},
        picture=draw(by_month(((line.ending, line.kept) for line in lines), today)),
        series=sorted({line.series for line in lines}),
        endings=_endings(),
        years=FEDERAL_YEARS,
        proposes=bool(free) and may(Permission.PROPOSE_BATCH),
    )


def _batch(reference: str, status: int, sent: ApprovalForm | RefusalForm | None = None) -> tuple[str, int]:
    actor, today = current_actor(), agency_day(clock_of(db.session).now())
    view = batch_of(db.session, reference, today)
    return page(
        status,
        template="records/batch",
        view=view,
        **_forms_with(sent),
        against=missing_to_approve(view.facts, actor.person_id, today),
        rules=may(Permission.APPROVE_BATCH) and not view.line.ruling,
        own=view.line.proposer_id == actor.person_id,
        endings=_endings(),
    )


def _forms_with(sent: ApprovalForm | RefusalForm | None) -> dict[str, ApprovalForm | RefusalForm]:
    """Return the two forms of a batch's page, the one that was sent as it was sent, the other one empty."""
    return {
        "form": sent if isinstance(sent, ApprovalForm) else ApprovalForm(formdata=None),
        "refusal": sent if isinstance(sent, RefusalForm) else RefusalForm(formdata=None),
    }


def _endings() -> dict[str, str]:
    return {ending.value: ENDINGS[ending] for ending in Ending}
