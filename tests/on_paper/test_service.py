"""A paper is copied by one person, compared by another, and filed as what it says."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.affidavits.test_access import allows
from tests.cases.test_walls import seat
from tests.factories.affidavits import COMPLETE, INSTAGRAM, NAME, NOTHING, TIKTOK, Round
from tests.factories.around import alter, past_the_application, without_walls
from tests.factories.on_paper import begun, compared, copied, scan, shown, signature, typed
from tests.people import People
from tests.vault.counting import statements
from tracker.affidavits.document import fingerprint
from tracker.affidavits.drafts import draft_of
from tracker.affidavits.models import AccessGrant, Affidavit, SignedScan
from tracker.affidavits.own import editions_of, filed_with
from tracker.affidavits.own import paper_of as receipt_of
from tracker.affidavits.words import english
from tracker.affidavits.written import read_document
from tracker.cases.models import Case
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.on_paper.comparing import say_the_same, say_what_differs
from tracker.on_paper.letters_sent import letter_sent
from tracker.on_paper.models import PaperComparison, PaperCopy, PaperTypist
from tracker.on_paper.queries import page_of, paper_of, the_paper
from tracker.on_paper.service import add_pages, begin_copy, hand_on, leave_copy, save_copy, take_off_page
from tracker.on_paper.waiting import filed_paper, letter_lines, paper_lines
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.affidavit_size import MOST_NAMES
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import NAMES_NOBODY
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings

pytestmark = pytest.mark.usefixtures("context")


def acts(case: CaseFacts) -> list[str]:
    """Return the acts on a case, oldest first."""
    of_case = select(ledger_entries.c.event).where(ledger_entries.c.case_id == str(case.case_id))
    return list(db.session.scalars(of_case.order_by(ledger_entries.c.idx)))


@pytest.mark.clause("Hampton F.2")
def test_a_paper_is_filed_as_what_it_says_and_by_whom(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    filed = compared(hiring, case)
    assert (filed.edition, filed.declaration) == (1, "paper")
    edition = editions_of(db.session, case.case_id, english)[0]
    assert edition.intact
    for line in (
        "> Entered for the candidate by: Priya Nair",
        "> Compared with the paper by: Lt. Ama Okafor",
        f"> Scan 1, SHA-256: {hashlib.sha256(scan()).hexdigest()}",
        f"> Scan 2, SHA-256: {hashlib.sha256(scan(90)).hexdigest()}",
        "> Username: marisol.pena",
        f"> Name: {NAME}",
        "> Place: Riverton, Connecticut",
        f"> Reference: {filed.reference}",
    ):
        assert line in edition.text.splitlines(), edition.text
    assert "penalty" in edition.text
    assert read_document(edition.text).text == edition.text
    assert hiring.now(case).stage is Stage.SEARCH
    assert len(db.session.scalars(select(AccessGrant)).all()) == 2
    assert receipt_of(db.session, case.case_id, 1)[0] == filed.reference
    assert filed_with(db.session, filed.fingerprint) == filed.filed_at
    told = filed_paper(db.session, case.case_id)
    assert told is not None
    assert (told.typists, told.compared_by) == (("Priya Nair",), "Lt. Ama Okafor")
    assert paper_of(db.session, case.case_id) is None
    assert {"PAPER_BEGUN", "SCAN_HANDED_IN", "PAPER_TYPED", "PAPER_HANDED_ON", "PAPER_SAME"} <= set(
        acts(case)
    )
    assert "ACCESS_GRANTED" not in acts(case)
    assert acts(case).count("ACCESS_FILED") == 2


@pytest.mark.clause("Hampton F.2")
def test_a_paper_gives_access_to_whom_it_names_and_a_later_one_needs_a_yes(
    hiring: Round, case: CaseFacts, people: People, clock: FixedClock
) -> None:
    luis = people.make("Luis Ortega", Role.INVESTIGATOR)
    later = hiring.assign(case, luis)
    copied(hiring, later, investigator=str(hiring.dana.person_id))
    assert "This is how Dana Ruiz may look" in shown(later)
    compared(hiring, later)
    edition = editions_of(db.session, case.case_id, english)[0]
    assert "This is how Dana Ruiz may look" in edition.text
    assert "Luis" not in edition.text
    assert db.session.scalars(select(AccessGrant.investigator_id).distinct()).all() == [hiring.dana.person_id]
    assert allows(case, hiring.dana, clock)
    assert not allows(case, luis, clock)


def test_a_paper_that_names_nobody_gives_access_to_nobody_yet(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case, investigator=NAMES_NOBODY)
    compared(hiring, case)
    assert "Dana" not in editions_of(db.session, case.case_id, english)[0].text
    assert db.session.scalars(select(AccessGrant.investigator_id).distinct()).all() == [None]


@pytest.mark.parametrize(
    "named",
    [None, "", "x", "00000000-0000-4000-8000-000000000000"],
    ids=["none", "empty", "a letter", "a stranger"],
)
def test_who_may_look_is_copied_from_the_paper(hiring: Round, case: CaseFacts, named: str | None) -> None:
    with pytest.raises(Refused, match="Copy who may look"):
        copied(hiring, case, investigator=named)


def test_what_is_compared_is_what_is_filed_but_for_who_and_when(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    before = shown(case).splitlines()
    filed = compared(hiring, case)
    assert filed.edition == 1
    after = editions_of(db.session, case.case_id, english)[0].text.splitlines()
    assert [line for line in before if line not in after] == []
    added = [line.split(":")[0] for line in after if line not in before]
    assert added == ["> Compared with the paper by", "> Filed at", "> Reference"]


def test_a_spanish_paper_is_kept_in_english_too(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case, language="es")
    compared(hiring, case)
    edition = editions_of(db.session, case.case_id, english)[0]
    assert edition.language == "es"
    signed, kept = edition.text.splitlines(), edition.english.splitlines()
    assert signed[0] == "Declaración jurada de cuentas de redes sociales y acceso"
    assert kept[0] == "Affidavit of social media accounts and access"
    assert "> Compared with the paper by: Lt. Ama Okafor" in kept
    assert "pena de" in edition.text
    assert "penalty" in edition.english
    assert (len(signed), set(signed) & set(kept)) == (len(kept), {"", "layout affidavit/1"})


@pytest.mark.clause("Hamden D.6")
def test_nobody_compares_what_they_typed(hiring: Round, case: CaseFacts, people: People) -> None:
    copied(hiring, case)
    second = people.make("Omar Haddad", Role.HR_ADMIN)
    typed(hiring, case, by=second, answers=COMPLETE)
    with unit_of_work(second) as work:
        hand_on(work, hiring.now(case))
    for who in (hiring.hr, second):
        with pytest.raises(Refused, match="You typed this copy"):
            compared(hiring, case, by=who)
        with pytest.raises(Refused, match="You typed this copy"), unit_of_work(who) as work:
            say_what_differs(work, hiring.now(case), words="Page 1", digest="")
    third = people.make("Ines Roy", Role.HR_ADMIN)
    assert compared(hiring, case, by=third).edition == 1


@pytest.mark.clause("Hamden D.6")
def test_whoever_changes_the_pages_or_hands_on_does_not_compare(
    hiring: Round, case: CaseFacts, people: People
) -> None:
    copied(hiring, case)
    second, third = people.make("Omar Haddad", Role.HR_ADMIN), people.make("Ines Roy", Role.HR_ADMIN)
    with unit_of_work(second) as work:
        take_off_page(work, hiring.now(case), number=1)
    with unit_of_work(third) as work:
        hand_on(work, hiring.now(case))
    for who in (second, third):
        with pytest.raises(Refused, match="changed its pages, or handed it on"):
            compared(hiring, case, by=who)
    assert compared(hiring, case).edition == 1


@pytest.mark.clause("Hamden D.6")
def test_the_database_lets_nobody_compare_whose_pages_they_took_off(
    hiring: Round, case: CaseFacts, session: Session, people: People
) -> None:
    copy, second = copied(hiring, case), people.make("Omar Haddad", Role.HR_ADMIN)
    with unit_of_work(second) as work:
        take_off_page(work, hiring.now(case), number=1)
    row = {
        "id": uuid4(),
        "version": 1,
        "copy_id": copy.id,
        "number": 1,
        "same": True,
        "digest": "x",
        "compared_by": second.person_id,
        "compared_at": copy.saved_at,
    }
    with pytest.raises(IntegrityError, match="whoever typed a copy does not compare it"):
        session.connection().execute(insert(cast(Table, PaperComparison.__table__)), row)
    session.rollback()


@pytest.mark.clause("Hamden D.6")
def test_the_database_lets_nobody_compare_what_they_typed(
    hiring: Round, case: CaseFacts, session: Session
) -> None:
    copy = copied(hiring, case)
    row = {
        "id": uuid4(),
        "version": 1,
        "copy_id": copy.id,
        "number": 1,
        "same": True,
        "digest": "x",
        "compared_by": hiring.hr.person_id,
        "compared_at": copy.saved_at,
    }
    with pytest.raises(IntegrityError, match="whoever typed a copy does not compare it"):
        session.connection().execute(insert(cast(Table, PaperComparison.__table__)), row)
    session.rollback()


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE paper_comparisons SET digest = 'x'", "paper_comparisons"),
        ("DELETE FROM paper_typists", "paper_typists"),
        ("UPDATE paper_copies SET ended_at = NULL, ending = NULL, affidavit_id = NULL", "ended"),
        ("DELETE FROM paper_copies", "paper_copies"),
        ("DELETE FROM paper_pages", "paper_pages"),
    ],
)
def test_what_was_typed_compared_and_filed_stays(
    hiring: Round, case: CaseFacts, session: Session, change: str, sentence: str
) -> None:
    copied(hiring, case)
    compared(hiring, case)
    with pytest.raises(IntegrityError, match=sentence):
        session.connection().execute(text(change))
    session.rollback()


def test_the_database_files_no_copy_that_nobody_compared(
    hiring: Round, case: CaseFacts, session: Session
) -> None:
    copied(hiring, case)
    other = hiring.case("Somebody Else")
    filed = hiring.file(other, NOTHING)
    change = text(
        "UPDATE paper_copies SET ending = 'filed', ended_at = saved_at, affidavit_id = "
        "(SELECT id FROM affidavits WHERE reference = :reference)"
    )
    with pytest.raises(IntegrityError, match="before a second person said"):
        session.connection().execute(change, {"reference": filed.reference})
    session.rollback()


def test_what_differs_goes_back_and_is_compared_anew(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    with pytest.raises(Refused, match="Say what differs"), unit_of_work(hiring.supervisor) as work:
        say_what_differs(work, hiring.now(case), words="  ", digest="")
    with unit_of_work(hiring.supervisor) as work:
        say_what_differs(work, hiring.now(case), words="Page 2: the username ends in 7", digest="")
    paper = the_paper(db.session, case.case_id)
    assert paper.handed_on_at is None
    assert paper.differs is not None
    assert paper.differs.words == "Page 2: the username ends in 7"
    with pytest.raises(Refused, match="still being typed"):
        compared(hiring, case)
    mended = replace(INSTAGRAM, handle="marisol.pena7", canonical="marisol.pena7")
    typed(hiring, case, answers=COMPLETE.with_account(mended))
    with unit_of_work(hiring.hr) as work:
        hand_on(work, hiring.now(case))
    compared(hiring, case)
    assert "marisol.pena7" in editions_of(db.session, case.case_id, english)[0].text
    said = db.session.execute(select(PaperComparison.same).order_by(PaperComparison.number)).scalars().all()
    assert said == [False, True]


def test_a_copy_that_changed_since_it_was_shown_is_not_filed(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    digest = fingerprint(shown(case).encode())
    typed(hiring, case, signature=signature(case, place="Hartford, Connecticut"))
    with unit_of_work(hiring.hr) as work:
        hand_on(work, hiring.now(case))
    refused = pytest.raises(Refused, match="changed after you opened")
    with refused as refusal, unit_of_work(hiring.supervisor) as work:
        say_the_same(work, hiring.now(case), shown=digest, say=english)
    assert refusal.value.unmet[0].ref == "R-22"
    assert db.session.scalar(select(func.count()).select_from(Affidavit)) == 0


def test_what_is_typed_after_handing_on_has_to_be_handed_on_anew(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    typed(hiring, case, answers=COMPLETE)
    with pytest.raises(Refused, match="still being typed"):
        compared(hiring, case)
    with unit_of_work(hiring.hr) as work:
        hand_on(work, hiring.now(case))
    with unit_of_work(hiring.hr) as work:
        take_off_page(work, hiring.now(case), number=1)
    with pytest.raises(Refused, match="still being typed"):
        compared(hiring, case)


def test_a_copy_without_scan_answers_or_foot_is_not_handed_on(hiring: Round, case: CaseFacts) -> None:
    begun(hiring, case)
    with pytest.raises(Refused) as refusal, unit_of_work(hiring.hr) as work:
        hand_on(work, hiring.now(case))
    said = " ".join(one.sentence for one in refusal.value.unmet)
    for part in ("Add the scan", "leaves this open", "Copy the name", "Copy the place", "Copy the day"):
        assert part in said


def test_a_password_is_kept_nowhere(hiring: Round, case: CaseFacts) -> None:
    begun(hiring, case)
    for what in (
        {"answers": replace(COMPLETE, other_names=("password: hunter22",))},
        {"signature": signature(case, because="my password is hunter22")},
    ):
        with pytest.raises(Refused) as refusal:
            typed(hiring, case, **what)
        assert refusal.value.unmet[0].ref == "R-03"
    assert the_paper(db.session, case.case_id).answers.other_names == ()


@pytest.mark.clause("Hampton F.2")
def test_a_copy_takes_no_more_than_an_affidavit_holds(hiring: Round, case: CaseFacts) -> None:
    begun(hiring, case)
    full = replace(COMPLETE, other_names=tuple(f"name{one}" for one in range(MOST_NAMES)))
    typed(hiring, case, answers=full)
    with pytest.raises(Refused, match=f"up to {MOST_NAMES} names"):
        typed(hiring, case, answers=replace(full, other_names=(*full.other_names, "one more")))
    assert the_paper(db.session, case.case_id).answers == full


def test_a_page_that_is_taken_off_is_shown_to_nobody(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    assert page_of(db.session, case.case_id, 1).content == scan()
    with unit_of_work(hiring.hr) as work:
        take_off_page(work, hiring.now(case), number=1)
    with pytest.raises(NotFound):
        page_of(db.session, case.case_id, 1)
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        take_off_page(work, hiring.now(case), number=1)
    with unit_of_work(hiring.hr) as work:
        add_pages(work, hiring.now(case), contents=(scan(33),))
    assert [page.number for page in the_paper(db.session, case.case_id).pages] == [2, 3]


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00", b"<svg onload=alert(1)>", b"%PDF-1.7 cut off", scan()[:-30]]
)
def test_what_is_no_scan_is_not_kept(hiring: Round, case: CaseFacts, content: bytes) -> None:
    begun(hiring, case)
    with pytest.raises(Refused), unit_of_work(hiring.hr) as work:
        add_pages(work, hiring.now(case), contents=(scan(), content))
    db.session.rollback()
    assert the_paper(db.session, case.case_id).pages == ()
    assert db.session.scalar(select(func.count()).select_from(SignedScan)) == 0


def test_who_began_on_the_screen_finishes_on_paper(hiring: Round, case: CaseFacts) -> None:
    hiring.answer(case, replace(NOTHING, other_names=("Screen Name",), has_other_names=True))
    copied(hiring, case)
    assert draft_of(db.session, case.case_id).answers.other_names == ("Screen Name",)
    compared(hiring, case)
    draft = draft_of(db.session, case.case_id)
    assert not draft.is_open
    assert draft.filed.answers.other_names == ("Mari P",)


def test_what_was_filed_on_the_screen_meanwhile_is_not_overwritten(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    hiring.file(case)
    with pytest.raises(Refused) as refusal:
        compared(hiring, case)
    assert refusal.value.unmet[0].ref == "R-04"
    with unit_of_work(hiring.hr) as work:
        leave_copy(work, hiring.now(case))
    assert paper_of(db.session, case.case_id) is None
    copied(hiring, case, replace(COMPLETE, other_names=("Mari P", "Mari Pena"), amends=1))
    filed = compared(hiring, case)
    assert filed.edition == 2
    edition = editions_of(db.session, case.case_id, english)[1]
    assert "What this edition changes" in edition.text
    assert edition.changes


def test_an_amendment_begins_with_what_is_filed_and_copies_access_anew(
    hiring: Round, case: CaseFacts
) -> None:
    hiring.file(case)
    begun(hiring, case)
    answers = the_paper(db.session, case.case_id).answers
    assert [one.handle for one in answers.current] == [INSTAGRAM.handle, TIKTOK.handle]
    assert {one.mode for one in answers.accounts} == {""}


def test_one_paper_is_copied_at_a_time_and_the_second_tab_is_told(hiring: Round, case: CaseFacts) -> None:
    begun(hiring, case)
    with pytest.raises(Refused, match="copied already"):
        begun(hiring, case)
    typed(hiring, case, answers=COMPLETE)
    with pytest.raises(Overtaken), unit_of_work(hiring.hr) as work:
        save_copy(work, hiring.now(case), seen=1, part="answers", answers=NOTHING)
    assert the_paper(db.session, case.case_id).answers == COMPLETE


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.WITHDRAWN, Stage.CLOSED])
def test_nothing_is_copied_once_it_is_over(hiring: Round, case: CaseFacts, stage: Stage) -> None:
    copied(hiring, case)
    hiring.move(case, stage)
    with pytest.raises(Refused):
        compared(hiring, case)
    with pytest.raises(Refused):
        typed(hiring, case, answers=NOTHING)
    with unit_of_work(hiring.hr) as work:
        leave_copy(work, hiring.now(case))
    with pytest.raises(Refused):
        begun(hiring, case)


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize("role", [*STAFF_ROLES, Role.CANDIDATE])
def test_only_those_whose_work_it_is_copy_and_compare(
    hiring: Round, case: CaseFacts, people: People, role: Role
) -> None:
    copied(hiring, case)
    who = hiring.candidate(case) if role is Role.CANDIDATE else people.make(f"Other {role.value}", role)
    if role is not Role.HR_ADMIN:
        with pytest.raises((Denied, NotFound)):
            typed(hiring, case, by=who, answers=COMPLETE)
        with pytest.raises((Denied, NotFound)), unit_of_work(who) as work:
            begin_copy(work, case, language="en")
    if role in (Role.HR_ADMIN, Role.SUPERVISOR):
        assert compared(hiring, case, by=who).edition == 1
    else:
        with pytest.raises((Denied, NotFound)):
            compared(hiring, case, by=who)


@pytest.mark.clause("Hamden D.2")
def test_nobody_on_the_board_copies_or_compares(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    seated = replace(hiring.now(case), seated=frozenset({hiring.supervisor.person_id, hiring.hr.person_id}))
    digest = fingerprint(shown(case).encode())
    for who in (hiring.supervisor, hiring.hr):
        with pytest.raises((Refused, NotFound, Denied)), unit_of_work(who) as work:
            say_the_same(work, seated, shown=digest, say=english)
    with pytest.raises((Refused, NotFound, Denied)), unit_of_work(hiring.hr) as work:
        save_copy(work, seated, seen=1, part="answers", answers=COMPLETE)


def test_the_list_costs_as_much_for_one_as_for_many(
    hiring: Round, case: CaseFacts, settings: Settings
) -> None:
    copied(hiring, case)
    with statements(db.engine) as one:
        paper_lines(db.session, hiring.hr.person_id)
    for name in ("Ana Ruiz", "Ben Cho", "Cy Lund"):
        begun(hiring, hiring.case(name))
    db.session.rollback()
    with statements(db.engine) as many:
        lines = paper_lines(db.session, hiring.supervisor.person_id)
    assert len(one) == len(many)
    assert sorted(line.to_be_compared for line in lines) == [False, False, False, True]
    assert not any(line.own for line in lines)
    db.session.rollback()
    sam = hiring.people.make("Sam Ortiz", Role.BOARD_MEMBER)
    seat(settings, db.session, case.requisition_id, sam)
    assert paper_lines(db.session, sam.person_id) == (), "whoever decides on them reads none"


def test_papers_of_a_case_that_was_disposed_of_wait_for_nobody(
    hiring: Round, case: CaseFacts, settings: Settings
) -> None:
    copied(hiring, case)
    other = hiring.case("Ana Ruiz")
    begun(hiring, other)
    assert {line.case for line in paper_lines(db.session, hiring.hr.person_id)} == {
        case.reference,
        other.reference,
    }
    db.session.rollback()
    with past_the_application(settings) as connection:
        without_walls(connection, "cases")
        connection.commit()
    alter(settings, Case, other.case_id, stage=Stage.DISPOSED.value)
    assert [line.case for line in paper_lines(db.session, hiring.hr.person_id)] == [case.reference]


def test_who_types_is_remembered_once(hiring: Round, case: CaseFacts) -> None:
    copied(hiring, case)
    assert db.session.scalar(select(func.count()).select_from(PaperTypist)) == 1
    assert isinstance(db.session.scalars(select(PaperCopy)).one().begun_by, type(case.case_id))


def test_that_a_letter_went_out_is_recorded_once_and_stays(
    hiring: Round, case: CaseFacts, session: Session, settings: Settings
) -> None:
    copied(hiring, case)
    with pytest.raises(NotFound), unit_of_work(hiring.hr) as work:
        letter_sent(work, case)
    compared(hiring, case)
    assert [one.case for one in letter_lines(db.session, hiring.hr.person_id)] == [case.reference]
    db.session.rollback()
    sam = hiring.people.make("Sam Ortiz", Role.BOARD_MEMBER)
    seat(settings, db.session, case.requisition_id, sam)
    assert letter_lines(db.session, sam.person_id) == (), "whoever decides on them reads none"
    db.session.rollback()
    with pytest.raises(Denied), unit_of_work(hiring.supervisor) as work:
        letter_sent(work, case)
    with unit_of_work(hiring.hr) as work:
        letter_sent(work, case)
    assert letter_lines(db.session, hiring.hr.person_id) == ()
    db.session.rollback()
    with pytest.raises(Refused, match="already"), unit_of_work(hiring.hr) as work:
        letter_sent(work, case)
    assert acts(case).count("PAPER_LETTER_SENT") == 1
    db.session.rollback()
    for change in ("UPDATE paper_letters SET version = 9", "DELETE FROM paper_letters"):
        with pytest.raises(IntegrityError, match="paper_letters"):
            session.execute(text(change))
        session.rollback()
