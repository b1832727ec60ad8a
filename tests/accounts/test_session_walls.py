"""A session stays that of whoever signed in, and a row that changes keeps its key, past the application."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from migrations.untied_walls import KEYED, SESSION
from tests.factories.around import alter
from tests.people import People
from tests.walls import refused
from tracker.accounts.models import RoleGrant, SignInSession
from tracker.db import Record, clock_of
from tracker.policy.actors import Role
from tracker.settings import Settings


def test_nobody_turns_a_session_into_that_of_somebody_else(
    session: Session, settings: Settings, people: People
) -> None:
    dana, chief = people.make("Dana Ruiz", Role.INVESTIGATOR), people.make("Chief Avery Stone", Role.CHIEF)
    people.browser(dana)
    (there,) = session.scalars(select(SignInSession.id).where(SignInSession.subject_id == dana.person_id))
    now = clock_of(session).now()
    for change in (
        {"subject_id": chief.person_id},
        {"role": "chief"},
        {"digest": b"another"},
        {"case_id": uuid4()},
        {"proofs": "password,passkey"},
        {"ends_at": now + timedelta(days=400)},
        {"id": uuid4()},
    ):
        with refused("of sign_in_sessions cannot be changed"):
            alter(settings, SignInSession, there, **change)
    alter(settings, SignInSession, there, ended_at=now)


def test_what_names_a_row_goes_on_meaning_it(session: Session, settings: Settings, people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR).person_id
    (there,) = session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == dana))
    with refused("id of role_grants cannot be changed"):
        alter(settings, RoleGrant, there, id=uuid4())


@pytest.mark.parametrize("column", list(SignInSession.__table__.columns.keys()))
def test_every_column_of_a_session_but_its_end_stays(column: str) -> None:
    assert (column in SESSION) is (column not in ("version", "ended_at"))


def test_every_table_that_is_named_is_one_of_records() -> None:
    assert set(KEYED) <= set(Record.metadata.tables)
