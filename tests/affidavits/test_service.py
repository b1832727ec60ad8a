"""Saving, signing and filing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.affidavits import COMPLETE, INSTAGRAM, MYSPACE, NOTHING, TIKTOK, Round
from tests.people import People
from tests.walls import ADDED_TO, KEPT, ONCE, STAYS, refused
from tracker.affidavits.access import note_use
from tracker.affidavits.answers import Answers, Uses, read_answers
from tracker.affidavits.drafts import begin_change, draft_of, leave_change, save_answers
from tracker.affidavits.models import AccessGrant
from tracker.affidavits.own import edition_of, editions_of, filed_with
from tracker.affidavits.queries import (
    affidavit_filed,
    affidavit_state,
    declared_accounts,
    grants,
    other_names,
)
from tracker.affidavits.words import english
from tracker.db import Unrecorded, db, unit_of_work
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode, Stage


def test_filing_declares_accounts_gives_access_and_starts_the_search(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    affidavit = hiring.file(case)
    state = affidavit_state(session, case.case_id)
    assert (state.filed, state.edition, state.intact) == (True, 1, True)
    assert state.fingerprint == affidavit.fingerprint
    accounts = declared_accounts(session, case.case_id)
    assert [(one.platform_name, one.handle, one.former) for one in accounts] == [
        ("Instagram", "marisol.pena", False),
        ("TikTok", "mari.p", False),
        ("Old Forum", "", True),
    ]
    assert [one.mode for one in accounts] == [AccessMode.TOGETHER, AccessMode.PUBLIC_ONLY, None]
    assert other_names(session, case.case_id) == ("Mari P",)
    assert {grant.investigator_name for grant in grants(session, case.case_id)} == {"Dana Ruiz"}
    assert hiring.now(case).stage is Stage.SEARCH
    assert affidavit_filed(session, case.case_id)


def test_nothing_is_there_before_filing(session: Session, case: CaseFacts) -> None:
    assert not affidavit_state(session, case.case_id).filed
    assert declared_accounts(session, case.case_id) == ()
    assert other_names(session, case.case_id) == ()
    assert grants(session, case.case_id) == ()
    assert not affidavit_filed(session, case.case_id)


def test_the_fingerprint_is_of_the_exact_text(session: Session, hiring: Round, case: CaseFacts) -> None:
    affidavit = hiring.file(case)
    edition, count = edition_of(session, case.case_id, None, english)
    assert hashlib.sha256(edition.document).hexdigest() == affidavit.fingerprint
    assert (edition.intact, count) == (True, 1)
    assert filed_with(session, affidavit.fingerprint) == affidavit.filed_at
    assert filed_with(session, "0" * 64) is None
    assert "Marisol Peña" in edition.text
    assert "I declare, under penalty of false statement" in edition.text


def test_somebody_without_accounts_files_too(session: Session, hiring: Round, case: CaseFacts) -> None:
    hiring.file(case, NOTHING)
    assert declared_accounts(session, case.case_id) == ()
    assert affidavit_state(session, case.case_id).filed


LEFT: list[tuple[dict[str, Any], str]] = [
    ({"has_other_names": None}, "Say whether you have used other names"),
    ({"other_names": ()}, "Enter a name or handle, or choose No"),
    ({"uses": ""}, "Say whether you use any social media now"),
    ({"uses": Uses.NOT_SURE.value}, "Say whether you use any social media now"),
    ({"uses": Uses.NO.value}, "You said that you use no social media"),
    ({"accounts": (), "has_former": False}, "Add an account, or say that you use none"),
    ({"list_complete": False}, "Say whether you have listed every account"),
    ({"has_former": None}, "Say whether you used other accounts before"),
    ({"accounts": (INSTAGRAM, TIKTOK)}, "Add an account you used before, or choose No"),
    ({"accounts": (replace(INSTAGRAM, mode=""), TIKTOK, MYSPACE)}, "how your investigator may look"),
]
UNSIGNED: list[tuple[dict[str, Any], str]] = [
    ({"typed_name": " "}, "Type your full name to sign"),
    ({"meant": False}, "Tick the box"),
    ({"shown_digest": "0" * 64}, "Your answers changed after you checked them"),
    ({"typed_name": "Marisol Pena Ortiz"}, "Change it, or tell us why they differ"),
]


def test_an_affidavit_with_something_left_is_not_filed(hiring: Round, case: CaseFacts) -> None:
    for changes, sentence in LEFT:
        with pytest.raises(Refused, match=sentence):
            hiring.file(case, replace(COMPLETE, **changes))
    assert hiring.now(case).stage is not Stage.SEARCH


def test_a_signature_is_meant_and_of_what_was_shown(hiring: Round, case: CaseFacts) -> None:
    for signing, sentence in UNSIGNED:
        with pytest.raises(Refused, match=sentence):
            hiring.file(case, **signing)
    assert not affidavit_filed(db.session, case.case_id)


def test_names_are_compared_loosely(hiring: Round) -> None:
    for typed in ("marisol pena", "MARISOL  PEÑA", "Marisol-Peña", " Marisol Peña "):
        assert hiring.file(hiring.case(), typed_name=typed).edition == 1


def test_another_name_is_taken_with_its_reason(session: Session, hiring: Round, case: CaseFacts) -> None:
    hiring.file(case, typed_name="Marisol Ortiz", names_differ_because="I married in May.")
    text_ = edition_of(session, case.case_id, None, english)[0].text
    assert "> Name: Marisol Ortiz\n> Name on record: Marisol Peña\n" in text_
    assert "> Why the names differ: I married in May.\n" in text_


def test_outside_the_country_the_other_wording_is_signed(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    hiring.file(case, outside_us=True)
    assert "under the laws of the United States" in edition_of(session, case.case_id, None, english)[0].text


def test_it_is_filed_once(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    with pytest.raises(Refused, match="filed already"):
        hiring.sign(hiring.now(case))


def test_only_the_candidate_signs(hiring: Round, case: CaseFacts) -> None:
    hiring.answer(case)
    with pytest.raises(Denied), unit_of_work(hiring.dana) as work:
        save_answers(work, case, seen=1, part="names", answers=COMPLETE)
    other = hiring.case("Ana Lima")
    with pytest.raises(NotFound), unit_of_work(hiring.candidate(other)) as work:
        save_answers(work, case, seen=1, part="names", answers=COMPLETE)


def test_the_first_to_save_is_never_overwritten_in_silence(hiring: Round, case: CaseFacts) -> None:
    hiring.answer(case, COMPLETE)
    with pytest.raises(Overtaken), unit_of_work(hiring.candidate(case)) as work:
        save_answers(work, case, seen=0, part="names", answers=NOTHING)
    assert draft_of(db.session, case.case_id).answers == COMPLETE


def test_a_password_is_refused_by_the_service_too(hiring: Round, case: CaseFacts) -> None:
    told = replace(COMPLETE, anything_else="my password is hunter22")
    with pytest.raises(Refused) as refusal:
        hiring.answer(case, told)
    assert refusal.value.unmet[0].ref == "R-03"
    assert draft_of(db.session, case.case_id).version == 0


def test_an_amendment_is_a_further_edition_and_both_stay(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    first = hiring.file(case)
    second = hiring.amend(case, other_names=("Mari P", "M. Ortiz"))
    filed = editions_of(session, case.case_id, english)
    assert [(one.edition, one.fingerprint) for one in filed] == [
        (1, first.fingerprint),
        (2, second.fingerprint),
    ]
    assert filed[0].changes == ()
    assert filed[1].changes == ("Added a name or handle: M. Ortiz",)
    assert "> Added a name or handle: M. Ortiz\n" in filed[1].text
    assert f"> Fingerprint of the edition before: {first.fingerprint}\n" in filed[1].text
    assert other_names(session, case.case_id) == ("Mari P", "M. Ortiz")
    assert hiring.now(case).stage is Stage.SEARCH
    for fingerprint in (first.fingerprint, second.fingerprint):
        assert filed_with(session, fingerprint) is not None


def test_numbers_of_accounts_stay_theirs(session: Session, hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    threads = replace(INSTAGRAM, number=4, platform="threads", platform_name="Threads")
    hiring.amend(case, accounts=(TIKTOK, MYSPACE, threads), last_number=4)
    accounts = declared_accounts(session, case.case_id)
    assert [(one.number, one.platform) for one in accounts] == [(2, "tiktok"), (3, "other"), (4, "threads")]


def test_a_change_can_be_dropped(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    case, candidate = hiring.now(case), hiring.candidate(case)
    with unit_of_work(candidate) as work:
        begin_change(work, case)
    hiring.answer(case, replace(COMPLETE, other_names=("Other",), amends=1))
    with unit_of_work(candidate) as work:
        leave_change(work, case)
    assert not draft_of(db.session, case.case_id).is_open
    assert other_names(db.session, case.case_id) == ("Mari P",)
    with pytest.raises(NotFound), unit_of_work(candidate) as work:
        leave_change(work, case)


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.DECIDED, "A decision was recorded"),
        (Stage.CLOSED, "A decision was recorded"),
        (Stage.WITHDRAWN, "This application was withdrawn"),
    ],
)
def test_answers_change_until_a_decision(hiring: Round, case: CaseFacts, stage: Stage, sentence: str) -> None:
    hiring.file(case)
    case = hiring.move(case, stage)
    with pytest.raises(Refused, match=sentence), unit_of_work(hiring.candidate(case)) as work:
        begin_change(work, case)


def test_a_withdrawn_application_is_not_answered(hiring: Round, case: CaseFacts) -> None:
    case = hiring.move(case, Stage.WITHDRAWN)
    with pytest.raises(Refused, match="withdrawn"):
        hiring.answer(case)


def test_where_accounts_may_not_be_asked_for_the_affidavit_is_whole_without_them(
    session: Session, people: People
) -> None:
    hiring = Round(people, profile="ca")
    case = hiring.case()
    hiring.file(case, Answers(has_other_names=False))
    text_ = edition_of(session, case.case_id, None, english)[0].text
    assert "We did not ask which ones you have" in text_
    assert declared_accounts(session, case.case_id) == ()


def test_answers_of_an_older_shape_are_read() -> None:
    assert (
        read_answers(
            {
                "uses": "yes",
                "gone": 1,
                "accounts": [{"number": 1, "gone": 2, "platform": "x", "platform_name": "X"}],
            }
        )
        .accounts[0]
        .platform
        == "x"
    )
    assert read_answers(COMPLETE.as_json()) == COMPLETE


WALLS = [
    ("UPDATE affidavits SET fingerprint = 'x'", ADDED_TO),
    ("DELETE FROM affidavits", KEPT),
    ("UPDATE declared_accounts SET number = 9", ADDED_TO),
    ("DELETE FROM declared_accounts", KEPT),
    ("UPDATE access_grants SET mode = 'together'", STAYS),
    ("UPDATE access_grants SET investigator_id = NULL", STAYS),
    ("UPDATE access_grants SET ends_at = granted_at", STAYS),
    ("DELETE FROM access_grants", KEPT),
    ("DELETE FROM grant_uses", KEPT),
    ("DELETE FROM affidavit_drafts", KEPT),
]


def test_what_is_filed_cannot_be_changed_going_around_the_application(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    hiring.file(case)
    with unit_of_work(hiring.dana) as work:
        grant = work.session.scalars(select(AccessGrant)).first()
        assert grant is not None
        note_use(work, hiring.now(case), grant_id=grant.id, number=1)
    for statement, words in WALLS:
        with db.engine.connect() as connection, refused(words):
            connection.execute(text(statement))


def test_a_grant_stops_once(hiring: Round, case: CaseFacts) -> None:
    hiring.file(case)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE access_grants SET stopped_at = granted_at, version = 2"))
    with db.engine.connect() as connection, refused(ONCE):
        connection.execute(text("UPDATE access_grants SET stopped_at = NULL"))


def test_a_filed_affidavit_cannot_be_changed_by_the_application_either(
    session: Session, hiring: Round, case: CaseFacts
) -> None:
    affidavit = hiring.file(case)
    with pytest.raises((IntegrityError, Unrecorded)), unit_of_work(hiring.candidate(case)) as work:
        work.change(work.session.merge(affidavit), fingerprint="x")
