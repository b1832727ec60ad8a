"""What the session refuses, wall by wall, and that what it refused is not there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType
from uuid import uuid4

import pytest
from flask import Flask
from flask_login import login_user
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.people import People
from tests.rooms import WrittenNextDoor
from tracker.accounts.models import Person
from tracker.accounts.plumbing import SignedIn
from tracker.db import UnitOfWork, Unrecorded, db, read_only, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.answers import Overtaken
from tracker.policy.permissions import Permission
from tracker.web.guard import requires

Spoil = Callable[[UnitOfWork, Person], None]
"""Something that an act may not do."""


def _somebody() -> Person:
    return Person(
        reference=f"P-{uuid4().hex[:6]}",
        name="Dana Ruiz",
        email=b"sealed to version 1",
        email_index=uuid4().bytes,
        password_hash="",
        created_at=NOON,
    )


def _names(session: Session) -> list[str]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Person.name)))


@pytest.fixture
def dana(session: Session) -> Iterator[Person]:
    """A row to be spoiled; whatever is tried, it and its name stay."""
    with unit_of_work(SYSTEM) as work:
        row = work.add(_somebody())
        record(work, Event.LEDGER_OPENED)
    yield row
    assert _names(session) == ["Dana Ruiz"]


def _add(work: UnitOfWork, _dana: Person) -> None:
    work.add(_somebody())


def _change(work: UnitOfWork, dana: Person) -> None:
    work.change(dana, name="Somebody Else", email=b"sealed again")


def _delete(work: UnitOfWork, dana: Person) -> None:
    work.session.delete(work.session.merge(dana))


def _stay_at_a_version(_work: UnitOfWork, dana: Person) -> None:
    dana.name, dana.email = "Somebody Else", b"sealed again"


def _leave_a_version_out(work: UnitOfWork, dana: Person) -> None:
    _change(work, dana)
    dana.version += 1


def _leave_a_cell_behind(work: UnitOfWork, dana: Person) -> None:
    work.change(dana, name="Somebody Else")


def _update_in_bulk(work: UnitOfWork, _dana: Person) -> None:
    work.session.execute(update(Person).values(name="Somebody Else"))


def _delete_in_bulk(work: UnitOfWork, _dana: Person) -> None:
    work.session.execute(delete(Person))


def _begin_another(work: UnitOfWork, dana: Person) -> None:
    _change(work, dana)
    with unit_of_work(SYSTEM):
        pass


def _come_second(work: UnitOfWork, dana: Person) -> None:
    assert dana.version == 1
    work.session.connection().execute(text("UPDATE people SET version = 2"))
    _change(work, dana)


def _act(spoil: Spoil, dana: Person, *, told: bool = True) -> None:
    with unit_of_work(SYSTEM) as work:
        spoil(work, dana)
        if told:
            record(work, Event.LEDGER_OPENED)


@pytest.mark.parametrize(
    ("words", "spoil"),
    [
        ("records are not deleted", _delete),
        ("people changed without advancing its version", _stay_at_a_version),
        ("people changed without advancing its version", _leave_a_version_out),
        ("people.email is still sealed to the version before", _leave_a_cell_behind),
        ("bulk statements would slip past the ledger", _update_in_bulk),
        ("bulk statements would slip past the ledger", _delete_in_bulk),
        ("a unit of work is under way already", _begin_another),
    ],
)
def test_an_act_that_goes_around_the_ledger_is_refused(dana: Person, words: str, spoil: Spoil) -> None:
    with pytest.raises(Unrecorded, match=words):
        _act(spoil, dana)


@pytest.mark.parametrize("spoil", [_add, _change])
def test_no_change_goes_without_a_line_of_the_ledger(dana: Person, spoil: Spoil) -> None:
    with pytest.raises(Unrecorded, match="people changed, but nothing was recorded"):
        _act(spoil, dana, told=False)


def test_who_saves_second_is_told(dana: Person) -> None:
    with pytest.raises(Overtaken):
        _act(_come_second, dana)


@pytest.mark.parametrize("spoil", [_add, _change])
def test_a_session_that_reads_writes_nothing(dana: Person, session: Session, spoil: Spoil) -> None:
    read_only(session)
    with pytest.raises(Unrecorded, match="only looked at may not change people"):
        _act(spoil, dana)


@pytest.mark.parametrize("spoil", [_add, _change])
def test_no_room_writes_a_row_of_another(dana: Person, spoil: Spoil) -> None:
    next_door = FunctionType(spoil.__code__, globals() | {"__name__": "tracker.board.service"})
    with (
        pytest.raises(WrittenNextDoor, match=r"tracker\.board\.service writes Person"),
        unit_of_work(SYSTEM) as work,
    ):
        next_door(work, dana)


def test_nothing_is_written_outside_a_unit_of_work(dana: Person, session: Session) -> None:
    session.add(_somebody())
    with pytest.raises(Unrecorded, match="people can change only inside a unit of work"):
        session.flush()
    session.rollback()
    dana.version, dana.name, dana.email = 2, "Somebody Else", b"sealed again"
    with pytest.raises(Unrecorded, match="people can change only inside a unit of work"):
        session.commit()


@pytest.mark.parametrize(("method", "refused"), [("GET", True), ("HEAD", True), ("POST", False)])
def test_every_page_that_is_looked_at_reads_with_such_a_session(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, method: str, *, refused: bool
) -> None:
    monkeypatch.setattr(SignedIn, "stands", lambda _signed_in: True)
    helen = people.make("Helen Park", Role.HR_ADMIN)

    @requires(Permission.ADD_PERSON)
    def adding() -> str:
        with unit_of_work(helen) as work:
            work.add(_somebody())
            record(work, Event.LEDGER_OPENED)
        return "added"

    with app.test_request_context("/admin/people/new", method=method):
        login_user(SignedIn(helen, b""))
        if refused:
            with pytest.raises(Unrecorded, match="only looked at may not change people"):
                adding()
        else:
            assert adding() == "added"
    with app.app_context():
        known = db.session.scalar(select(func.count()).select_from(Person).where(Person.name == "Dana Ruiz"))
    assert known == (0 if refused else 1)


@pytest.mark.usefixtures("context")
def test_what_comes_afterwards_waits_until_the_act_stands_and_its_turn_is_over() -> None:
    seen: list[int] = []
    lines = select(func.count()).select_from(ledger_entries)

    def write_something_else() -> None:
        with unit_of_work(SYSTEM) as work:  # it would wait for ever for its own turn
            seen.append(work.session.scalars(lines).one())
            record(work, Event.LEDGER_OPENED)

    before = db.session.scalars(lines).one()
    with unit_of_work(SYSTEM) as work:
        record(work, Event.LEDGER_OPENED)
        work.afterwards.append(write_something_else)
        assert seen == []
    assert seen == [before + 1]
    assert db.session.scalars(lines).one() == before + 2


def _change_with_more_to_come(work: UnitOfWork, dana: Person) -> None:
    work.afterwards.append(lambda: pytest.fail("it came after an act that was undone"))
    _change(work, dana)


def test_nothing_comes_after_an_act_that_was_undone(dana: Person) -> None:
    with pytest.raises(Unrecorded):
        _act(_change_with_more_to_come, dana, told=False)
