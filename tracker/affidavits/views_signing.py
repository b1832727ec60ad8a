"""Access to each account, checking the answers, signing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.blueprint import (
    Answer,
    ask,
    blueprint,
    go_on,
    keep,
    language,
    open_draft,
    setting,
    settings,
    where_accounts_are_asked,
)
from tracker.affidavits.citing import cited
from tracker.affidavits.difference import difference
from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import Draft
from tracker.affidavits.forms import AccessForm, SignForm, offer
from tracker.affidavits.service import Signing, file_affidavit, text_to_sign
from tracker.affidavits.setting import Setting
from tracker.affidavits.sign_codes import can_send_code, send_code, try_code
from tracker.affidavits.summary import sections
from tracker.affidavits.tasks import digests_of, progress_of
from tracker.affidavits.words import (
    Say,
    english,
    mode_hints,
    mode_words,
    nobody_yet,
    nothing_mailed,
    tries_words,
)
from tracker.affidavits.written import read_document
from tracker.cases.queries import own_case
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.access_modes import missing_to_choose
from tracker.policy.answers import NotFound, Refused, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import NoticeAbout, SigningMethod
from tracker.policy.permissions import Permission
from tracker.policy.signing import CODE_MINUTES
from tracker.policy.vocabulary import AccessMode
from tracker.policy.ways import signs_here
from tracker.web.forms import explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, page


@blueprint.get("/a/access")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def access(facts: CaseFacts) -> Response:
    """Lead to the first account whose access is not chosen yet."""
    draft = where_accounts_are_asked(facts)
    for account in draft.answers.current:
        if not account.mode:
            return go("affidavits.access_to", number=account.number)
    return go("affidavits.check") if draft.answers.current else go("affidavits.task_list")


@blueprint.route("/a/access/<int:number>", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def access_to(facts: CaseFacts, number: int) -> Answer:
    """Ask how the named investigator may look at one account; no answer counts for or against anybody."""
    draft, place = where_accounts_are_asked(facts), setting(facts)
    account = draft.answers.account(number)
    if account is None or account.former:
        raise NotFound
    form = AccessForm(mode=account.mode or None)
    words = mode_words(_)
    form.mode.choices = offer(*((mode.value, words[mode]) for mode in place.offered))
    if form.validate_on_submit():
        require(missing_to_choose(AccessMode(form.mode.data), place.offered))
        if keep(facts, form, "access", _with_mode(draft.answers, account, form)):
            return go("affidavits.access") if not form.same_for_all.data else go_on(facts)
    who = place.header.investigator_name or nobody_yet(_)
    ends = place.access_ends(clock_of(db.session).now())
    context = {"account": account, "setting": place, "hints": mode_hints(who, _), "who": who, "ends": ends}
    context |= {"choosing": place.profile.notice(NoticeAbout.ACCESS), "spoken": language(), "cited": cited}
    return ask(facts, form, draft, "access", several=len(draft.answers.current) > 1, **context)


def _with_mode(answers: Answers, account: AccountAnswer, form: AccessForm) -> Answers:
    chosen = {account.number}
    if form.same_for_all.data:
        chosen = {one.number for one in answers.current}
    listed = tuple(
        replace(one, mode=str(form.mode.data)) if one.number in chosen else one for one in answers.accounts
    )
    return replace(answers, accounts=listed)


@blueprint.get("/a/check")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def check(facts: CaseFacts) -> Answer:
    """Show all answers with a link to change each, and what is left."""
    draft, place = open_draft(facts), setting(facts)
    text, changed = _text(place, draft), request.args.get("changed", "").split(",")
    return page(
        progress=progress_of(place, draft, _),
        sections=sections(place, draft.answers, (*changed, *_amended(draft))),
        changes=_changes(draft),
        changed=any(changed),
        text=text,
        written=read_document(text),
        setting=place,
        draft=draft,
        signs_in=_signs_in(place),
    )


@blueprint.route("/a/sign", methods=("GET", "POST"))
@requires(Permission.SIGN_AFFIDAVIT, about=own_case)
def sign(facts: CaseFacts) -> Answer:
    """Show the full text once more, and file it under the declaration of the legal profile.

    Where the law of the place names another way first, the ways are shown first; ``way`` comes from there.
    """
    draft, place, form = open_draft(facts), setting(facts), SignForm()
    sent, sends = False, can_send_code(db.session, facts.candidate_id)
    if left := progress_of(place, draft, _).left:
        require(left if form.is_submitted() else ())  # nothing typed is lost on the way to what is left
        return go("affidavits.check")
    chosen = request.args.get("way") == SigningMethod.DECLARATION
    if not signs_here(place.profile.methods, chosen=chosen):
        return go("affidavits.ways")
    text = _text(place, draft)
    if not form.is_submitted():  # what was typed before a time-out is shown again; only a new tick signs
        form.meant.data, form.code.data = False, ""
    elif sends and request.form.get("ask") == "code":
        sent = _send_code(facts, form)
    elif form.validate_on_submit():
        changed = _changed(form, text, draft)
        if changed is not None:
            return go("affidavits.check", changed=changed)
        if _proved(facts, form) and _file(facts, place, form):
            return go("affidavits.receipt")
    form.shown.data = fingerprint(text.encode())
    form.parts.data = _parts(draft)
    form.code.data = ""
    context: dict[str, Any] = {
        "setting": place,
        "draft": draft,
        "changes": _changes(draft),
        "signs_in": _signs_in(place),
        "chosen": SigningMethod.DECLARATION.value if chosen else None,
        "sends": sends,
        "sent": sent,
        "code_minutes": CODE_MINUTES,
    }
    status = 422 if form.is_submitted() and not sent else 200
    return page(status, form=form, text=text, written=read_document(text), demo=settings().demo, **context)


def _send_code(facts: CaseFacts, form: SignForm) -> bool:
    """Send a code for this signature; what was typed stays on the page."""
    try:
        with unit_of_work(current_actor()) as work:
            send_code(work, facts, language=language())
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def _proved(facts: CaseFacts, form: SignForm) -> bool:
    """Look whether the code is right; a wrong one is counted before the page says so."""
    typed = form.code.data or ""
    if settings().demo and not typed:
        return True
    if not typed:
        form.code.errors = [_("Enter your code to sign")]
        return False
    with unit_of_work(current_actor()) as work:
        tried = try_code(work, facts, typed=typed)
    if tried.proof is None:
        form.code.errors = [nothing_mailed(_) if tried.mailed else tries_words(tried.left, _)]
    return tried.proof is not None


def _file(facts: CaseFacts, place: Setting, form: SignForm) -> bool:
    signing = Signing(
        shown_digest=form.shown.data or "",
        typed_name=form.name.data or "",
        names_differ_because=form.because.data or "",
        place=form.place.data or "",
        outside_us=form.outside_us.data,
        meant=form.meant.data,
        language=_signs_in(place),
        code=form.code.data or "",
    )
    try:
        with unit_of_work(current_actor()) as work:
            file_affidavit(work, facts, signing=signing, say=_say(place))
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def _text(place: Setting, draft: Draft) -> str:
    last = place.access_ends(clock_of(db.session).now())
    return text_to_sign(place, draft, last, language=_signs_in(place), say=_say(place))


def _changes(draft: Draft) -> tuple[str, ...]:
    """Return what a further edition changes, in the reader's words; nothing for a first one."""
    return difference(draft.filed.answers, draft.answers, _) if draft.filed.edition else ()


def _amended(draft: Draft) -> tuple[str, ...]:
    """Return the parts that a further edition changes; none for a first one."""
    if not draft.filed.edition:
        return ()
    before = digests_of(draft.filed.answers)
    return tuple(part for part, digest in digests_of(draft.answers).items() if before.get(part) != digest)


def _signs_in(place: Setting) -> str:
    """Return the language that is signed in here: the reader's where the promise is there in it."""
    return (place.declaration or place.first_way).signed_in(language())


def _say(place: Setting) -> Say:
    """Return how the signed text is worded."""
    return _ if _signs_in(place) == language() else english


def _parts(draft: Draft) -> str:
    return ",".join(f"{key}:{digest}" for key, digest in digests_of(draft.answers).items())


def _changed(form: SignForm, text: str, draft: Draft) -> str | None:
    """Return the parts that changed since the page was shown, None if the text is the same (R-04)."""
    if form.shown.data == fingerprint(text.encode()):
        return None
    before = frozenset((form.parts.data or "").split(","))
    return ",".join(part.split(":")[0] for part in _parts(draft).split(",") if part not in before) or "all"
