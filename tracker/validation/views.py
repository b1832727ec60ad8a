"""Pages of the ten checks and of the protected-information screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.queries import finding_of
from tracker.findings.stored import recompute_all
from tracker.policy.answers import NotFound, Overtaken, Refused
from tracker.policy.captures import FileState
from tracker.policy.checks import BY_SEARCHER
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.sanitising import Disposition
from tracker.validation import service
from tracker.validation.check_page import ChecksPage, answers_by_check, checks_page, recomputed
from tracker.validation.forms import (
    WAYS,
    ChecksForm,
    ScreenForm,
    VerifyForm,
    said_in,
    seen_as,
    seen_in,
    show_newer,
)
from tracker.validation.queries import JudgedFinding, answers_of, earlier_grounds, finding_case, turns_of
from tracker.validation.screen_page import ScreenPage, screen_page
from tracker.validation.second_looking import take_second_look
from tracker.validation.service import Said
from tracker.web.forms import explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

blueprint = Blueprint("validation", __name__)

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""

BACK = {
    "submit": "release.submit",
    "decide": "release.decide",
    "review": "release.review",
    "captures": "findings.captures",
}
"""Where a page that has the captures verified leads back to."""


@blueprint.get("/cases/<case>/findings/<finding>/validate")
@requires(Permission.READ_FINDINGS, about=finding_case)
def checks(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Show the ten checks of a finding."""
    del case
    view = _checks(facts, finding)
    if view.looks:
        return page(view=view, form=ChecksForm(data={"seen": _looked(view), **_seen_so_far(view)}))
    form = ChecksForm(data={"seen": _checked(view), **_so_far(view)})
    return page(view=view, form=form)


@blueprint.post("/cases/<case>/findings/<finding>/validate")
@requires(Permission.ANSWER_CHECKS, about=finding_case)
def answer_checks(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Keep the answers to the checks that are the investigator's; captures are verified with them."""
    row = finding_of(db.session, facts.case_id, finding)
    form = ChecksForm()
    form.carried = earlier_grounds(answers_of(db.session, facts.case_id), row)
    if not form.validate():
        return page(422, template="validation/checks", view=_checks(facts, finding), form=form)
    said = {check: Said(answer, ground) for check, (answer, ground) in said_in(request.form).items()}
    states = recomputed(db.session, facts, row.captures)
    try:
        with unit_of_work(current_actor()) as work:
            service.verify_captures(work, facts, states=states)
            seen, turns = seen_in(form)
            saved = service.answer_checks(work, facts, finding=finding, seen=seen, answers=said, turns=turns)
    except Refused as refusal:
        explain(form, refusal)
        return page(409, template="validation/checks", view=_checks(facts, finding), form=form)
    except Overtaken:
        view = _checks(facts, finding)
        show_newer(form, _checked(view))
        return page(409, template="validation/checks", view=view, form=form)
    notice("checks-saved" if saved else "checks-unchanged", finding)
    return go("validation.checks", case=case, finding=finding)


@blueprint.post("/cases/<case>/findings/<finding>/second-look")
@requires(Permission.ANSWER_SECOND_READING, about=finding_case)
def second_look(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Keep how the second reader sees the searcher's checks; where they differ, both stand."""
    form = ChecksForm()
    if not form.validate():
        return page(422, template="validation/checks", view=_checks(facts, finding), form=form)
    said = {check: Said(answer, ground) for check, (answer, ground) in said_in(request.form).items()}
    seen, turns = seen_in(form)
    try:
        with unit_of_work(current_actor()) as work:
            saved = take_second_look(work, facts, finding=finding, seen=seen, looks=said, turns=turns)
    except Refused as refusal:
        explain(form, refusal)
        return page(409, template="validation/checks", view=_checks(facts, finding), form=form)
    except Overtaken:
        view = _checks(facts, finding)
        show_newer(form, _looked(view))
        return page(409, template="validation/checks", view=view, form=form)
    notice("checks-saved" if saved else "checks-unchanged", finding)
    return go("validation.checks", case=case, finding=finding)


@blueprint.get("/cases/<case>/findings/<finding>/redact")
@requires(Permission.READ_FINDINGS, about=finding_case)
def screen(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Show the wording for the board with what to look at."""
    del case
    return _show_screen(200, facts, finding)


@blueprint.post("/cases/<case>/findings/<finding>/redact")
@requires(Permission.SCREEN_STATEMENT, about=finding_case)
def screen_statement(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Keep what was done about each suggestion, and the wording if it changed."""
    form = ScreenForm()
    if not form.validate():
        return _show_screen(422, facts, finding, form)
    settled = {
        line["key"]: (line["what"], (line["reason"] or "").strip())
        for line in form.hints.data
        if line["what"] in set(Disposition)
    }
    seen, turns = seen_in(form)
    try:
        with unit_of_work(current_actor()) as work:
            service.screen_statement(
                work,
                facts,
                finding=finding,
                seen=seen,
                turns=turns,
                wording=form.wording.data or "",
                settled=settled,
            )
    except Refused as refusal:
        explain(form, refusal)
        return _show_screen(409, facts, finding, form)
    except Overtaken:
        show_newer(form, _screened(_screen(facts, finding).judged))
        return _show_screen(409, facts, finding, form)
    notice("statement-screened", finding)
    return go("validation.screen", case=case, finding=finding)


@blueprint.post("/cases/<case>/verify-captures")
@requires(Permission.VERIFY_CAPTURE, about=case_facts)
def verify_captures(case: str, facts: CaseFacts) -> Answer:
    """Compute the digests of all captures of a case anew."""
    form = VerifyForm()
    if not form.validate_on_submit() or form.then.data not in BACK:
        raise NotFound
    states = recompute_all(db.session, facts.case_id)
    if states:
        with unit_of_work(current_actor()) as work:
            service.verify_captures(work, facts, states=states)
    whole = all(state is FileState.INTACT for _, state in states)
    notice("captures-intact" if whole else "captures-broken")
    return go(BACK[form.then.data], case=case)


def _checks(facts: CaseFacts, finding: str) -> ChecksPage:
    open_on_record(facts, Thing.FINDING, finding)
    return checks_page(db.session, current_actor(), facts, finding, clock_of(db.session).now())


def _show_screen(status: int, facts: CaseFacts, finding: str, form: ScreenForm | None = None) -> Answer:
    view = _screen(facts, finding)
    typed = {line["key"]: line for line in form.hints.data} if form else {}
    lines = [
        typed.get(one.key, {"key": one.key, "what": one.disposition, "reason": one.reason})
        for one in view.hints
    ]
    judged = view.judged
    shown = form or ScreenForm(data={"seen": _screened(judged), "wording": judged.row.statement})
    errors = {entry.form.key.data or "": entry.form.reason.errors for entry in shown.hints}
    _line_up(shown, lines, errors)
    here = {one.key for one in view.hints}
    gone = [line["reason"] for key, line in typed.items() if key not in here and line["reason"]]
    for entry, hint in zip(shown.hints, view.hints, strict=False):
        if not hint.may_be_kept:
            entry.form.what.choices = options(WAYS[:2])
    return page(status, template="validation/screen", view=view, form=shown, gone=gone)


def _line_up(form: ScreenForm, lines: list[dict[str, str]], errors: Mapping[str, Sequence[str]]) -> None:
    """Put what was typed beside the suggestions as they are now, each by its key."""
    while form.hints.entries:
        form.hints.pop_entry()
    for line in lines:
        entry = form.hints.append_entry(line)
        entry.form.reason.errors = errors.get(line["key"], ())


def _screen(facts: CaseFacts, finding: str) -> ScreenPage:
    open_on_record(facts, Thing.FINDING, finding)
    return screen_page(db.session, current_actor(), facts, finding)


def _so_far(view: ChecksPage) -> dict[str, str]:
    given = answers_by_check(view.judged)
    carried = {f"ground_{int(check)}": words for check, words in view.judged.earlier_grounds.items()}
    values = carried | {f"answer_{int(check)}": one.answer.value for check, one in given.items()}
    return values | {f"ground_{int(check)}": one.ground for check, one in given.items()}


def _seen_so_far(view: ChecksPage) -> dict[str, str]:
    looks = {one.check: one for one in view.judged.looks}
    values = {f"answer_{int(check)}": one.answer.value for check, one in looks.items()}
    return values | {f"ground_{int(check)}": one.ground for check, one in looks.items()}


def _looked(view: ChecksPage) -> str:
    return seen_as(view.judged.row.number, turns_of(view.judged.looks, BY_SEARCHER))


def _checked(view: ChecksPage) -> str:
    return seen_as(view.judged.row.number, turns_of(view.judged.answers, BY_SEARCHER))


def _screened(judged: JudgedFinding) -> str:
    return seen_as(judged.row.number, judged.screened.turn if judged.screened else 0)
