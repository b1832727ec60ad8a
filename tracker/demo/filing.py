"""How a candidate answers the questions of the affidavit, signs, changes an answer, or stops an access."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tracker.affidavits.access import stop_access
from tracker.affidavits.answers import AccountAnswer, Answers, Uses
from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import begin_change, draft_of, save_answers
from tracker.affidavits.listing import Typed, read_account
from tracker.affidavits.service import Signing, file_affidavit, text_to_sign
from tracker.affidavits.setting import setting_of
from tracker.affidavits.words import english
from tracker.db import clock_of, db, unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.inviting import NAMES, Guest
from tracker.demo.lives import Account, Life
from tracker.policy.actors import Actor
from tracker.policy.definitions import Platform

Change = Callable[[Answers], Answers]
"""What one page of the affidavit changes in the answers."""


def fill(
    company: Company, diary: Diary, guest: Guest, life: Life, *, pages: int | None = None
) -> Scenes[Actor]:
    """Answer the affidavit page by page: all of them, or only the first ``pages``."""
    yield diary.now
    candidate = guest.come_in()
    for part, change in list(pages_of(_platforms(company, life.slug), life))[:pages]:
        yield diary.on(3)
        _save(company, candidate, life.slug, part, change)
    return candidate


def file(company: Company, diary: Diary, guest: Guest, life: Life) -> Scenes[None]:
    """Answer everything, sign and file."""
    candidate = yield from fill(company, diary, guest, life)
    yield diary.on(4)
    sign(company, candidate, life)


def sign(company: Company, candidate: Actor, life: Life) -> None:
    """Sign the answers as they are shown, under the declaration of the legal profile."""
    case = company.case(life.slug)
    setting, draft = setting_of(db.session, case.case_id), draft_of(db.session, case.case_id)
    last = setting.access_ends(clock_of(db.session).now())
    text = text_to_sign(setting, draft, last, language="en", say=english)
    signing = Signing(
        shown_digest=fingerprint(text.encode()), typed_name=NAMES[life.slug], place=life.town, meant=True
    )
    with unit_of_work(candidate) as work:
        file_affidavit(work, case, signing=signing)


def amend(company: Company, diary: Diary, guest: Guest, life: Life, *, added: Account) -> Scenes[None]:
    """Add an account that was forgotten, and sign a further edition."""
    yield diary.now
    candidate = guest.come_in()
    with unit_of_work(candidate) as work:
        begin_change(work, company.case(life.slug))
    yield diary.on(5)
    platforms = _platforms(company, life.slug)
    _save(company, candidate, life.slug, "accounts", _adding(added, platforms))
    yield diary.on(2)
    _save(company, candidate, life.slug, "access", lambda answers: _choose(answers, (added,)))
    yield diary.on(3)
    sign(company, candidate, life)


def stop(company: Company, guest: Guest, *, number: int) -> None:
    """Stop the access to one account."""
    with unit_of_work(guest.come_in()) as work:
        stop_access(work, company.case(guest.slug), number=number)


def _platforms(company: Company, slug: str) -> tuple[Platform, ...]:
    return setting_of(db.session, company.case(slug).case_id).platforms


def _save(company: Company, candidate: Actor, slug: str, part: str, change: Change) -> None:
    case = company.case(slug)
    draft = draft_of(db.session, case.case_id)
    with unit_of_work(candidate) as work:
        save_answers(work, case, seen=draft.version, part=part, answers=change(draft.answers))


def pages_of(platforms: tuple[Platform, ...], life: Life) -> Iterator[tuple[str, Change]]:
    """Yield each page of the affidavit with what the candidate answers there."""
    names = life.other_names
    yield "names", lambda answers: replace(answers, has_other_names=bool(names), other_names=names)
    uses = Uses.YES if life.current else Uses.NO
    yield "now", lambda answers: replace(answers, uses=uses.value)
    for account in life.current:
        yield "accounts", _adding(account, platforms)
    if life.current:
        yield "accounts", lambda answers: replace(answers, list_complete=True)
    for account in life.former:
        yield "former", _adding(account, platforms)
    yield "former", lambda answers: replace(answers, has_former=bool(life.former))
    rest = life.anything_else
    yield "other", lambda answers: replace(answers, has_other=bool(rest), anything_else=rest)
    if life.current:
        yield "access", lambda answers: _choose(answers, life.current)


def _adding(account: Account, platforms: tuple[Platform, ...]) -> Change:
    """Return the listing of one account, as its page would read it."""
    return lambda answers: _add(answers, account, platforms)


def _add(answers: Answers, account: Account, platforms: tuple[Platform, ...]) -> Answers:
    fields: dict[str, object] = {"whose": account.whose.value, "visible": account.visible.value}
    if account.ended is not None:
        fields = {"stopped_year": account.stopped, "ended": account.ended.value}
    typed = Typed(
        platform=account.platform,
        platform_name=account.platform_name,
        handle=account.handle,
        not_remembered=not account.handle,
        sure=False,
        keep_both=False,
        former=account.ended is not None,
        fields=fields,
    )
    reading = read_account(typed, platforms, answers, answers.last_number + 1, english)
    if reading.account is None:
        raise ValueError(f"{account.platform} {account.handle}: {reading.wrong}")
    return answers.with_account(reading.account)


def _choose(answers: Answers, accounts: tuple[Account, ...]) -> Answers:
    """Choose for each of these accounts how the investigator may look."""
    modes = {(account.platform, account.handle): account.mode.value for account in accounts}

    def chosen(one: AccountAnswer) -> AccountAnswer:
        mode = modes.get((one.platform, one.handle), one.mode)
        return one if one.former else replace(one, mode=mode)

    return replace(answers, accounts=tuple(chosen(one) for one in answers.accounts))
