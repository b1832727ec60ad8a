"""Tries that were used up stay used up, and keys stay the keys they are, past the application too."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.orm import Session

from migrations.counted_walls import GIVEN_BACK, KEY, KEY_STATES, MASTER_KEY, REWRAPPED, USED_UP
from tests.factories.around import alter, past_the_application, put
from tests.factories.protocol import Bench
from tests.people import People
from tests.walls import STAYS, refused
from tracker.affidavits.models import SignCode
from tracker.cases.inviting import issue_invitation
from tracker.cases.models import Invitation, InvitationCode
from tracker.db import Record, clock_of, unit_of_work
from tracker.settings import Settings
from tracker.vault.models import DataKey, KeyringEntry

KEYS, MASTERS = Record.metadata.tables["data_keys"], Record.metadata.tables["keyring"]


@pytest.fixture
def code(session: Session, people: People, settings: Settings) -> InvitationCode:
    """A code of which one try was used up."""
    bench = Bench(people)
    case = bench.open_case()
    with unit_of_work(bench.hr) as work:
        issue_invitation(work, case)
    row = session.scalars(select(InvitationCode)).one()
    assert row.tries_given == row.tries_left
    alter(settings, InvitationCode, row.id, tries_left=row.tries_left - 1)
    return row


def test_a_code_gets_back_what_it_was_made_with_and_no_more(settings: Settings, code: InvitationCode) -> None:
    given = code.tries_given or 0
    with refused(GIVEN_BACK):
        alter(settings, InvitationCode, code.id, tries_left=given + 1)
    with refused(STAYS):
        alter(settings, InvitationCode, code.id, tries_given=given + 100)
    alter(settings, InvitationCode, code.id, tries_left=given)


def test_a_code_that_stopped_or_was_tried_to_the_end_gets_nothing_back(
    session: Session, settings: Settings, code: InvitationCode
) -> None:
    alter(settings, InvitationCode, code.id, tries_left=0)
    with refused(GIVEN_BACK):
        alter(settings, InvitationCode, code.id, tries_left=1)
    row = {
        "case_id": code.case_id,
        "code_hash": "h",
        "issued_by": code.issued_by,
        "issued_at": code.issued_at,
    }
    stopped = put(settings, InvitationCode, **row, tries_left=2, tries_given=5, stopped_at=code.issued_at)
    of_before = put(settings, InvitationCode, **row, tries_left=2)
    for one in (stopped, of_before):
        with refused(GIVEN_BACK):
            alter(settings, InvitationCode, one, tries_left=3)
        alter(settings, InvitationCode, one, tries_left=1)


def test_tries_of_links_and_of_codes_to_sign_are_only_used_up(
    session: Session, settings: Settings, code: InvitationCode
) -> None:
    now = clock_of(session).now()
    signs = {"case_id": code.case_id, "code_hash": "h", "made_at": now, "ends_at": now + timedelta(hours=1)}
    sign = put(settings, SignCode, **signs, tries_left=3)
    link = session.scalars(select(Invitation.id)).one()
    for row, row_id, tries in ((SignCode, sign, 4), (Invitation, link, 1)):
        with refused(USED_UP):
            alter(settings, row, row_id, tries_left=tries)
    alter(settings, SignCode, sign, tries_left=2)


def each_key(connection: Connection) -> None:
    """Overwrite every data key with rubbish."""
    connection.execute(text("UPDATE data_keys SET wrapped = :rubbish"), {"rubbish": bytes(60)})


def test_no_data_key_is_overwritten_or_given_to_somebody_else(
    settings: Settings, code: InvitationCode
) -> None:
    del code
    with past_the_application(settings) as connection, refused(REWRAPPED):
        each_key(connection)
    with past_the_application(settings) as connection, refused(REWRAPPED):
        connection.execute(update(KEYS).values(wrapped=bytes(60), kek_id="k-unknown"))
    for column, value in (("holder_id", uuid4()), ("domain", "board"), ("dek_version", 7), ("id", uuid4())):
        with past_the_application(settings) as connection, refused(STAYS):
            connection.execute(update(KEYS).values({column: value}))


def test_a_master_key_stays_what_it_is_and_goes_one_way(settings: Settings, code: InvitationCode) -> None:
    del code
    for column, value in (("kek_id", "k-other"), ("alg", "SECRET"), ("kcv", b"12345678")):
        with past_the_application(settings) as connection, refused(STAYS):
            connection.execute(update(MASTERS).values({column: value}))
    for state in ("destroyed", "retired", "pending"):
        with past_the_application(settings) as connection, refused(KEY_STATES):
            connection.execute(update(MASTERS).values(state=state))


def test_every_column_of_a_key_but_its_wrapping_stays() -> None:
    of_data, of_master = DataKey.__table__.columns.keys(), KeyringEntry.__table__.columns.keys()
    assert set(of_data) - set(KEY) == {"version", "kek_id", "wrapped"}
    assert set(of_master) - set(MASTER_KEY) == {"version", "state"}
