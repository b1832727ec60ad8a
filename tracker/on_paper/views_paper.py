"""A paper from its arrival until it is compared: how far it is, its pages, and handing the copy on."""

from __future__ import annotations

from flask import Response as Download
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.affidavits.blueprint import setting, settings
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.scans import Taken, as_picture, look_through_files
from tracker.affidavits.summary import Row
from tracker.affidavits.words import english, mode_words
from tracker.cases.candidates import contact_of
from tracker.cases.queries import case_facts
from tracker.db import clock_of, db, unit_of_work
from tracker.on_paper import service
from tracker.on_paper.blueprint import Answer, blueprint
from tracker.on_paper.copying_page import opened
from tracker.on_paper.forms import LanguageForm, PagesForm
from tracker.on_paper.queries import Paper, page_of, paper_of, the_paper
from tracker.on_paper.reading import copy_facts, drafted
from tracker.on_paper.waiting import filed_paper, letter_lines, paper_lines
from tracker.policy.answers import NotFound, Refused, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import missing_to_compare, missing_to_copy, missing_to_hand_on
from tracker.policy.permissions import Permission
from tracker.policy.scans import LARGEST_SCAN
from tracker.web.forms import explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

ROOT = "/admin/candidates/<case>/paper"
AT_ONCE = 2 * LARGEST_SCAN
"""Bytes of one form of pages: more are sent with a further one."""


@blueprint.get("/papers")
@requires(Permission.READ_PAPERS)
def papers() -> Answer:
    """Show which papers are being copied, and which wait to be compared; nothing of what is in them."""
    reader = current_actor().person_id
    letters = letter_lines(db.session, reader) if may(Permission.ENTER_PAPER) else ()
    return page(lines=paper_lines(db.session, reader), letters=letters)


@blueprint.get(ROOT)
@requires(Permission.COMPARE_PAPER, about=case_facts)
def paper(case: str, facts: CaseFacts) -> Answer:
    """Show how far the affidavit on paper is; whoever copies it sees what is copied."""
    del case
    return _overview(facts, LanguageForm(), 200)


@blueprint.post(ROOT)
@requires(Permission.ENTER_PAPER, about=case_facts)
def begin(case: str, facts: CaseFacts) -> Answer:
    """Begin to copy a paper that came in."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return _overview(facts, form, 422)
    with unit_of_work(current_actor()) as work:
        service.begin_copy(work, facts, language=str(form.language.data))
    return go("on_paper.pages", case=case)


def _overview(facts: CaseFacts, form: LanguageForm, status: int) -> Answer:
    copies = may(Permission.ENTER_PAPER, facts)
    found = paper_of(db.session, facts.case_id)
    if found is not None and copies:
        found = opened(facts)
    place, now = setting(facts), clock_of(db.session).now()
    filed = draft_of(db.session, facts.case_id).filed
    over = missing_to_copy(facts.seen_as, filed=filed.edition > 0) if found is None else ()
    lacking: tuple[Unmet, ...] = ()
    apart: tuple[Unmet, ...] = ()
    if found is not None:
        judged = copy_facts(facts, place, found, drafted(db.session, place, found), now)
        lacking = missing_to_hand_on(judged)
        apart = missing_to_compare(judged, current_actor().person_id)
    return page(
        status,
        template="on_paper/paper",
        facts=facts,
        form=form,
        paper=found,
        rows=_rows(found) if found is not None and copies else (),
        may_copy=copies,
        over=over,
        lacking=lacking,
        apart=apart,
        filed=filed_paper(db.session, facts.case_id),
        setting=place,
        contact=contact_of(db.session, facts.candidate_id),
    )


def _rows(found: Paper) -> tuple[tuple[int, Row], ...]:
    words = mode_words(english)
    return tuple(
        (
            one.number,
            Row(one.title, "used before" if one.former else words.get(one.mode, "access not copied yet")),
        )
        for one in found.answers.accounts
    )


@blueprint.route(f"{ROOT}/pages", methods=("GET", "POST"))
@streams
@requires(Permission.ENTER_PAPER, about=case_facts)
def pages(case: str, facts: CaseFacts) -> Answer:
    """Take the scan of the paper: one file or several, held in memory and sealed."""
    if request.method == "GET":
        return _pages(facts, PagesForm(), 200)
    taken = Taken()
    take_files(taken.begin, AT_ONCE + settings().form_bytes)
    try:
        form = PagesForm()
    except RequestEntityTooLarge:
        form = PagesForm(formdata=None)
        form.form_errors.append(
            f"The files together must be smaller than {AT_ONCE // 2**20} MB. None was kept."
        )
        return _pages(facts, form, 413)
    sound = form.validate()
    require_token(form.errors)
    if sound and _added(facts, form, taken):
        return go("on_paper.pages", case=case)
    return _pages(facts, form, 422)


def _added(facts: CaseFacts, form: PagesForm, taken: Taken) -> bool:
    try:
        looked = look_through_files(current_actor(), facts.case_id, taken.contents)
        with unit_of_work(current_actor()) as work:
            service.add_pages(work, facts, contents=looked)
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def _pages(facts: CaseFacts, form: PagesForm, status: int) -> Answer:
    return page(status, facts=facts, form=form, paper=opened(facts), most=LARGEST_SCAN // 2**20)


@blueprint.post(f"{ROOT}/pages/<int:number>/remove")
@requires(Permission.ENTER_PAPER, about=case_facts)
def remove_page(case: str, number: int, facts: CaseFacts) -> Answer:
    """Take a page off."""
    with unit_of_work(current_actor()) as work:
        service.take_off_page(work, facts, number=number)
    notice("paper-page-taken-off", str(number))
    return go("on_paper.pages", case=case)


@blueprint.get(f"{ROOT}/pages/<int:number>.jpg")
@requires(Permission.COMPARE_PAPER, about=case_facts)
def picture(case: str, number: int, facts: CaseFacts) -> Answer:
    """Show a page as a picture made anew: nothing of the file but what is seen on it."""
    del case
    opened(facts)
    scan = page_of(db.session, facts.case_id, number)
    if not scan.media.is_picture:
        raise NotFound
    return Download(as_picture(scan), content_type="image/jpeg")


@blueprint.get(f"{ROOT}/pages/<int:number>/file")
@requires(Permission.COMPARE_PAPER, about=case_facts)
def page_file(case: str, number: int, facts: CaseFacts) -> Answer:
    """Hand out a page as the file that came in."""
    del case
    reference = opened(facts).reference
    scan = page_of(db.session, facts.case_id, number)
    ending = scan.media.value.partition("/")[2]
    response = Download(scan.content, content_type=scan.media.value)
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}-{number}.{ending}"'
    return response


@blueprint.post(f"{ROOT}/hand-on")
@requires(Permission.ENTER_PAPER, about=case_facts)
def hand_on(case: str, facts: CaseFacts) -> Answer:
    """Hand the copy on to be compared."""
    with unit_of_work(current_actor()) as work:
        reference = service.hand_on(work, facts).reference
    notice("paper-handed-on", reference)
    return go("on_paper.paper", case=case)


@blueprint.post(f"{ROOT}/leave")
@requires(Permission.ENTER_PAPER, about=case_facts)
def leave(case: str, facts: CaseFacts) -> Answer:
    """End the copy without filing it."""
    reference = the_paper(db.session, facts.case_id).reference
    with unit_of_work(current_actor()) as work:
        service.leave_copy(work, facts)
    notice("paper-left", reference)
    return go("on_paper.paper", case=case)
