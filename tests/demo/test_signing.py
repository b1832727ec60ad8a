"""The sample data hold an affidavit on every way to being filed, and answers that were asked about."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.demo.standing import case_of
from tracker.affidavits.clarified import Clarified, clarified_of
from tracker.affidavits.models import Affidavit, SignCode, StatementEnd
from tracker.affidavits.notaries import handed_in, sent_back
from tracker.affidavits.scans import open_scan
from tracker.affidavits.waiting_statement import waiting_for
from tracker.db import clock_of, db
from tracker.on_paper.queries import the_paper
from tracker.policy.clarifying import Ending
from tracker.policy.legal import SigningMethod

pytestmark = [pytest.mark.usefixtures("on_demo"), pytest.mark.sqlite]


def test_affidavits_were_filed_by_a_click_on_paper_and_by_an_oath() -> None:
    declared = select(Affidavit.declaration).distinct()
    assert set(db.session.scalars(declared)) == {"declaration", "paper", "oath"}
    sworn = select(Affidavit.case_id).where(Affidavit.declaration == "oath")
    assert db.session.scalars(sworn).all() == [case_of("theo-marsh").case_id]


def test_a_statement_waits_to_be_sworn_before_an_officer() -> None:
    waiting = waiting_for(db.session, case_of("leah-osborne").case_id, SigningMethod.OATH)
    assert waiting.intact
    assert (waiting.language, waiting.english) == ("en", "")


def test_a_spanish_one_was_signed_before_a_notary_and_its_second_scan_waits() -> None:
    case_id = case_of("ruben-castillo").case_id
    waiting = waiting_for(db.session, case_id, SigningMethod.NOTARY)
    assert waiting.intact
    assert "Juro o afirmo, ante el notario" in waiting.text
    assert "I swear or affirm, before the notary" in waiting.english
    paper = handed_in(db.session, case_id, waiting.statement_id)
    assert paper is not None
    assert [page.page for page in paper.pages] == [1, 2]
    assert all(open_scan(db.session, case_id, page.scan_id).media.is_picture for page in paper.pages)
    back = sent_back(db.session, case_id, waiting.statement_id)
    assert back is not None
    assert "no se ve el sello" in back.reason
    ended = select(StatementEnd.why).where(StatementEnd.case_id == case_id)
    assert db.session.scalars(ended).all() == ["another-way"]


def test_one_paper_is_being_copied_and_one_waits_to_be_compared() -> None:
    begun = the_paper(db.session, case_of("alma-whitlock").case_id)
    assert (begun.handed_on_at, begun.signature.name) == (None, "")
    assert len(begun.answers.accounts) == 2
    whole = the_paper(db.session, case_of("curtis-boyd").case_id)
    assert whole.handed_on_at is not None
    assert whole.comparisons == ()
    assert whole.signature.name == "Curtis Boyd"
    assert len(begun.pages) == len(whole.pages) == 1


def test_a_code_to_sign_with_was_sent_and_not_used() -> None:
    code = db.session.scalars(select(SignCode)).one()
    assert code.case_id == case_of("ines-duarte").case_id
    assert code.used_at is None
    assert code.ends_at < clock_of(db.session).now()


def test_questions_about_an_answer_wait_were_answered_in_words_and_by_an_edition() -> None:
    assert [asked("marcus-bell").ending, asked("tessa-holm").ending, asked("caleb-nguyen").ending] == [
        None,
        Ending.WORDS,
        Ending.EDITION,
    ]
    assert "bicycle room" in asked("tessa-holm").reply
    assert asked("caleb-nguyen").answered_with == 2


def asked(slug: str) -> Clarified:
    """Return the one question about an answer of a sample candidate."""
    (one,) = clarified_of(db.session, case_of(slug).case_id)
    return one
