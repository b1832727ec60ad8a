"""Pages of the supervisor: the queue, the review, and reading a finding a second time."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.cases.waits import waits_for
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.queries import finding_case
from tracker.policy.answers import Overtaken, Refused, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.validation import missing_in_reading
from tracker.policy.vocabulary import Check
from tracker.release import review_service
from tracker.release.blueprint import blueprint
from tracker.release.forms import PressForm, ReadingForm, ruled_in
from tracker.release.queue import queue_of
from tracker.release.review_pages import ReadingPage, reading_page, review_page
from tracker.validation.forms import seen_as, seen_in, show_newer
from tracker.validation.queries import turns_of
from tracker.validation.service import Said
from tracker.web.forms import explain, put_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/review")
@requires(Permission.READ_REVIEWS)
def queue() -> Answer:
    """Show what waits for review, oldest first."""
    now = clock_of(db.session).now()
    view, waits = (
        queue_of(db.session, current_actor().person_id, now, after=request.args.get("after", "")),
        waits_for(db.session, current_actor(), now),
    )
    return page(view=view, form=PressForm(), waits=waits)


@blueprint.post("/review/<case>/begin")
@requires(Permission.RETURN_CASE, about=case_facts)
def begin(case: str, facts: CaseFacts) -> Answer:
    """Open a case for review; from then on its investigator cannot recall it."""
    with unit_of_work(current_actor()) as work:
        review_service.begin_review(work, facts)
    notice("review-begun", case)
    return go("release.review", case=case)


@blueprint.get("/review/<case>")
@requires(Permission.RETURN_CASE, about=case_facts)
def review(case: str, facts: CaseFacts) -> Answer:
    """Show a case under review: gate, wording beside source, what changed, and what was searched."""
    open_on_record(facts, Thing.REVIEW, case)
    view = review_page(db.session, current_actor(), facts, clock_of(db.session).now())
    return page(view=view, form=PressForm())


@blueprint.get("/review/<case>/findings/<finding>")
@requires(Permission.ANSWER_SECOND_READING, about=finding_case)
def second_reading(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Show one finding beside its source, to be read a second time."""
    del case
    view = _reading(facts, finding)
    line, ruling = view.finding.read, view.finding.ruling
    form = ReadingForm(
        data={
            **_seen(view),
            "answer": line.answer,
            "ground": line.ground,
            "ruling": ruling.ruling if ruling else "",
            "reason": ruling.reason if ruling else "",
        }
    )
    return page(view=view, form=form)


@blueprint.post("/review/<case>/findings/<finding>")
@requires(Permission.ANSWER_SECOND_READING, about=finding_case)
def save_reading(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Keep the answer to check 10 and the ruling."""
    form = ReadingForm()
    sound, left = form.validate(), _left(finding, form)
    for one in left:
        put_beside(form, one)
    if left or not sound:
        return page(422, template="release/second_reading", view=_reading(facts, finding), form=form)
    try:
        _save(facts, finding, form)
    except Refused as refusal:
        explain(form, refusal)
        return page(409, template="release/second_reading", view=_reading(facts, finding), form=form)
    except Overtaken:
        view = _reading(facts, finding)
        newest = _seen(view)
        show_newer(form, newest["seen"])
        form.ruled.data = newest["ruled"]
        return page(409, template="release/second_reading", view=view, form=form)
    notice("ruling-saved" if form.said() is None else "reading-saved", finding)
    return go("release.review", case=case)


def _left(finding: str, form: ReadingForm) -> tuple[Unmet, ...]:
    return missing_in_reading(
        finding,
        answered=form.said() is not None,
        ground=form.ground.data or "",
        withhold=form.ruling.data == "withheld",
        reason=form.reason.data or "",
    )


def _save(facts: CaseFacts, finding: str, form: ReadingForm) -> None:
    answer, ground = form.said(), form.ground.data or ""
    seen, turns = seen_in(form)
    with unit_of_work(current_actor()) as work:
        if answer is not None:
            said = Said(answer, ground)
            review_service.read_second(work, facts, finding=finding, seen=seen, said=said, turns=turns)
        review_service.rule_on_finding(
            work,
            facts,
            finding=finding,
            withhold=form.ruling.data == "withheld",
            reason=form.reason.data or "",
            seen=ruled_in(form),
        )


def _seen(view: ReadingPage) -> dict[str, str]:
    """Return what the page is made from: version and answers, and the ruling."""
    judged, ruling = view.finding.judged, view.finding.ruling
    read = turns_of(judged.answers, {Check.SECOND_READER})
    return {"seen": seen_as(judged.row.number, read), "ruled": str(ruling.turn if ruling else 0)}


def _reading(facts: CaseFacts, finding: str) -> ReadingPage:
    open_on_record(facts, Thing.FINDING, finding)
    return reading_page(db.session, current_actor(), facts, finding)
