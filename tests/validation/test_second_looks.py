"""Second looks: the reader's answers stand beside the searcher's, and a difference holds the release."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tests.pages.filled import form_on, shown, text_of, values_of
from tests.people import People
from tests.walls import ADDED_TO, refused
from tracker.db import db, unit_of_work
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.vocabulary import Check, CheckAnswer
from tracker.validation.models import SecondLook
from tracker.validation.second_looking import take_second_look
from tracker.validation.service import Said

NO = Said(CheckAnswer.NO, "The account was made two days before the post.")
YES = Said(CheckAnswer.YES, "Dana showed me the older posts: it is the same account.")


@pytest.mark.clause("Hamden D.6")
def test_a_difference_holds_the_release_until_one_of_the_two_says_otherwise_in_words(
    context: None, unit: Reviewed, session: Session
) -> None:
    case, (finding,) = unit.ready()
    with unit_of_work(unit.supervisor) as work:
        take_second_look(work, case, finding=finding, seen=1, looks={Check.REAL: NO}, turns=0)
    with pytest.raises(Refused, match="the searcher says Yes and the second reader says No"):
        unit.release(unit.now(case))
    with pytest.raises(Overtaken), unit_of_work(unit.supervisor) as work:
        take_second_look(work, case, finding=finding, seen=1, looks={Check.REAL: YES}, turns=0)
    blank = {Check.REAL: Said(CheckAnswer.YES, " ")}
    with pytest.raises(Refused, match="Write how you know"), unit_of_work(unit.supervisor) as work:
        take_second_look(work, case, finding=finding, seen=1, looks=blank)
    with refused(ADDED_TO):
        session.execute(sa.text("UPDATE second_looks SET answer = 'yes'"))
    session.rollback()
    with unit_of_work(unit.supervisor) as work:
        take_second_look(work, case, finding=finding, seen=1, looks={Check.REAL: YES}, turns=1)
    unit.release(unit.now(case))
    assert [row.answer for row in session.scalars(sa.select(SecondLook).order_by(SecondLook.turn))] == [
        "no",
        "yes",
    ]


def test_the_page_shows_both_answers_and_only_the_second_reader_looks(app: Flask, people: People) -> None:
    with app.app_context():
        unit = Reviewed(people)
        case, (finding,) = unit.ready()
    place = f"/cases/{case.reference}/findings/{finding}"
    reader, dana = people.browser(unit.supervisor), people.browser(unit.dana)
    form = values_of(form_on(shown(reader, f"{place}/validate"), f"{place}/second-look"))
    without = text_of(reader.post(f"{place}/second-look", data={**form, "answer_3": "no"}), 422)
    assert "Write how you know, for check 3" in without
    sent = reader.post(f"{place}/second-look", data={**form, "answer_3": "no", "ground_3": NO.ground})
    assert sent.status_code == 303
    late = reader.post(f"{place}/second-look", data={**form, "answer_3": "yes", "ground_3": YES.ground})
    assert YES.ground in text_of(late, 409), "what was typed is still there"
    for browser in (reader, dana):
        page = shown(browser, f"{place}/validate")
        assert "the searcher says Yes and the second reader says No" in page
        assert NO.ground in page
    assert f"{place}/second-look" not in shown(dana, f"{place}/validate")
    assert "answered check 3: no" in shown(dana, f"/cases/{case.reference}/timeline")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SecondLook)) == 1
