"""Sessions with the candidate, as staff agree on them and record them."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.queries import declared_accounts
from tracker.affidavits.words import english
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.policy.together import Holder, Medium, Stopper
from tracker.policy.together_answers import CONFIRM_WITHIN
from tracker.policy.vocabulary import AccessMode, Language
from tracker.policy.wording import capital
from tracker.policy.words import ACCESS_MODES
from tracker.together import recording, service, views_own
from tracker.together.blueprint import blueprint
from tracker.together.diary import Turn, diary_of
from tracker.together.forms import STOPPERS, OfferForm, RecordForm
from tracker.together.queries import SessionRow, session_of, sessions_of
from tracker.together.surroundings import accounts_for, against_meeting, modes_for
from tracker.together.words import answer_words, medium_words, script
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, may, requires
from tracker.web.moments import from_the_clock, on_the_clock
from tracker.web.pages import go, notice, page

__all__ = ["blueprint", "views_own"]

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
MEDIA = frozenset(one.value for one in Medium)
"""What a copy can be handed over on."""


@blueprint.get("/sessions")
@requires(Permission.READ_OWN_WORK)
def diary() -> Answer:
    """Show whom the investigator calls and meets, in all their cases."""
    found = diary_of(db.session, current_actor().person_id, clock_of(db.session).now())
    return page(diary=found, turns=tuple(Turn), modes=ACCESS_MODES)


@blueprint.get("/cases/<case>/sessions")
@requires(Permission.READ_SESSIONS, about=case_facts)
def sessions(case: str, facts: CaseFacts) -> Answer:
    """Show the sessions of a case, the newest first."""
    open_on_record(facts, Thing.SESSION, case)
    actor, now = current_actor(), clock_of(db.session).now()
    unmet = against_meeting(db.session, facts, actor, now) if may(Permission.HOLD_SESSION, facts) else ()
    return page(
        facts=facts,
        sessions=sessions_of(db.session, facts.case_id),
        holds=may(Permission.HOLD_SESSION, facts)
        and not unmet
        and bool(modes_for(db.session, facts, actor.person_id, now)),
        modes=ACCESS_MODES,
        answers=answer_words(english),
        reads_all=reads_all(actor.role),
    )


@blueprint.route("/cases/<case>/sessions/new", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION, about=case_facts)
def new_session(case: str, facts: CaseFacts) -> Answer:
    """Offer times for a session, or record that one was agreed by telephone."""
    actor, now = current_actor(), clock_of(db.session).now()
    require(against_meeting(db.session, facts, actor, now))
    modes = modes_for(db.session, facts, actor.person_id, now)
    form = OfferForm(data={"mode": modes[0].value if modes else ""})
    form.mode.choices = options((mode.value, capital(ACCESS_MODES[mode])) for mode in modes)
    if form.validate_on_submit():
        offer = service.Offer(
            AccessMode(form.mode.data), form.place.data or "", form.times(), agreed=form.agreed.data
        )
        try:
            with unit_of_work(actor) as work:
                row = service.offer_session(work, facts, offer=offer)
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("session-agreed" if offer.agreed else "session-offered", row.reference)
            return go("together.session", case=case, meeting=row.reference)
    open_on_record(facts, Thing.SESSION, case)
    status, answer_days = 422 if form.is_submitted() else 200, CONFIRM_WITHIN.days
    return page(status, form=form, facts=facts, modes=modes, zone=_zone(), answer_days=answer_days)


@blueprint.get("/cases/<case>/sessions/<meeting>")
@requires(Permission.READ_SESSIONS, about=case_facts)
def session(case: str, meeting: str, facts: CaseFacts) -> Answer:
    """Show one session; the investigator's note is shown to those who may read notes."""
    del case
    notes = may(Permission.READ_NOTE, facts)
    found = session_of(db.session, facts.case_id, meeting, notes=notes)
    open_on_record(facts, Thing.SESSION, meeting)
    return page(
        facts=facts,
        session=found,
        holds=may(Permission.HOLD_SESSION, facts),
        notes=notes,
        labels=_labels(facts),
        mode=capital(ACCESS_MODES[found.mode]),
        answers=answer_words(english),
        media=medium_words(english),
        stopped=dict(STOPPERS),
    )


@blueprint.route("/cases/<case>/sessions/<meeting>/record", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION, about=case_facts)
def record_session(case: str, meeting: str, facts: CaseFacts) -> Answer:
    """Read the words aloud, and record what happened; a further record corrects the one before."""
    actor, now = current_actor(), clock_of(db.session).now()
    found = session_of(db.session, facts.case_id, meeting, notes=True)
    require(against_meeting(db.session, facts, actor, now))
    form = _record_form(facts, found)
    if form.validate_on_submit():
        try:
            with unit_of_work(actor) as work:
                recording.record_session(work, facts, reference=meeting, account=_account(form))
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("session-recorded", meeting)
            return go("together.session", case=case, meeting=meeting)
    open_on_record(facts, Thing.SESSION, meeting)
    status = 422 if form.is_submitted() else 200
    spoken = {Language.ENGLISH: script(found.mode, english), Language.SPANISH: _in_spanish(found.mode)}
    return page(status, form=form, facts=facts, session=found, spoken=spoken, zone=_zone())


def _zone() -> str:
    return f"{clock_of(db.session).now().astimezone(agency_zone()):%Z}"


def _in_spanish(mode: AccessMode) -> tuple[str, ...]:
    with force_locale(Language.SPANISH):
        return script(mode, _)


def _labels(facts: CaseFacts) -> dict[int, str]:
    named = reads_all(current_actor().role)
    return {
        one.number: f"{one.platform_name}{f' {one.handle}' if named and one.handle else ''}"
        for one in declared_accounts(db.session, facts.case_id)
    }


def _record_form(facts: CaseFacts, found: SessionRow) -> RecordForm:
    before, now = found.record, clock_of(db.session).now()
    given = {
        "language": before.language if before else Language.ENGLISH,
        "holder": before.holder if before else None,
        "medium": before.medium if before else "",
        "place": before.place if before else found.place,
        "present": before.present if before else "",
        "accounts": [str(number) for number in before.accounts] if before else [],
        "started": on_the_clock(before.started_at if before else min(found.chosen_at or now, now)),
        "ended": on_the_clock(before.ended_at if before else now),
        "stopped_by": before.stopped_by if before else Stopper.NOBODY.value,
        "shown": before.shown if before else "",
    }
    form = RecordForm(data=given)
    labels = _labels(facts)
    form.accounts.choices = options(
        (str(number), labels.get(number, f"Account {number}"))
        for number in accounts_for(db.session, facts, found.mode, current_actor().person_id)
    )
    form.medium.choices = options((("", "Choose"), *medium_words(english).items()))
    if found.mode is AccessMode.TOGETHER:
        del form.medium
    else:
        del form.holder
    return form


def _account(form: RecordForm) -> recording.Account:
    if form.started.data is None or form.ended.data is None:
        raise ValueError("a form that was accepted says when it began and ended")
    holder = form.holder.data if "holder" in form else Holder.CANDIDATE.value
    medium = form.medium.data if "medium" in form else ""
    return recording.Account(
        accounts=tuple(int(one) for one in form.accounts.data or () if one.isdecimal()),
        started_at=from_the_clock(form.started.data),
        ended_at=from_the_clock(form.ended.data),
        place=form.place.data or "",
        shown=form.shown.data or "",
        script_read=form.script_read.data,
        language=form.language.data or Language.ENGLISH,
        present=form.present.data or "",
        holder=Holder(holder),
        medium=Medium(medium) if medium in MEDIA else None,
        stopped_by=Stopper(form.stopped_by.data),
        password_seen=form.password_seen.data,
    )
