"""What is read of the outbox, by HR, by IT, and by the check; and that the database keeps it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from tests.mail.conftest import ADDRESS, Posting, row
from tests.mail.office import Office
from tests.walls import refused
from tracker import health_checks
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.clock import FixedClock
from tracker.db import db
from tracker.health_checks import HealthCheck
from tracker.ledger.verify import verify
from tracker.mail.delivering import Send, deliver_due, note_round
from tracker.mail.queries import last_outcomes, mail_counts, mails_of
from tracker.policy.mailing import MailKind, MailState

CASE = uuid4()


def test_hr_reads_how_far_each_mail_of_a_case_is(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    posted(case_id=CASE)
    office.to_recipient.append(f"550 5.1.1 no mailbox {ADDRESS}")
    deliver_due(send)
    posted(case_id=uuid4())
    deliver_due(send)
    clock.advance(timedelta(minutes=1))
    posted(case_id=CASE, kind=MailKind.RECEIPT, link="")
    office.answers.append("451 4.2.0 greylisted")
    deliver_due(send)
    newest, oldest = mails_of(db.session, CASE)
    assert (newest.kind_words, newest.state, newest.tries) == ("Affidavit filed", MailState.PUT_OFF, 1)
    assert (oldest.state_words, oldest.code) == ("Refused by the mail server", 550)
    assert oldest.said == "5.1.1 no mailbox (address)"
    assert mails_of(db.session, uuid4()) == ()


def test_counts_and_outcomes_name_nobody(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    posted(case_id=CASE)
    office.to_recipient.append("550 no")
    deliver_due(send)
    clock.advance(timedelta(hours=1))
    first = clock.now()
    posted(case_id=CASE)
    counts = mail_counts(db.session)
    assert (counts.waiting, counts.not_sent, counts.oldest, counts.looked_at) == (1, 1, first, None)
    (outcome,) = last_outcomes(db.session)
    assert (outcome.state_words, outcome.code, outcome.tries) == ("Refused by the mail server", 550, 1)


def check(app: Flask) -> HealthCheck:
    """Return what the check says of mail."""
    db.session.rollback()
    return next(one for one in health_checks.run(app, ledger=False) if one.name == "mail")


@pytest.mark.usefixtures("context")
def test_the_check_says_whether_mail_is_set_up_and_delivered(
    app: Flask, posted: Posting, send: Send, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = check(app)
    assert fresh.well
    assert fresh.sentence.startswith("nobody has looked for mail to send yet; run: flask --app wsgi deliver")
    posted()
    assert not check(app).well, "one waits, and nobody is there to send it"
    note_round()
    assert check(app).sentence == "sent through 127.0.0.1; 1 mail waiting, 0 refused or given up"
    assert check(app).well
    clock.advance(timedelta(minutes=11))
    assert not check(app).well
    assert "since March 9, 2026, 12:00 p.m. EDT" in check(app).sentence
    settings = app.extensions["settings"].model_copy(update={"smtp_host": "", "mail_files": False})
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert check(app) == HealthCheck(
        "mail", True, "off: links go by hand or by letter; TRACKER_SMTP_HOST turns it on"
    )


def test_the_ledger_holds_every_state_of_every_mail(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    posted()
    office.answers.append("451 later")
    deliver_due(send)
    clock.advance(timedelta(minutes=1))
    deliver_due(send)
    make_checkpoint()
    assert verify(db.session, witness_of(db.session), deep=True).problems == ()


ATTACKS = [
    ("DELETE FROM outgoing_mails", "never deleted"),
    ("UPDATE outgoing_mails SET reference = 'M-OTHER'", "cannot be changed"),
    ("UPDATE outgoing_mails SET kind = 'receipt'", "cannot be changed"),
    ("UPDATE outgoing_mails SET state = 'waiting'", "cannot be changed once ended_at is set"),
    ("UPDATE outgoing_mails SET content = 'x'", "cannot be changed once ended_at is set"),
    (
        "UPDATE outgoing_mails SET ended_at = NULL, content = 'x', next_try_at = posted_at",
        "can be set only once|cannot be changed once ended_at is set",
    ),
]


@pytest.mark.parametrize(("statement", "words"), ATTACKS)
def test_the_database_keeps_what_became_of_a_mail(
    statement: str, words: str, posted: Posting, send: Send, app: Flask
) -> None:
    posted()
    deliver_due(send)
    with refused(words):
        db.session.execute(text(statement))
    db.session.rollback()


def test_the_database_keeps_no_content_of_a_mail_that_is_over(posted: Posting, clock: FixedClock) -> None:
    mail: UUID = posted()
    for statement, words in (
        ("UPDATE outgoing_mails SET ended_at = posted_at, next_try_at = NULL", "emptied_when_over"),
        ("UPDATE outgoing_mails SET content = NULL", "emptied_when_over"),
        ("UPDATE outgoing_mails SET next_try_at = NULL", "tried_until_over"),
    ):
        with refused(words):
            db.session.execute(text(statement))
        db.session.rollback()
    assert row(mail).content is not None
