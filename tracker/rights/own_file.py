"""Everything that a candidate gave, or was told, as files to take away; nothing of anybody's work on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.affidavits.own import editions_of
from tracker.affidavits.queries import declared_accounts, grants
from tracker.affidavits.words import Say, mode_words
from tracker.clock import agency_zone
from tracker.policy.facts import CaseFacts
from tracker.rights.archive import File
from tracker.rights.looks import looks_at
from tracker.rights.queries import copies_of, questions_of
from tracker.together.queries import sessions_of


def own_file(session: Session, facts: CaseFacts, _: Say) -> tuple[File, ...]:
    """Return the candidate's own file: affidavits, access given and used, who read, questions, requests."""
    return (
        *_affidavits(session, facts, _),
        _text("access.txt", _("Access you gave, and when it was used"), _access(session, facts, _)),
        _text("sessions.txt", _("When we looked together"), _sessions(session, facts, _)),
        _text("who-looked.txt", _("Who opened your affidavit"), _opened(session, facts, _)),
        _text("questions.txt", _("Your questions and our answers"), _questions(session, facts, _)),
        _text("requests.txt", _("What you asked a copy of"), _requests(session, facts, _)),
    )


def _affidavits(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield each filed edition, byte for byte as it was signed."""
    for one in editions_of(session, facts.case_id, _):
        title = _("Your affidavit %(reference)s, as you signed it", reference=one.reference)
        yield File(f"affidavit-{one.edition}.txt", title, one.document)
        if one.english:
            title = _("The English text of your affidavit %(reference)s", reference=one.reference)
            yield File(f"affidavit-{one.edition}-english.txt", title, one.english.encode())


def _access(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    accounts = {one.account: one for one in declared_accounts(session, facts.case_id)}
    modes = mode_words(_)
    for one in grants(session, facts.case_id):
        account = accounts.get(one.account)
        name = f"{account.platform_name} {account.handle}".strip() if account else ""
        yield f"{_('Account %(number)s', number=one.account)} {name}".strip()
        yield f"  {_('How')}: {modes[one.mode]}"
        yield f"  {_('To whom')}: {one.investigator_name or _('Nobody yet')}"
        yield f"  {_('From')}: {_moment(one.starts_at)}"
        yield f"  {_('Until')}: {_moment(one.stopped_at or one.ends_at or one.starts_at)}"
    for use in looks_at(session, facts, _).uses:
        yield f"{_('Used on')} {_moment(use.at)}: {use.account}; {use.who}"


def _sessions(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    """Yield what was arranged and done together, without what staff noted and without who else was there."""
    for one in reversed(sessions_of(session, facts.case_id)):
        yield f"{one.reference}, {_moment(one.offered_at)}, {one.investigator}: {one.place}"
        yield from _quoted(one.words)
        for record in one.records:
            yield f"  {_('From')}: {_moment(record.started_at)}"
            yield f"  {_('Until')}: {_moment(record.ended_at)}"
            yield from (f"  {_('Account %(number)s', number=number)}" for number in record.accounts)
            yield from _quoted(record.confirmation.words if record.confirmation else "")


def _opened(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    for one in looks_at(session, facts, _).openings:
        yield f"{one.on:%Y-%m-%d}: {one.who} ({one.times})"


def _questions(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    for one in reversed(questions_of(session, facts.case_id)):
        yield f"{_('You asked')} {_moment(one.asked_at)}, {one.reference}"
        yield from _quoted(one.words)
        for reply in one.replies:
            yield f"{_('We answered')} {_moment(reply.at)}, {reply.who}"
            yield from _quoted(reply.words)


def _requests(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    for one in reversed(copies_of(session, facts.case_id)):
        yield f"{_('You asked')} {_moment(one.asked_at)}, {one.reference}"
        yield from _quoted(one.words)
        if one.answered_at is not None:
            yield f"{_('We answered')} {_moment(one.answered_at)}, {one.who}"
            yield from _quoted(one.given)


def _quoted(words: str) -> Iterator[str]:
    yield from (f"> {line}" for line in words.splitlines())


def _moment(at: datetime) -> str:
    return f"{at.astimezone(agency_zone()):%Y-%m-%d %H:%M %Z}"


def _text(name: str, title: str, lines: Iterable[str]) -> File:
    return File(name, title, "".join(f"{line}\n" for line in (title, "", *lines)).encode())
