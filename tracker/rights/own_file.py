"""Everything that a candidate gave, or was told, as files to take away; nothing of anybody's work on it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.affidavits.own import editions_of, papers_of
from tracker.affidavits.queries import declared_accounts, grants
from tracker.affidavits.words import Say, mode_words
from tracker.cases.queries import CaseHeader, case_header
from tracker.policy.casework import GrantFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.stages import OVER
from tracker.rights.answers_given import answers_given
from tracker.rights.archive import File, file_of, quoted, text_file, written
from tracker.rights.looks import Looks, looks_at
from tracker.rights.queries import copies_of, questions_of
from tracker.rights.signed_otherwise import clarifications, scans, statements
from tracker.together.queries import sessions_of


def own_file(session: Session, facts: CaseFacts, _: Say) -> tuple[File, ...]:
    """Return the candidate's own file: what was signed and sent, access, who read, questions."""
    looks = looks_at(session, facts, _)
    return (
        *given(session, facts, _),
        text_file(
            "access.txt", _("Access you gave, and when it was used"), _access(session, facts, looks, _)
        ),
        text_file("sessions.txt", _("When we looked together"), _sessions(session, facts, _)),
        text_file("who-looked.txt", _("Who opened your affidavit"), _opened(looks)),
        text_file("questions.txt", _("Your questions and our answers"), _questions(session, facts, _)),
        text_file("requests.txt", _("What you asked a copy of"), _requests(session, facts, _)),
    )


def given(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield what the candidate signed and sent; a file that says when it came is as it came."""
    for giver in (*SIGNED, answers_given):
        yield from giver(session, facts, _)


def affidavits(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield each filed edition, byte for byte as it was signed, with its receipt."""
    papers = papers_of(session, facts.case_id)
    for one in editions_of(session, facts.case_id, _):
        title = _("Your affidavit %(reference)s, as you signed it", reference=one.reference)
        yield file_of(f"affidavit-{one.edition}.txt", title, one.document, one.filed_at)
        if one.english:
            title = _("The English text of your affidavit %(reference)s", reference=one.reference)
            name, english = f"affidavit-{one.edition}-english.txt", one.english.encode()
            yield file_of(name, title, english, one.filed_at)
        if one.edition in papers:
            title = _("The receipt of your affidavit %(reference)s", reference=one.reference)
            name = f"affidavit-{one.edition}-receipt.pdf"
            yield file_of(name, title, papers[one.edition], one.filed_at)


Giver = Callable[[Session, CaseFacts, Say], Iterator[File]]
"""Yields files of one kind that a candidate gave."""
SIGNED: tuple[Giver, ...] = (affidavits, statements, scans, clarifications)
"""What the candidate signed, or was to sign, and said of it."""


def _access(session: Session, facts: CaseFacts, looks: Looks, _: Say) -> Iterator[str]:
    """Yield each access that was given, and how it ended."""
    accounts = {one.account: one for one in declared_accounts(session, facts.case_id)}
    modes, how, whom, begun = mode_words(_), _("How"), _("To whom"), _("From")
    used_on, nobody, given = _("Used on"), _("Nobody yet"), grants(session, facts.case_id)
    followed, header = {(one.account, one.starts_at) for one in given}, case_header(session, facts.case_id)
    for one in given:
        account = accounts.get(one.account)
        name = f"{account.platform_name} {account.handle}".strip() if account else ""
        label = _("Account %(number)s", number=one.account)
        yield f"{label} {name}".strip()
        yield f"  {how}: {modes[one.mode]}"
        yield f"  {whom}: {one.investigator_name or nobody}"
        yield f"  {begun}: {written(one.starts_at)}"
        yield f"  {_ended(one, followed, header, _)}"
    for use in looks.uses:
        yield f"{used_on} {written(use.at)}: {use.account}; {use.who}"


def _ended(one: GrantFacts, followed: Container[tuple[str, datetime]], header: CaseHeader, _: Say) -> str:
    """Say how one access ended: what was stopped and not replaced, the candidate stopped."""
    if one.stopped_at is not None:
        replaced = (one.account, one.stopped_at) in followed
        label = _("Replaced by what you said later") if replaced else _("You stopped it")
        return f"{label}: {written(one.stopped_at)}"
    last, until, withdrew = one.ends_at or one.starts_at, _("Until"), _("Ended when you withdrew")
    if header.withdrawn_at is not None and header.withdrawn_at < last:
        return f"{withdrew}: {written(header.withdrawn_at)}"
    if header.seen_as in OVER:
        return _("Ended with the decision, at the latest on %(when)s", when=written(last))
    at_latest = _("The decision, at the latest %(when)s", when=written(last))
    return f"{until}: {at_latest}"


def _sessions(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    """Yield what was arranged and done together, without what staff noted and without who else was there."""
    begun, until = _("From"), _("Until")
    for one in reversed(sessions_of(session, facts.case_id)):
        yield f"{one.reference}, {written(one.offered_at)}, {one.investigator}: {one.place}"
        yield from quoted(one.words)
        for record in one.records:
            yield f"  {begun}: {written(record.started_at)}"
            yield f"  {until}: {written(record.ended_at)}"
            yield from ("  " + _("Account %(number)s", number=number) for number in record.accounts)
            yield from quoted(record.confirmation.words if record.confirmation else "")


def _opened(looks: Looks) -> Iterator[str]:
    for one in looks.openings:
        yield f"{one.on:%Y-%m-%d}: {one.who} ({one.times})"


def _questions(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    asked, answered = _("You asked"), _("We answered")
    for one in reversed(questions_of(session, facts.case_id)):
        yield f"{asked} {written(one.asked_at)}, {one.reference}"
        yield from quoted(one.words)
        for reply in one.replies:
            yield f"{answered} {written(reply.at)}, {reply.who}"
            yield from quoted(reply.words)


def _requests(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    asked, answered = _("You asked"), _("We answered")
    for one in reversed(copies_of(session, facts.case_id)):
        yield f"{asked} {written(one.asked_at)}, {one.reference}"
        yield from quoted(one.words)
        if one.answered_at is not None:
            yield f"{answered} {written(one.answered_at)}, {one.who}"
            yield from quoted(one.given)
