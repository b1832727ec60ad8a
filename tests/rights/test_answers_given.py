"""The copy of the own file holds what was asked before a board reads it, and what was answered."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tests.factories.answering import WORDS, Asked
from tests.people import People
from tracker.answering.drafts import draft_of, keep
from tracker.answering.models import AnswerFile
from tracker.answering.queries import request_of
from tracker.answering.slots import FILE_NAME
from tracker.db import unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answering import Choice
from tracker.policy.facts import CaseFacts
from tracker.rights.answers_given import answers_given
from tracker.rights.own_file import own_file
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

POSTED = b"What was said before my post.\n"


@pytest.fixture
def unit(context: None, people: People) -> Asked:
    """A requisition in which candidates are asked about concerns."""
    return Asked(people)


def put_beside(unit: Asked, case: CaseFacts, response: str) -> str:
    """Put a file with the draft of an answer, and return its reference."""
    with unit_of_work(unit.candidate(case)) as work:
        asked = request_of(work.session, case.case_id, response)
        sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
        file_id, row_id, digest = uuid4(), uuid4(), hashlib.sha256(POSTED).hexdigest()
        with sealer.file_sealer(file_id) as sealed:
            sealed.write(POSTED)
            sealed_digest = sealed.close().sealed_sha256
        work.add(
            AnswerFile(
                id=row_id,
                reference="L-7KQ4M2",
                request_id=asked.request_id,
                file_id=file_id,
                file_name=sealer.seal(FILE_NAME, row_id, 1, "before.txt"),
                media_type="text/plain",
                size=len(POSTED),
                sha256=digest,
                sealed_sha256=sealed_digest,
                added_at=work.now(),
            )
        )
        draft = draft_of(work.session, case.case_id, asked.request_id)
        record(work, Event.ANSWER_DRAFT_SAVED, about=("concern", response), case_id=case.case_id)
        keep(work, case, asked, choice=draft.choice, words=draft.words, files=("L-7KQ4M2",))
    return "L-7KQ4M2"


def test_nothing_is_in_it_for_whoever_was_asked_nothing(session: Session, unit: Asked) -> None:
    case = unit.concerned()
    assert tuple(answers_given(session, case, _)) == ()


def test_what_was_asked_is_in_it_before_it_is_answered(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    files = {one.name: one.content for one in own_file(session, case, _)}
    (asked,) = (row.asking for row in unit.questions(case))
    told = files["asked.txt"].decode()
    assert response in told
    for line in asked.words.statement.splitlines():
        assert f"> {line}" in told
    assert f"answer-{response}.txt" not in files


def test_the_answer_is_in_it_byte_for_byte_with_its_files(session: Session, unit: Asked) -> None:
    case, (response,) = unit.asked()
    unit.write_answer(case, response)
    file = put_beside(unit, case, response)
    case = unit.respond(case, response, Choice.CONTEXT)
    (row,) = unit.questions(case)
    files = {one.name: one.content for one in answers_given(session, case, _)}
    assert row.answer is not None
    assert files[f"answer-{response}.txt"] == row.answer.document
    assert files[f"answer-{response}-{file}.txt"] == POSTED
    assert f"> {WORDS}" in files["asked.txt"].decode()
    assert set(files) == {"asked.txt", f"answer-{response}.txt", f"answer-{response}-{file}.txt"}
