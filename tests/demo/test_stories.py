"""The sample data show what the cast says they are there to show."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import func, select

from tests.demo.standing import case_of, uniformity
from tests.policy.tables import gaps_and_extras
from tracker.accounts.models import Designation, Person
from tracker.affidavits.models import AccessGrant, Affidavit, GrantUse
from tracker.affidavits.queries import affidavit_state, declared_accounts, grants
from tracker.answering.queries import requests_of
from tracker.board.models import Acknowledgement, Decision, Packet, SteppedOut
from tracker.cases.invitation_lines import invitations_of
from tracker.cases.models import Candidate
from tracker.db import clock_of, db
from tracker.demo.cast import DISPATCHERS, OFFICERS, STAFF
from tracker.findings.capture_queries import capture_rows
from tracker.findings.inside import inside_of
from tracker.findings.inside_words import DIFFERS, RIGHT, inside_words
from tracker.findings.queries import captures_of, findings_of
from tracker.mail.models import OutgoingMail
from tracker.mail.queries import mail_counts, mails_of
from tracker.on_paper.waiting import filed_paper
from tracker.policy.answering import Choice
from tracker.policy.answering import Outcome as Judged
from tracker.policy.mailing import MailKind, MailState
from tracker.policy.uniformity import CellState
from tracker.policy.vocabulary import Direction, SearchResult, Stage
from tracker.protocol.models import Request, RequestRuling, SearchEntry, SearchVoid
from tracker.protocol.surroundings import standing
from tracker.release.material import material_of
from tracker.release.models import Release
from tracker.release.standing import returns_of
from tracker.settings import CONFIG

OFFICER, DISPATCHER = "Police Officer 2026-A", "Dispatcher 2026-B"
STAGES = {
    Stage.OPENED: {"walter-finch"},
    Stage.AFFIDAVIT_PENDING: {
        *("imani-cole", "peter-lowell", "ines-duarte"),
        *("leah-osborne", "ruben-castillo", "alma-whitlock", "curtis-boyd"),
    },
    Stage.SEARCH: {
        *("theo-marsh", "samuel-oyelaran", "brooke-tanner", "caleb-nguyen"),
        *("noah-whitaker", "fatima-zahra", "tessa-holm", "marcus-bell"),
    },
    Stage.REVIEW: {"keisha-monroe", "hannah-weiss", "george-ivanov"},
    Stage.RESPONSE: {"lucia-ferrer"},
    Stage.RELEASED: {
        *("jordan-blake", "aaron-fields", "victor-lindgren", "dmitri-kovac", "emily-carver"),
    },
    Stage.DECIDED: {"marisol-pena"},
    Stage.CLOSED: {"nadia-rahman"},
    Stage.WITHDRAWN: {"rosa-delgado"},
}

pytestmark = [pytest.mark.usefixtures("on_demo"), pytest.mark.sqlite]


def test_candidates_are_at_every_stage() -> None:
    assert set(STAGES) == set(Stage) - {Stage.DISPOSED}, "nothing is past its time after eight weeks"


def test_everybody_is_there() -> None:
    assert db.session.scalar(select(func.count()).select_from(Person)) == len(STAFF) == 14
    assert db.session.scalar(select(func.count()).select_from(Candidate)) == 28
    assert len({each.slug for each in (*OFFICERS, *DISPATCHERS)}) == 28
    assert "`make demo`: 28 candidates" in (CONFIG.parent / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(("stage", "slugs"), STAGES.items())
def test_candidates_stand_where_their_stories_left_them(stage: Stage, slugs: set[str]) -> None:
    everybody = {each.slug for each in (*OFFICERS, *DISPATCHERS)}
    assert {slug for slug in everybody if case_of(slug).stage is stage} == slugs


def test_the_officers_table_shows_one_gap_and_one_that_was_searched_far_more() -> None:
    seen = uniformity(OFFICER)
    assert gaps_and_extras(seen) == (1, 1)
    unlike = {
        (row.reference, cell.code, cell.glyph)
        for row in seen.rows
        for cell in row.cells
        if cell.state in (CellState.GAP, CellState.EXTRA)
    }
    assert unlike == {
        (case_of("brooke-tanner").reference, "17", "!"),
        (case_of("dmitri-kovac").reference, "10", "+9"),
    }
    deviations = [cell for row in seen.rows for cell in row.cells if cell.state is CellState.DEVIATION]
    assert [cell.code for cell in deviations] == ["22"]


def test_the_dispatchers_table_shows_the_one_approved_search_beyond_the_protocol() -> None:
    seen = uniformity(DISPATCHER)
    assert gaps_and_extras(seen) == (0, 1)
    assert [row.reference for row in seen.rows if row.off_protocol] == [case_of("noah-whitaker").reference]


def test_a_designation_ended_last_week_and_stops_a_search() -> None:
    case, now = case_of("samuel-oyelaran"), clock_of(db.session).now()
    assert case.investigator_id is not None
    unmet = standing(db.session, case, case.investigator_id, now).unmet
    assert [one.ref for one in unmet] == ["R-14"]
    ends = select(Designation.ends_on).where(Designation.person_id == case.investigator_id)
    assert 4 <= (now.date() - db.session.scalars(ends).one()).days <= 9


def test_the_chief_lets_her_finish_the_other_case() -> None:
    case, now = case_of("noah-whitaker"), clock_of(db.session).now()
    assert case.investigator_id == case_of("samuel-oyelaran").investigator_id
    assert case.investigator_id is not None
    assert standing(db.session, case, case.investigator_id, now).unmet == ()


def test_the_decided_packet_was_read_by_all_who_did_not_step_out() -> None:
    packet = db.session.scalars(select(Packet).where(Packet.case_id == case_of("marisol-pena").case_id)).one()
    read = select(func.count()).where(Acknowledgement.packet_id == packet.id)
    out = select(func.count()).where(SteppedOut.case_id == packet.case_id)
    assert (db.session.scalar(read), db.session.scalar(out)) == (3, 1)
    decided = select(Decision.outcome).join(Packet, Packet.id == Decision.packet_id)
    assert db.session.scalars(decided.where(Packet.case_id == packet.case_id)).all() == ["continue"]


def test_a_packet_is_read_in_a_minute_or_two() -> None:
    found = db.session.execute(select(Packet.words, func.length(Packet.page))).all()
    assert found
    assert max(words for words, _ in found) <= 350
    assert max(size for _, size in found) <= 60 * 1024


def test_a_correction_took_the_place_of_a_release() -> None:
    case = case_of("victor-lindgren")
    numbers = select(Release.number).where(Release.case_id == case.case_id).order_by(Release.number)
    assert db.session.scalars(numbers).all() == [1, 2]
    assert returns_of(db.session, case.case_id)[0].correction


def test_a_question_waits_with_the_candidates_own_post() -> None:
    (asked,) = requests_of(db.session, case_of("lucia-ferrer").case_id)
    assert asked.facts.is_open
    assert len(asked.asking.captures) == 1


def test_an_account_that_was_not_the_candidates_took_the_finding_away() -> None:
    case = case_of("emily-carver")
    (asked,) = requests_of(db.session, case.case_id)
    assert asked.answer is not None
    assert asked.judged is not None
    assert (asked.answer.choice, asked.judged.outcome) == (Choice.NOT_MINE, Judged.WITHDRAW)
    assert "No job-related" in packet_text("emily-carver")


def test_an_answer_with_a_file_went_to_the_board_with_the_finding() -> None:
    (asked,) = requests_of(db.session, case_of("dmitri-kovac").case_id)
    assert asked.answer is not None
    (file,) = asked.answer.files
    page = packet_text("dmitri-kovac")
    assert "I called the referee the same week" in page
    assert file.sha256 in page
    assert "club-coaches" not in page


def packet_text(slug: str) -> str:
    """Return the words of the page that the board reads of a candidate."""
    return " ".join(unescape(material_of(db.session, case_of(slug)).page.text).split())


def test_a_return_says_what_is_to_be_done() -> None:
    (returned,) = returns_of(db.session, case_of("theo-marsh").case_id)
    assert len(returned.asked) == 2
    assert not returned.correction


def test_findings_are_of_every_direction_and_every_capture_is_intact() -> None:
    slugs = ("marisol-pena", "aaron-fields", "lucia-ferrer", "keisha-monroe")
    found = {slug: findings_of(db.session, case_of(slug).case_id) for slug in slugs}
    assert [found[slug][0].direction for slug in slugs] == [
        Direction.FAVOURABLE,
        Direction.CONTEXT,
        Direction.CONCERN,
        Direction.FAVOURABLE,
    ]
    assert found["keisha-monroe"][0].number == 3, "the screen, and a return, reworded the statement"
    for slug in slugs:
        assert all(capture.intact for capture in captures_of(db.session, case_of(slug).case_id))


def test_an_archive_is_as_its_own_digests_say() -> None:
    case = case_of("victor-lindgren")
    (archive,) = (one for one in capture_rows(db.session, case.case_id) if one.media_type.endswith("wacz"))
    tags = [line.tag for line in inside_words(inside_of(db.session, case.case_id, archive))]
    assert RIGHT in tags
    assert DIFFERS not in tags


def test_a_namesake_was_ruled_out() -> None:
    case = case_of("nadia-rahman")
    found = select(SearchEntry.result).where(SearchEntry.case_id == case.case_id)
    assert db.session.scalars(found).all().count(SearchResult.FOUND_SOMEONE_ELSE) == 4
    assert findings_of(db.session, case.case_id) == ()


def test_one_search_is_marked_as_entered_in_error() -> None:
    void = db.session.scalars(select(SearchVoid)).one()
    entry = db.session.get_one(SearchEntry, void.search_id)
    assert entry.case_id == case_of("aaron-fields").case_id


def test_requests_were_approved_and_refused_and_one_waits() -> None:
    refused = select(func.count()).where(RequestRuling.approved.is_(False))
    approved = select(func.count()).where(RequestRuling.approved.is_(True))
    assert (db.session.scalar(refused), db.session.scalar(approved)) == (1, 14)
    waiting = select(Request.case_id).where(Request.id.not_in(select(RequestRuling.request_id)))
    assert db.session.scalars(waiting).all() == [case_of("fatima-zahra").case_id]


def test_access_was_used_and_then_stopped() -> None:
    case = case_of("fatima-zahra")
    stopped = [grant for grant in grants(db.session, case.case_id) if grant.stopped_at is not None]
    assert len(stopped) == 1
    used = (
        select(func.count())
        .select_from(GrantUse)
        .join(AccessGrant, AccessGrant.id == GrantUse.grant_id)
        .where(AccessGrant.case_id == case.case_id)
    )
    assert db.session.scalar(used) == 1


def test_affidavits_of_every_kind_are_there() -> None:
    editions = select(func.max(Affidavit.edition)).where(Affidavit.case_id == case_of("caleb-nguyen").case_id)
    assert db.session.scalar(editions) == 2
    assert declared_accounts(db.session, case_of("jordan-blake").case_id) == ()
    assert all(one.former for one in declared_accounts(db.session, case_of("george-ivanov").case_id))
    assert filed_paper(db.session, case_of("george-ivanov").case_id) is not None
    forgotten = declared_accounts(db.session, case_of("marcus-bell").case_id)
    assert [one.platform for one in forgotten if one.not_remembered] == ["reddit"]
    assert not affidavit_state(db.session, case_of("ines-duarte").case_id).filed


def test_an_affidavit_was_signed_before_anybody_had_the_case() -> None:
    case = case_of("marcus-bell")
    assert case.investigator_id is not None
    chosen = select(AccessGrant.investigator_id).where(AccessGrant.case_id == case.case_id)
    assert set(db.session.scalars(chosen)) == {None}


def test_a_tie_moved_a_case_to_somebody_else() -> None:
    case = case_of("tessa-holm")
    tied = [person for person, answer in case.conflicts.items() if answer == "yes"]
    assert len(tied) == 1
    assert case.investigator_id not in tied
    live = [grant for grant in grants(db.session, case.case_id) if grant.stopped_at is None]
    assert case.investigator_id in {grant.investigator_id for grant in live}


@pytest.mark.clause("Hamden D.2")
def test_nobody_on_a_board_was_exposed_to_anything_raw() -> None:
    for each in (*OFFICERS, *DISPATCHERS):
        case = case_of(each.slug)
        assert not case.seated & (case.exposed | case.searchers)


def test_one_mail_with_a_link_was_refused_and_the_others_were_handed_over() -> None:
    mails = {
        slug: [(one.kind, one.state) for one in mails_of(db.session, case_of(slug).case_id)]
        for slug in ("peter-lowell", "george-ivanov", "caleb-nguyen")
    }
    assert mails["peter-lowell"] == [(MailKind.INVITATION, MailState.REFUSED)]
    assert (MailKind.WAY_BACK, MailState.HANDED_OVER) in mails["george-ivanov"]
    assert (MailKind.INVITATION, MailState.HANDED_OVER) in mails["caleb-nguyen"]
    assert mail_counts(db.session).not_sent == 1


def test_whoever_held_a_link_whose_time_was_over_got_a_new_one() -> None:
    now = clock_of(db.session).now()
    states = [line.state.value for line in invitations_of(db.session, case_of("george-ivanov").case_id, now)]
    assert states == ["works", "expired", "stopped"]


def test_no_mail_of_the_sample_data_waits_for_a_server() -> None:
    assert mail_counts(db.session).waiting == 0
    told = select(OutgoingMail.kind).where(OutgoingMail.case_id == case_of("tessa-holm").case_id)
    assert {"receipt", "investigator-changed"} <= set(db.session.scalars(told))
