"""Writing findings, their versions, drafts and notes: what is kept, what is refused, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories import files
from tests.factories.findings import Evidence, finding_text
from tests.factories.protocol import Bench
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.findings.drafting import draft_of, drafts_of, drop_draft, keep_draft, tick_in_draft
from tracker.findings.models import EvidenceNote, FindingDraft, FindingVersion
from tracker.findings.notes import notes_of
from tracker.findings.queries import finding_of, findings_of, versions_of
from tracker.findings.service import write_finding
from tracker.ledger.models import ledger_entries
from tracker.policy.answers import Denied, NotFound, Overtaken, Refused
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Direction, SearchResult, Stage

pytestmark = pytest.mark.usefixtures("context")


def test_a_finding_comes_back_as_it_was_written(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    kept = evidence.keep(case)
    search = evidence.search(case)
    reference = evidence.write(case, search, captures=(kept.reference,))
    row = finding_of(session, case.case_id, reference)
    wanted = finding_text()
    assert (row.observed, row.statement, row.relevance) == (
        wanted.observed,
        wanted.statement,
        wanted.relevance,
    )
    assert (row.identifiers, row.identifiers_matched) == (wanted.identifiers, 2)
    assert (row.search_reference, row.search_step, row.search_voided) == (search, "06", False)
    assert (row.number, row.captures, row.posted_on) == (1, (kept.reference,), date(2026, 3, 3))
    assert row.direction is Direction.FAVOURABLE
    assert row.authors == {evidence.bench.dana.person_id}
    assert findings_of(session, case.case_id) == (row,)


def test_identifiers_that_say_the_same_count_once(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    reference = evidence.write(case, identifiers=("@Marisol.Peña", "", "marisol pena", " - "))
    row = finding_of(session, case.case_id, reference)
    assert (row.identifiers, row.identifiers_matched) == (("@Marisol.Peña",), 1)


REFUSED: tuple[tuple[dict[str, Any], Clause, str], ...] = (
    ({"observed": " . "}, Clause.HAMPTON_C_2, "as a fact"),
    ({"relevance": ""}, Clause.HAMDEN_D_6, "Say how this matters for the job"),
    ({"dimension": "charm"}, Clause.HAMDEN_D_6, "Choose the job dimension that it matters for"),
    ({"source_link": ""}, Clause.HAMPTON_C_3_C, "write why there is none"),
    ({"identifiers": ("-",)}, Clause.HAMDEN_D_6, "ties the account"),
    ({"posted_on": date(2031, 1, 1)}, Clause.HAMPTON_C_2, "must be in the past"),
    ({"observed": "The password: hunter2"}, Clause.HAMDEN_D_4, "looks like a password"),
    ({"identifiers": ("pw is hunter22", "x y z")}, Clause.HAMDEN_D_4, "looks like a password"),
)


@pytest.mark.clause("Hampton C.2")
@pytest.mark.clause("Hampton C.3.c")
@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize(("values", "clause", "words"), REFUSED)
def test_a_finding_that_lacks_something_is_refused_with_the_clause(
    case: CaseFacts, evidence: Evidence, session: Session, values: dict[str, Any], clause: Clause, words: str
) -> None:
    search = evidence.search(case)
    with pytest.raises(Refused) as refused:
        evidence.write(case, search, **values)
    assert any(unmet.clause is clause and words in unmet.sentence for unmet in refused.value.unmet)
    assert findings_of(session, case.case_id) == ()


def test_a_reason_stands_in_for_the_source(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    reference = evidence.write(
        case,
        source_link="",
        no_source_reason="It has no address.",
        no_capture_reason="The post is gone since.",
    )
    row = finding_of(session, case.case_id, reference)
    assert (row.source_link, row.no_source_reason) == ("", "It has no address.")
    assert row.no_capture_reason == "The post is gone since."


@pytest.mark.parametrize(
    "result", [SearchResult.NOTHING_FOUND, SearchResult.FOUND_SOMEONE_ELSE, SearchResult.COULD_NOT_SEARCH]
)
def test_only_what_was_found_of_the_candidate_becomes_a_finding(
    case: CaseFacts, evidence: Evidence, result: SearchResult
) -> None:
    search = evidence.bench.log(case, result=result)
    with pytest.raises(Refused, match="Choose the search"):
        evidence.write(case, search)


def test_a_search_of_another_case_is_no_source(case: CaseFacts, evidence: Evidence, bench: Bench) -> None:
    other = bench.ready("Somebody Else")
    with pytest.raises(Refused, match="Choose the search"):
        evidence.write(case, evidence.search(other))


@pytest.mark.clause("Hamden D.3")
def test_without_a_designation_nothing_is_added(
    case: CaseFacts, evidence: Evidence, clock: FixedClock
) -> None:
    search = evidence.search(case)
    clock.set(clock.now() + timedelta(days=400))
    with pytest.raises(Refused, match="designation as a searcher ended"):
        evidence.write(case, search)


def test_nothing_is_added_once_the_case_is_with_a_supervisor(case: CaseFacts, evidence: Evidence) -> None:
    search = evidence.search(case)
    evidence.move(case, Stage.REVIEW)
    with pytest.raises(Refused, match="not with the investigator"):
        evidence.write(case, search)


def test_a_version_is_added_and_the_earlier_ones_stay(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    reference = evidence.write(case)
    assert evidence.revise(case, reference, 1, observed="On 4 March, not on 3 March.") == 2
    rows = versions_of(session, case.case_id, reference)
    assert [row.number for row in rows] == [2, 1]
    assert rows[0].observed == "On 4 March, not on 3 March."
    assert rows[1].observed == finding_text().observed
    assert findings_of(session, case.case_id) == (rows[0],)


def test_a_second_tab_never_overwrites(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    reference = evidence.write(case)
    evidence.revise(case, reference, 1, observed="First.")
    with pytest.raises(Overtaken):
        evidence.revise(case, reference, 1, observed="Second.")
    assert finding_of(session, case.case_id, reference).observed == "First."


@pytest.mark.clause("Hampton C.3.d")
def test_a_released_finding_gets_a_version_once_its_correction_has_begun(
    case: CaseFacts, evidence: Evidence
) -> None:
    reference = evidence.write(case)
    evidence.move(case, Stage.REVIEW, Stage.RELEASED)
    with pytest.raises(Refused, match="a supervisor begins a correction"):
        evidence.revise(case, reference, 1, statement="Corrected.")
    with pytest.raises(Refused, match="a supervisor begins a correction"):
        evidence.note(case, reference)
    evidence.move(case, Stage.REVIEW, Stage.SEARCH)
    assert evidence.revise(case, reference, 1, statement="Corrected.") == 2


def test_only_the_assigned_investigator_writes(case: CaseFacts, evidence: Evidence, bench: Bench) -> None:
    search = evidence.search(case)
    with pytest.raises(Denied), unit_of_work(bench.supervisor) as work:
        write_finding(work, case, search=search, text=finding_text())
    stranger = bench.people.make("Luis Ortega", bench.dana.role)
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        write_finding(work, case, search=search, text=finding_text())


def test_foreign_captures_and_findings_are_missing(case: CaseFacts, evidence: Evidence, bench: Bench) -> None:
    other = bench.ready("Somebody Else")
    kept, written = evidence.keep(other), evidence.write(other)
    with pytest.raises(NotFound):
        evidence.write(case, captures=(kept.reference,))
    with pytest.raises(NotFound):
        evidence.revise(case, written, 1)
    with pytest.raises(NotFound):
        evidence.note(case, written)


def test_notes_are_added_in_order(
    case: CaseFacts, evidence: Evidence, session: Session, clock: FixedClock
) -> None:
    reference = evidence.write(case)
    evidence.note(case, reference, "First thought.")
    clock.set(clock.now() + timedelta(minutes=5))
    evidence.note(case, reference, "Second thought.")
    assert [note.text for note in notes_of(session, case.case_id, reference)] == [
        "First thought.",
        "Second thought.",
    ]
    assert {note.name for note in notes_of(session, case.case_id, reference)} == {"Dana Ruiz"}


@pytest.mark.parametrize("words", ["", " ... ", "password: hunter2"])
def test_a_note_says_something_and_no_password(case: CaseFacts, evidence: Evidence, words: str) -> None:
    reference = evidence.write(case)
    with pytest.raises(Refused):
        evidence.note(case, reference, words)


def test_a_draft_is_kept_changed_and_emptied(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    dana = evidence.bench.dana
    with unit_of_work(dana) as work:
        reference = keep_draft(work, case, content={"observed": "Half a", "captures": ["K-1"]}).reference
    with unit_of_work(dana) as work:
        keep_draft(work, case, content={"observed": "Half a sentence"}, mark=f"{reference}.1")
    with unit_of_work(dana) as work:
        tick_in_draft(work, case, reference=reference, captures=["K-2", "K-3"])
    draft = draft_of(session, case.case_id, dana.person_id, reference)
    assert draft.content == {"observed": "Half a sentence", "captures": ["K-2", "K-3"]}
    with unit_of_work(dana) as work:
        drop_draft(work, case, reference=reference)
    assert drafts_of(session, case.case_id, dana.person_id) == ()
    row = session.scalars(select(FindingDraft)).one()
    assert (row.version, row.settled_at is None) == (4, False)


def test_a_saved_finding_settles_its_draft(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    dana, search = evidence.bench.dana, evidence.search(case)
    with unit_of_work(dana) as work:
        draft = keep_draft(work, case, content={"observed": "Half"}).reference
    with unit_of_work(dana) as work:
        finding = write_finding(work, case, search=search, text=finding_text(), draft=f"{draft}.1")
        reference = finding.reference
    assert drafts_of(session, case.case_id, dana.person_id) == ()
    with unit_of_work(dana) as work:
        draft = keep_draft(work, case, content={"observed": "x"}, finding=reference).reference
    assert draft_of(session, case.case_id, dana.person_id, draft).finding == reference


def test_a_draft_kept_in_another_window_is_never_overwritten(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    dana, search = evidence.bench.dana, evidence.search(case)
    with unit_of_work(dana) as work:
        first = keep_draft(work, case, content={"observed": "Half"}).reference
    with unit_of_work(dana) as work:
        keep_draft(work, case, content={"observed": "One window"}, mark=f"{first}.1")
    with unit_of_work(dana) as work:
        second = keep_draft(work, case, content={"observed": "Other window"}, mark=f"{first}.1").reference
    kept = {
        draft.reference: draft.content["observed"]
        for draft in drafts_of(session, case.case_id, dana.person_id)
    }
    assert kept == {first: "One window", second: "Other window"}
    with unit_of_work(dana) as work:
        write_finding(work, case, search=search, text=finding_text(), draft=f"{first}.1")
    assert {draft.reference for draft in drafts_of(session, case.case_id, dana.person_id)} == {first, second}
    with unit_of_work(dana) as work:
        write_finding(work, case, search=search, text=finding_text(), draft=f"{first}.2")
    with pytest.raises(Refused, match="in another window"), unit_of_work(dana) as work:
        write_finding(work, case, search=search, text=finding_text(), draft=f"{first}.2")


def test_a_draft_stays_with_its_finding(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    dana, finding = evidence.bench.dana, evidence.write(case)
    with unit_of_work(dana) as work:
        first = keep_draft(work, case, content={"observed": "Further"}, finding=finding).reference
    with unit_of_work(dana) as work:
        second = keep_draft(work, case, content={"observed": "New"}, mark=f"{first}.1").reference
    kept = {draft.reference: draft.finding for draft in drafts_of(session, case.case_id, dana.person_id)}
    assert kept == {first: finding, second: ""}


def test_drafts_are_their_writers_alone_and_hold_no_password(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    with unit_of_work(evidence.bench.dana) as work:
        reference = keep_draft(work, case, content={"observed": "Half"}).reference
    with pytest.raises(NotFound):
        draft_of(session, case.case_id, evidence.bench.supervisor.person_id, reference)
    with pytest.raises(Refused), unit_of_work(evidence.bench.dana) as work:
        keep_draft(work, case, content={"identifiers": ["fine", "passwort: hunter2"]})


TABLES = (
    "findings", "finding_versions", "evidence_notes", "captures", "capture_links", "custody_lines",
    "finding_drafts",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_itself_keeps_every_row(
    case: CaseFacts, evidence: Evidence, session: Session, table: str, act: str
) -> None:
    kept = evidence.keep(case, files.png("a"))
    reference = evidence.write(case, captures=(kept.reference,))
    evidence.note(case, reference)
    with unit_of_work(evidence.bench.dana) as work:
        keep_draft(work, case, content={"observed": "Half"})
    if table == "finding_drafts":
        act = act.replace("id = id", "case_id = NULL")
    session.rollback()
    wall = "never (changed|deleted)|of finding_drafts cannot be changed"
    with pytest.raises(DatabaseError, match=wall), db.engine.begin() as connection:
        connection.execute(text(act.format(table=table)))


def test_a_link_between_cases_is_refused_by_the_database(
    case: CaseFacts, evidence: Evidence, bench: Bench, session: Session
) -> None:
    other = bench.ready("Somebody Else")
    kept, reference = evidence.keep(other), evidence.write(case)
    finding = finding_of(session, case.case_id, reference)
    session.rollback()
    values = {"f": finding.finding_id.hex, "c": kept.capture_id.hex, "k": case.case_id.hex}
    if db.engine.dialect.name == "postgresql":
        values = {"f": str(finding.finding_id), "c": str(kept.capture_id), "k": str(case.case_id)}
    values["p"] = bench.dana.person_id.hex if "-" not in values["f"] else str(bench.dana.person_id)
    key = "FOREIGN KEY" if "-" not in values["f"] else "fk_capture_links_capture_id_case_id_captures"
    statement = text(
        "INSERT INTO capture_links (id, version, case_id, finding_id, capture_id, linked_by, linked_at) "
        "VALUES (:f, 1, :k, :f, :c, :p, '2026-03-09 16:00:00.000000')"
    )
    with pytest.raises(DatabaseError, match=key), db.engine.begin() as connection:
        connection.execute(statement, values)


def test_the_ledger_tells_each_act_and_no_word_of_it(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    kept = evidence.keep(case, shows="A canary-shown thing.")
    reference = evidence.write(case, observed="A canary-observed thing.", captures=(kept.reference,))
    evidence.revise(case, reference, 1)
    evidence.note(case, reference, "A canary-noted thing.")
    bodies = list(session.scalars(select(ledger_entries.c.body)))
    events = list(session.scalars(select(ledger_entries.c.event)))
    for event in ("CAPTURE_ADDED", "FINDING_OPENED", "CAPTURE_LINKED", "FINDING_REVISED", "NOTE_WRITTEN"):
        assert events.count(event) == 1
    assert not any("canary" in body for body in bodies)
    assert not any(
        b"canary" in value for row in session.scalars(select(FindingVersion)) for value in _cells(row)
    )
    assert all(b"canary" not in row.text for row in session.scalars(select(EvidenceNote)))


def _cells(row: FindingVersion) -> list[bytes]:
    return [row.observed, row.statement, row.relevance, row.identifiers]
