"""Mail is delivered to a real server: once where all goes well, again where it does not, and never half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests.mail.conftest import ADDRESS, Point, Posting, events_about, row
from tests.mail.office import Office, free_port
from tests.structure.source import ROOT
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.mail.delivering import LEASE, Send, Taken, deliver_due, settle, take_next
from tracker.mail.outcomes import NotNow
from tracker.mail.service import drop_mails, post
from tracker.policy.actors import SYSTEM
from tracker.policy.mailing import MailKind, MailState, Stopped
from tracker.settings import Settings

CASE = UUID("7d3f3f0c-8a86-4f0a-9d6e-6d1c6f3a2b11")


def test_a_mail_is_delivered_once_and_what_it_held_is_gone(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    mail = posted()
    assert row(mail).content is not None
    assert deliver_due(send) == 1
    assert deliver_due(send) == 0
    assert [message["To"] for message in office.taken] == [ADDRESS]
    assert "/i/a-secret-token" in office.taken[0].get_content()
    after = row(mail)
    assert (after.state, after.tries, after.content, after.answer) == ("handed-over", 1, None, None)
    assert (after.ended_at, after.next_try_at) == (clock.now(), None)
    assert events_about(mail) == ["MAIL_POSTED", "MAIL_TAKEN", "MAIL_HANDED_OVER"]


class Undone(Exception):
    """The act did not come to its end."""


def test_an_act_that_is_rolled_back_sends_nothing(context: None, office: Office, send: Send) -> None:
    def act() -> None:
        with unit_of_work(SYSTEM) as work:
            post(work, kind=MailKind.RECEIPT, to=ADDRESS)
            raise Undone

    with pytest.raises(Undone):
        act()
    assert deliver_due(send) == 0
    assert office.taken == []


def test_patience_asked_for_is_given_and_then_it_is_delivered(
    posted: Posting, office: Office, send: Send, clock: FixedClock, settings: Settings
) -> None:
    mail, begun = posted(), clock.now()
    office.answers += ["451 4.7.1 try later", "421 4.3.2 shutting down"]
    deliver_due(send)
    assert (row(mail).state, row(mail).code, row(mail).tries) == ("put-off", 451, 1)
    assert row(mail).next_try_at == begun + timedelta(minutes=settings.mail_pauses[0])
    assert deliver_due(send) == 0, "not before its time"
    clock.advance(timedelta(minutes=1))
    deliver_due(send)
    assert row(mail).next_try_at == clock.now() + timedelta(minutes=5)
    clock.advance(timedelta(minutes=5))
    deliver_due(send)
    assert row(mail).state == "handed-over"
    assert len(office.taken) == 1
    assert events_about(mail).count("MAIL_PUT_OFF") == 2


@pytest.mark.parametrize("where", ["to_recipient", "answers"])
def test_a_refusal_for_good_is_kept_without_the_address(
    posted: Posting, office: Office, send: Send, clock: FixedClock, where: str
) -> None:
    mail = posted()
    getattr(office, where).append(f"550 5.1.1 <{ADDRESS}>: Marisol.Pena is unknown at mail.example")
    deliver_due(send)
    clock.advance(timedelta(days=1))
    assert deliver_due(send) == 0
    after = row(mail)
    assert (after.state, after.code, after.content) == ("refused", 550, None)
    assert after.answer is not None
    assert events_about(mail)[-1] == "MAIL_REFUSED"


def test_a_server_that_is_down_is_tried_for_two_days_and_then_given_up(
    posted: Posting, point: Point, clock: FixedClock, settings: Settings
) -> None:
    mail, begun = posted(), clock.now()
    send = point(free_port())
    moments = []
    while row(mail).ended_at is None:
        assert deliver_due(send) == 1
        moments.append(clock.now() - begun)
        clock.set(row(mail).next_try_at or clock.now())
    minutes = [moment.total_seconds() / 60 for moment in moments]
    assert minutes[:6] == [0, 1, 6, 21, 81, 141]
    assert moments[-1] <= timedelta(hours=settings.mail_hours) < moments[-1] + timedelta(hours=1)
    after = row(mail)
    assert (after.state, after.tries, after.content) == ("given-up", len(moments), None)


def test_a_worker_that_dies_after_handing_over_lets_it_be_sent_again(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    mail = posted()

    class Killed(BaseException):
        """The machine stops here."""

    def send_and_die(taken: Taken) -> None:
        send(taken)
        raise Killed

    with pytest.raises(Killed):
        deliver_due(send_and_die)
    assert deliver_due(send) == 0, "the other worker may still be at it"
    clock.advance(LEASE)
    assert deliver_due(send) == 1
    assert [message["Message-ID"] for message in office.taken] == [
        f"<{row(mail).reference}@riverton.example>"
    ] * 2
    assert (row(mail).state, row(mail).tries) == ("handed-over", 2)


def test_a_late_worker_changes_nothing_but_that_it_was_handed_over(
    posted: Posting, clock: FixedClock
) -> None:
    mail = posted()
    first = take_next()
    clock.advance(LEASE)
    second = take_next()
    assert first is not None
    assert second is not None
    settle(first, NotNow(451, "later"))
    assert (row(mail).state, row(mail).tries) == ("waiting", 2)
    settle(first, None)
    assert row(mail).state == "handed-over"
    settle(second, NotNow(451, "later"))
    assert row(mail).state == "handed-over"


def test_two_workers_lose_none_of_fifty(app: Flask, posted: Posting, office: Office, send: Send) -> None:
    mails = [posted(kind=MailKind.RECEIPT, link="", to=f"c{number}@mail.example") for number in range(50)]
    db.session.rollback()

    def work() -> None:
        with app.app_context():
            deliver_due(send)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(office.recipients) == Counter(f"c{number}@mail.example" for number in range(50))
    assert {row(mail).state for mail in mails} == {"handed-over"}


@pytest.mark.sqlite
def test_a_worker_killed_in_the_middle_loses_nothing(
    posted: Posting, office: Office, send: Send, clock: FixedClock, settings: Settings
) -> None:
    mail, reached, go_on = posted(), threading.Event(), threading.Event()

    def hold() -> None:
        reached.set()
        go_on.wait(30)

    office.on_data = hold
    where = {
        "TRACKER_ENVIRONMENT": "test",
        "TRACKER_INSTANCE": str(settings.instance),
        "TRACKER_MAIL_FILES": "false",
        "TRACKER_MAIL_FROM": "hiring@riverton.example",
        "TRACKER_SMTP_HOST": "127.0.0.1",
        "TRACKER_SMTP_PORT": str(office.port),
        "TRACKER_SMTP_SECURITY": "none",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "deliver"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | where) as worker:
        assert reached.wait(30), "the worker found the mail"
        worker.send_signal(signal.SIGKILL)
    assert worker.returncode == -signal.SIGKILL
    go_on.set()
    office.on_data = lambda: None
    until = row(mail).taken_until
    assert until is not None
    clock.set(until - timedelta(microseconds=1))
    assert deliver_due(send) == 0, "the one who was killed had it in hand"
    clock.set(until)
    assert deliver_due(send) == 1
    assert row(mail).state == "handed-over"
    assert office.recipients[-1] == ADDRESS


def test_what_has_no_use_any_more_is_not_sent(
    posted: Posting, office: Office, send: Send, clock: FixedClock
) -> None:
    mail = posted(
        kind=MailKind.SIGN_CODE, link="", code="123456", useless_at=clock.now() + timedelta(minutes=15)
    )
    clock.advance(timedelta(minutes=15))
    assert deliver_due(send) == 0
    assert office.taken == []
    assert (row(mail).state, row(mail).content) == (MailState.DROPPED, None)


def test_a_replaced_link_is_dropped_and_other_mails_of_the_case_stay(
    posted: Posting, office: Office, send: Send
) -> None:
    case = CASE
    link, receipt = posted(case_id=case), posted(case_id=case, kind=MailKind.RECEIPT, link="")
    other = posted()
    with unit_of_work(SYSTEM) as work:
        assert drop_mails(work, case, reason=Stopped.REPLACED) == 1
    deliver_due(send)
    assert (row(link).state, row(receipt).state, row(other).state) == (
        "dropped",
        "handed-over",
        "handed-over",
    )
    assert events_about(link) == ["MAIL_POSTED", "MAIL_DROPPED"]


def test_a_link_replaced_while_it_is_sent_is_not_tried_again(posted: Posting, clock: FixedClock) -> None:
    mail = posted(case_id=CASE)
    taken = take_next()
    assert taken is not None
    with unit_of_work(SYSTEM) as work:
        drop_mails(work, CASE, reason=Stopped.REPLACED)
    settle(taken, NotNow(None, "no answer"))
    clock.advance(timedelta(hours=1))
    assert take_next() is None
    assert row(mail).state == "dropped"


def test_a_mail_that_cannot_be_written_holds_up_no_other(
    posted: Posting, office: Office, send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = posted(), posted(to="other@mail.example")

    def stumble(taken: Taken) -> None:
        if taken.id == broken:
            raise ValueError(ADDRESS)
        send(taken)

    deliver_due(stumble)
    assert (row(broken).state, row(whole).state) == ("put-off", "handed-over")
    assert ADDRESS not in caplog.text
