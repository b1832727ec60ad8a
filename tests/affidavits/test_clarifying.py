"""Asking about one answer: kept sealed for ever, answered by an edition or in words, taken back, recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.factories.affidavits import COMPLETE, INSTAGRAM, MYSPACE, TIKTOK, Round
from tracker.affidavits.clarified import asked_about, clarified_of, waiting_on
from tracker.affidavits.clarifying import answer_in_words, ask_about, take_back_question
from tracker.affidavits.exact import Exact
from tracker.affidavits.models import Clarification
from tracker.affidavits.own import editions_of
from tracker.affidavits.words import english
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.mail.models import OutgoingMail
from tracker.policy.actors import Actor
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.clarifying import About, Ending
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import ASKED_AGAIN, MailKind
from tracker.policy.vocabulary import Stage

WORDS = "You wrote this username in two ways. Which spelling is right?"


def ask(
    hiring: Round, case: CaseFacts, about: str = "account-2", words: str = WORDS, by: Actor | None = None
) -> str:
    """Ask about one answer, as the investigator."""
    with unit_of_work(by or hiring.dana) as work:
        return ask_about(work, hiring.now(case), about=about, words=words).reference


def reply(hiring: Round, case: CaseFacts, reference: str, words: str = "The first one.") -> None:
    """Answer in words, as the candidate."""
    with unit_of_work(hiring.candidate(case)) as work:
        answer_in_words(work, hiring.now(case), reference=reference, words=words)


def events(case: CaseFacts) -> list[str]:
    """Return what the ledger says of these questions."""
    rows = db.session.execute(
        ledger_entries.select()
        .where(
            ledger_entries.c.case_id == str(case.case_id),
            ledger_entries.c.event.like("CLARIFICATION%"),
        )
        .order_by(ledger_entries.c.idx)
    )
    return [row.event.removeprefix("CLARIFICATION_") for row in rows]


@pytest.fixture
def filed(hiring: Round) -> CaseFacts:
    """A case whose affidavit is filed."""
    case = hiring.case(email="marisol@example.org")
    hiring.file(case)
    return hiring.now(case)


@pytest.mark.clause("Hampton F.2")
def test_a_question_is_sealed_mailed_and_waits_beside_its_answer(hiring: Round, filed: CaseFacts) -> None:
    reference = ask(hiring, filed)
    row = db.session.scalars(select(Clarification)).one()
    assert b"spelling" not in row.words
    kinds = list(db.session.scalars(select(OutgoingMail.kind)))
    assert kinds.count(MailKind.TO_ANSWER) == 1
    (waits,) = waiting_on(db.session, filed.case_id, Exact(About.ACCOUNT, 2))
    assert (waits.reference, waits.words, waits.who) == (reference, WORDS, "Dana Ruiz")
    assert waiting_on(db.session, filed.case_id, Exact(About.ACCESS, 2)) == ()
    assert hiring.now(filed).stage is Stage.SEARCH, "the search waits for nothing"
    assert events(filed) == ["ASKED"]


def test_who_asks_and_takes_back_again_and_again_mails_once_within_an_hour(
    hiring: Round, filed: CaseFacts, clock: FixedClock
) -> None:
    def mails() -> int:
        return list(db.session.scalars(select(OutgoingMail.kind))).count(MailKind.TO_ANSWER)

    for _ in range(3):
        reference = ask(hiring, filed)
        with unit_of_work(hiring.dana) as work:
            take_back_question(work, filed, reference=reference)
    assert mails() == 1
    clock.advance(ASKED_AGAIN + timedelta(minutes=1))
    ask(hiring, filed)
    assert mails() == 2


def test_the_edition_that_changes_the_answer_ends_it_and_no_other_one(
    hiring: Round, filed: CaseFacts
) -> None:
    reference, other = ask(hiring, filed), ask(hiring, filed, "names")
    hiring.amend(filed, anything_else="A hiking forum.", has_other=True)
    assert all(one.waits for one in clarified_of(db.session, filed.case_id)), "nothing of it was answered"
    hiring.amend(filed, accounts=(INSTAGRAM, replace(TIKTOK, handle="mari_p", canonical="mari_p"), MYSPACE))
    found = {one.reference: one for one in clarified_of(db.session, filed.case_id)}
    assert (found[reference].ending, found[reference].answered_with) == (Ending.EDITION, 3)
    assert found[other].waits
    editions = editions_of(db.session, filed.case_id, english)
    told = {one.asked.reference: one for one in asked_about(db.session, filed.case_id, editions)}
    assert "Account 2 was TikTok: mari.p, is TikTok: mari_p" in told[reference].changes
    assert [one.edition for one in editions] == [1, 2, 3], "what was filed before stays"
    assert events(filed) == ["ASKED", "ASKED", "CLOSED"]


@pytest.mark.parametrize(
    ("about", "changes"),
    [
        ("names", {"other_names": ("Mari P", "Sol P")}),
        ("now", {"accounts": (*COMPLETE.accounts, replace(TIKTOK, number=4, handle="b", canonical="b"))}),
        ("former", {"accounts": (INSTAGRAM, TIKTOK), "has_former": False}),
        ("other", {"anything_else": "A forum.", "has_other": True}),
        ("access-1", {"accounts": (replace(INSTAGRAM, mode="public-only"), *COMPLETE.accounts[1:])}),
        ("account-3", {"accounts": (INSTAGRAM, TIKTOK, replace(MYSPACE, stopped_year=2020))}),
    ],
)
def test_each_answer_is_ended_by_its_own_change(
    hiring: Round, filed: CaseFacts, about: str, changes: dict[str, object]
) -> None:
    ask(hiring, filed, about)
    hiring.amend(filed, **changes, last_number=4)
    (one,) = clarified_of(db.session, filed.case_id)
    assert (one.ending, one.answered_with) == (Ending.EDITION, 2)


def test_words_answer_it_and_change_nothing(hiring: Round, filed: CaseFacts) -> None:
    reference = ask(hiring, filed)
    reply(hiring, filed, reference)
    (one,) = clarified_of(db.session, filed.case_id)
    assert (one.ending, one.reply) == (Ending.WORDS, "The first one.")
    assert len(editions_of(db.session, filed.case_id, english)) == 1
    with pytest.raises(Refused, match="answered already"):
        reply(hiring, filed, reference)
    with pytest.raises(Refused, match="answered before"), unit_of_work(hiring.dana) as work:
        take_back_question(work, filed, reference=reference)
    ask(hiring, filed)
    assert events(filed) == ["ASKED", "ANSWERED", "ASKED"]


def test_staff_take_it_back_once(hiring: Round, filed: CaseFacts) -> None:
    reference = ask(hiring, filed)
    with pytest.raises(Refused, match="waits already"):
        ask(hiring, filed)
    with unit_of_work(hiring.supervisor) as work:
        take_back_question(work, filed, reference=reference)
    (one,) = clarified_of(db.session, filed.case_id)
    assert (one.ending, one.taker) == (Ending.TAKEN_BACK, "Lt. Ama Okafor")
    with pytest.raises(Refused, match="took this question back"):
        reply(hiring, filed, reference)
    with pytest.raises(Refused, match="before you did"), unit_of_work(hiring.dana) as work:
        take_back_question(work, filed, reference=reference)
    assert events(filed) == ["ASKED", "TAKEN_BACK"]


@pytest.mark.parametrize(
    ("about", "words", "said"),
    [
        ("account-9", WORDS, "Choose an answer"),
        ("access-3", WORDS, "Choose an answer"),
        ("names", "Is this name from your church?", "no part in hiring"),
        ("names", "What is the password?", "does not ask for"),
        ("names", "We have two findings.", "does not speak of"),
    ],
)
def test_what_is_not_asked(hiring: Round, filed: CaseFacts, about: str, words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        ask(hiring, filed, about, words)
    assert events(filed) == []


def test_a_handle_may_be_quoted(hiring: Round, filed: CaseFacts) -> None:
    ask(hiring, filed, words="Is it @marisol.pena or instagram.com/marisol_pena?")
    assert events(filed) == ["ASKED"]


def test_whose_it_is_not_to_ask_or_answer(hiring: Round, filed: CaseFacts) -> None:
    for actor in (hiring.hr, hiring.candidate(filed)):
        with pytest.raises(Denied):
            ask(hiring, filed, by=actor)
    reference = ask(hiring, filed, by=hiring.supervisor)
    other = hiring.case("Ana Lima")
    hiring.file(other)
    with pytest.raises(NotFound):
        reply(hiring, other, reference)
    with pytest.raises(NotFound), unit_of_work(hiring.dana) as work:
        take_back_question(work, hiring.now(other), reference=reference)


@pytest.mark.parametrize(("stage", "number"), [(Stage.DECIDED, "R-05"), (Stage.WITHDRAWN, "R-02")])
def test_nothing_is_asked_or_answered_once_it_is_over(
    hiring: Round, filed: CaseFacts, stage: Stage, number: str
) -> None:
    reference = ask(hiring, filed)
    over = hiring.move(filed, stage)
    with pytest.raises(Refused) as asked:
        ask(hiring, over, "names")
    with pytest.raises(Refused) as answered:
        reply(hiring, over, reference)
    assert {asked.value.unmet[0].ref, answered.value.unmet[0].ref} == {number}


@pytest.mark.parametrize("table", ["clarifications", "clarification_ends"])
@pytest.mark.parametrize("act", ["UPDATE {} SET version = 9", "DELETE FROM {}"])
def test_nothing_of_it_is_changed_or_deleted(hiring: Round, filed: CaseFacts, table: str, act: str) -> None:
    reply(hiring, filed, ask(hiring, filed))
    with pytest.raises(DatabaseError, match=r"never (?:changed|deleted)"):
        db.session.execute(text(act.format(table)))
    db.session.rollback()


_COPIED = """
INSERT INTO clarification_ends (id, version, clarification_id, case_id, how, ended_at, {more})
SELECT '{id}', 1, clarifications.id, {case}, '{how}', clarifications.asked_at, {value} FROM clarifications
"""


def test_the_database_ends_a_question_in_its_own_case_by_a_later_edition_alone(
    hiring: Round, filed: CaseFacts
) -> None:
    other = hiring.case("Ana Lima")
    hiring.file(other)
    ask(hiring, filed)
    case, elsewhere = filed.case_id, other.case_id
    if db.engine.dialect.name == "sqlite":
        keys = {"case": f"'{case.hex}'", "elsewhere": f"'{elsewhere.hex}'", "id": "0" * 31 + "1"}
    else:
        keys = {
            "case": f"'{case}'",
            "elsewhere": f"'{elsewhere}'",
            "id": "00000000-0000-0000-0000-000000000001",
        }
    first = f"(SELECT id FROM affidavits WHERE case_id = {keys['case']})"
    by_edition = {"how": "edition", "more": "affidavit_id", "value": first, "id": keys["id"]}
    in_words = {"how": "words", "more": "words", "value": "clarifications.words", "id": keys["id"]}
    for values, said in (
        ({**by_edition, "case": keys["case"]}, "later edition"),
        ({**in_words, "case": keys["elsewhere"]}, "own case"),
    ):
        with pytest.raises(DatabaseError, match=said):
            db.session.execute(text(_COPIED.format(**values)))
        db.session.rollback()
