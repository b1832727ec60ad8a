"""Everything that a candidate gave, or was told, as files to take away; nothing of anybody's work on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from tracker.affidavits.own import editions_of, papers_of
from tracker.affidavits.queries import declared_accounts, grants
from tracker.affidavits.words import Say, mode_words
from tracker.policy.facts import CaseFacts
from tracker.rights.answers_given import answers_given
from tracker.rights.archive import File, quoted, text_file, written
from tracker.rights.looks import looks_at
from tracker.rights.queries import copies_of, questions_of
from tracker.together.queries import sessions_of


def own_file(session: Session, facts: CaseFacts, _: Say) -> tuple[File, ...]:
    """Return the candidate's own file: affidavits, access given and used, who read, questions, requests."""
    return (
        *_affidavits(session, facts, _),
        *answers_given(session, facts, _),
        text_file("access.txt", _("Access you gave, and when it was used"), _access(session, facts, _)),
        text_file("sessions.txt", _("When we looked together"), _sessions(session, facts, _)),
        text_file("who-looked.txt", _("Who opened your affidavit"), _opened(session, facts, _)),
        text_file("questions.txt", _("Your questions and our answers"), _questions(session, facts, _)),
        text_file("requests.txt", _("What you asked a copy of"), _requests(session, facts, _)),
    )


def _affidavits(session: Session, facts: CaseFacts, _: Say) -> Iterator[File]:
    """Yield each filed edition, byte for byte as it was signed, with its receipt."""
    papers = papers_of(session, facts.case_id)
    for one in editions_of(session, facts.case_id, _):
        title = _("Your affidavit %(reference)s, as you signed it", reference=one.reference)
        yield File(f"affidavit-{one.edition}.txt", title, one.document)
        if one.english:
            title = _("The English text of your affidavit %(reference)s", reference=one.reference)
            yield File(f"affidavit-{one.edition}-english.txt", title, one.english.encode())
        if one.edition in papers:
            title = _("The receipt of your affidavit %(reference)s", reference=one.reference)
            yield File(f"affidavit-{one.edition}-receipt.pdf", title, papers[one.edition])


def _access(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    accounts = {one.account: one for one in declared_accounts(session, facts.case_id)}
    modes, how, whom, begun, until = mode_words(_), _("How"), _("To whom"), _("From"), _("Until")
    used_on, nobody = _("Used on"), _("Nobody yet")
    for one in grants(session, facts.case_id):
        account = accounts.get(one.account)
        name = f"{account.platform_name} {account.handle}".strip() if account else ""
        label = _("Account %(number)s", number=one.account)
        yield f"{label} {name}".strip()
        yield f"  {how}: {modes[one.mode]}"
        yield f"  {whom}: {one.investigator_name or nobody}"
        yield f"  {begun}: {written(one.starts_at)}"
        yield f"  {until}: {written(one.stopped_at or one.ends_at or one.starts_at)}"
    for use in looks_at(session, facts, _).uses:
        yield f"{used_on} {written(use.at)}: {use.account}; {use.who}"


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


def _opened(session: Session, facts: CaseFacts, _: Say) -> Iterator[str]:
    for one in looks_at(session, facts, _).openings:
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
