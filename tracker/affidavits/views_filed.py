"""After filing: the receipt that stays, where the affidavit stands, stopping access, changing answers,
withdrawing."""

from __future__ import annotations

from flask import Response as Download
from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.access import agree_access, stop_access
from tracker.affidavits.blueprint import Answer, blueprint, dates, setting
from tracker.affidavits.calls import calls_due
from tracker.affidavits.dates import stands_of
from tracker.affidavits.drafts import begin_change, draft_of, leave_change
from tracker.affidavits.forms import AgreeForm
from tracker.affidavits.own import AccessRow, Edition, access_of, edition_of, editions_of
from tracker.affidavits.setting import Setting
from tracker.affidavits.told import told_of
from tracker.affidavits.words import mode_next, mode_words
from tracker.affidavits.written import read_document
from tracker.cases.kept_until import file_kept_until
from tracker.cases.queries import own_case
from tracker.cases.service import withdraw_case
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.access_modes import missing_to_agree
from tracker.policy.affidavit_window import missing_to_answer, missing_to_stop, missing_to_withdraw
from tracker.policy.answers import NotFound, Refused, require
from tracker.policy.calls import is_calling
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.retention import Ending
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


@blueprint.get("/a/receipt")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt(facts: CaseFacts) -> Answer:
    """Show what was filed last; the page stays at its address."""
    return _receipt(facts, None)


@blueprint.get("/a/receipt/v<int:edition>")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt_edition(facts: CaseFacts, edition: int) -> Answer:
    """Show what was filed as one of several editions."""
    return _receipt(facts, edition)


@blueprint.get("/a/receipt.txt")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt_text(facts: CaseFacts) -> Response:
    """Hand out the signed text of the newest edition, byte for byte."""
    return _download(edition_of(db.session, facts.case_id, None, _)[0])


@blueprint.get("/a/receipt/v<int:edition>.txt")
@requires(Permission.READ_OWN_CASE, about=own_case)
def receipt_edition_text(facts: CaseFacts, edition: int) -> Response:
    """Hand out the signed text of one of several editions, byte for byte."""
    return _download(edition_of(db.session, facts.case_id, edition, _)[0])


def _receipt(facts: CaseFacts, number: int | None) -> Answer:
    try:
        edition, count = edition_of(db.session, facts.case_id, number, _)
    except NotFound:
        if number is not None:
            raise
        return _not_filed()
    place = setting(facts)
    return page(
        edition=edition,
        count=count,
        written=read_document(edition.text),
        stands=stands_of(place),
        nexts=_nexts(facts),
        waits=_something_waits(facts, place),
        setting=place,
        dates=dates(place),
        reference=edition.reference,
    )


def _something_waits(facts: CaseFacts, place: Setting) -> bool:
    """Say whether the status page has something for the candidate to do, or to look at."""
    told = told_of(db.session, facts, clock_of(db.session).now(), _)
    changing = draft_of(db.session, facts.case_id).is_open
    return changing or any(one.due for one in told) or any(row.asks_for for row in _access(facts, place))


def _not_filed() -> Answer:
    return go("affidavits.task_list")


def _download(edition: Edition) -> Response:
    response = Download(edition.document, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="affidavit-{edition.reference}.txt"'
    return response


@blueprint.get("/a/status")
@requires(Permission.READ_OWN_CASE, about=own_case)
def status(facts: CaseFacts) -> Answer:
    """Say where the affidavit stands, and which access was given and used."""
    filed = editions_of(db.session, facts.case_id, _)
    if not filed and not missing_to_answer(facts.seen_as, filed=False):
        return _not_filed()
    draft, place = draft_of(db.session, facts.case_id), setting(facts)
    access = _access(facts, place) if filed else ()
    return page(
        editions=tuple(reversed(filed)),
        access=access,
        nexts=_nexts(facts),
        told=told_of(db.session, facts, clock_of(db.session).now(), _),
        modes=mode_words(_),
        stands=stands_of(place),
        changeable=bool(filed) and not missing_to_answer(facts.seen_as, filed=True),
        changing=bool(filed) and draft.is_open and not missing_to_answer(facts.seen_as, filed=True),
        withdrawable=not missing_to_withdraw(facts.seen_as),
        years=place.profile.retention.least_years(Ending.WITHDRAWN),
        kept_until=file_kept_until(db.session, facts.case_id),
        setting=place,
        dates=dates(place),
    )


def _access(facts: CaseFacts, place: Setting) -> tuple[AccessRow, ...]:
    return access_of(
        db.session,
        facts.case_id,
        clock_of(db.session).now(),
        investigator_id=place.header.investigator_id,
        investigator=place.header.investigator_name,
    )


def _nexts(facts: CaseFacts) -> tuple[str, ...]:
    """Say once for each way of looking what is still to be arranged, while the case is searched."""
    now = clock_of(db.session).now()
    due = calls_due(db.session, (facts.case_id,) if is_calling(facts.seen_as) else (), now)
    modes = {call.mode for call in due.get(facts.case_id, ())}
    return tuple(words for mode, words in mode_next(_).items() if mode in modes)


def _access_to(facts: CaseFacts, number: int) -> AccessRow:
    for row in _access(facts, setting(facts)):
        if row.account.number == number:
            return row
    raise NotFound


@blueprint.route("/a/stop/<int:number>", methods=("GET", "POST"))
@requires(Permission.STOP_ACCESS, about=own_case)
def stop(facts: CaseFacts, number: int) -> Answer:
    """Stop the access to one account, after asking; no reason is asked for."""
    row = _access_to(facts, number)
    require(missing_to_stop(facts.seen_as, row.mode, live=row.live))
    if request.method == "GET":
        return page(row=row)
    with unit_of_work(current_actor()) as work:
        stop_access(work, facts, number=number)
    notice("access-stopped")
    return go("affidavits.status")


@blueprint.route("/a/agree/<int:number>", methods=("GET", "POST"))
@requires(Permission.SIGN_AFFIDAVIT, about=own_case)
def agree(facts: CaseFacts, number: int) -> Answer:
    """Let the investigator who has the case now look as the one before could."""
    row = _access_to(facts, number)
    if not row.asks_for:
        raise NotFound
    form, now = AgreeForm(), facts.investigator_id
    shown = now if form.validate_on_submit() and form.to.data == str(now) else None
    if shown is None:
        form.to.data = str(now)
        changed = missing_to_agree(shown, now) if form.is_submitted() else ()
        status, words = 409 if changed else 200, mode_words(_)
        return page(status, form=form, row=row, modes=words, setting=setting(facts), changed=changed)
    with unit_of_work(current_actor()) as work:
        agree_access(work, facts, number=number, to=shown)
    notice("access-agreed")
    return go("affidavits.status")


@blueprint.route("/a/withdraw", methods=("GET", "POST"))
@requires(Permission.WITHDRAW_APPLICATION, about=own_case)
def withdraw(facts: CaseFacts) -> Answer:
    """Withdraw one's own application, after saying what stops and what is kept."""
    require(missing_to_withdraw(facts.seen_as))
    if request.method == "GET":
        return page(years=setting(facts).profile.retention.least_years(Ending.WITHDRAWN))
    with unit_of_work(current_actor()) as work:
        withdraw_case(work, facts)
    return go("affidavits.status")


@blueprint.route("/a/change", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def change(facts: CaseFacts) -> Answer:
    """Begin a change of what was filed; nothing changes before it is signed."""
    if not editions_of(db.session, facts.case_id, _):
        return _not_filed()
    unmet = missing_to_answer(facts.seen_as, filed=True)
    if unmet:
        raise Refused(*unmet)
    if request.method == "GET":
        return page()
    with unit_of_work(current_actor()) as work:
        begin_change(work, facts)
    return go("affidavits.task_list")


@blueprint.post("/a/change/leave")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def leave(facts: CaseFacts) -> Response:
    """Drop a change that was begun; what was filed stands."""
    with unit_of_work(current_actor()) as work:
        leave_change(work, facts)
    notice("change-dropped")
    return go("affidavits.status")
