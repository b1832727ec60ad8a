"""Captures: sealed as they arrive, bound to their case, proved anew, and nothing left behind."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import files
from tests.factories.findings import Evidence, capture_text
from tests.factories.protocol import Bench
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.findings import capture_service
from tracker.findings.capture_queries import capture_of, captures_of, custody_of, findings_showing
from tracker.findings.capture_service import (
    SameFile,
    add_captures,
    open_intake,
    record_download,
    record_verified,
)
from tracker.findings.formats.unfit import Unfit
from tracker.findings.intake import MOST_FILES
from tracker.findings.keepers import files_check, store_state, sweep_files
from tracker.findings.linking import link_capture
from tracker.findings.models import Capture
from tracker.findings.stored import open_capture, recompute, recompute_all
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Denied, NotFound, Refused
from tracker.policy.captures import FileState
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage
from tracker.settings import Settings
from tracker.vault.trouble import Unopenable
from tracker.vault.vault import vault_of

pytestmark = pytest.mark.usefixtures("context")


def sealed_files(settings: Settings) -> list[Path]:
    """Return every file in the store, half written ones too."""
    return [path for path in settings.captures.rglob("*") if path.is_file()]


def test_a_capture_comes_back_byte_for_byte(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings
) -> None:
    data = files.png("words")
    kept = evidence.keep(case, data)
    row = capture_of(session, case.case_id, kept.reference)
    assert (row.size, row.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (row.file_name, row.media_type, row.tool) == ("shot.png", "image/png", "Screenshot of the system")
    assert b"".join(open_capture(session, case.case_id, row)) == data
    (stored,) = sealed_files(settings)
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == row.sealed_sha256
    (facts,) = captures_of(session, case.case_id)
    assert (facts.reference, facts.intact, facts.verified_on) == (kept.reference, None, None)
    assert [line.act for line in custody_of(session, case.case_id, kept.reference)] == ["added"]


def test_a_file_of_one_case_does_not_open_in_another(
    case: CaseFacts, evidence: Evidence, bench: Bench, session: Session
) -> None:
    other = bench.ready("Somebody Else")
    row = capture_of(session, case.case_id, evidence.keep(case).reference)
    with pytest.raises(Unopenable):
        b"".join(open_capture(session, other.case_id, row))
    with pytest.raises(NotFound):
        capture_of(session, other.case_id, row.reference)


REFUSED: tuple[tuple[dict[str, Any], Clause | None, str], ...] = (
    ({"department_device": False}, Clause.HAMDEN_D_4, "General Order 004-011 B.5"),
    ({"source_link": ""}, Clause.HAMPTON_C_3_C, "write why there is none"),
    ({"shows": "…"}, Clause.HAMPTON_C_2, "what the capture shows"),
    ({"tool": " "}, Clause.HAMDEN_D_6, "Name the tool"),
    ({"shows": "password: hunter2"}, Clause.HAMDEN_D_4, "looks like a password"),
)


@pytest.mark.clause("Hampton C.3.c")
@pytest.mark.parametrize(("values", "clause", "words"), REFUSED)
def test_a_capture_that_lacks_something_leaves_nothing_behind(
    case: CaseFacts,
    evidence: Evidence,
    session: Session,
    settings: Settings,
    values: dict[str, Any],
    clause: Clause | None,
    words: str,
) -> None:
    with pytest.raises(Refused) as refused:
        evidence.keep(case, **values)
    assert any(unmet.clause is clause and words in unmet.sentence for unmet in refused.value.unmet)
    assert sealed_files(settings) == []
    assert captures_of(session, case.case_id) == ()


def test_a_capture_is_not_made_in_the_future(
    case: CaseFacts, evidence: Evidence, clock: FixedClock, settings: Settings
) -> None:
    with pytest.raises(Refused, match="must be in the past"):
        evidence.keep(case, captured_at=clock.now() + timedelta(minutes=1))
    assert sealed_files(settings) == []


def test_the_same_file_is_kept_once_in_a_case(
    case: CaseFacts, evidence: Evidence, bench: Bench, settings: Settings
) -> None:
    first = evidence.keep(case)
    with pytest.raises(SameFile) as refused:
        evidence.keep(case, name="other.png")
    said = f"'other.png' is the same file as capture {first.reference}. Link to it instead?"
    assert (refused.value.reference, str(refused.value)) == (first.reference, said)
    assert len(sealed_files(settings)) == 1
    assert evidence.keep(bench.ready("Somebody Else")).reference != first.reference


def test_a_case_holds_so_many_captures(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = settings.model_copy(update={"captures_a_case": 2})
    monkeypatch.setitem(session.info, "settings", few)
    evidence.keep(case, files.png("1"))
    evidence.keep(case, files.png("2"))
    with pytest.raises(Refused, match="holds up to 2 captures, and this one has 2 captures"):
        evidence.keep(case, files.png("3"))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "shot.png", "empty"),
        (files.png()[:-6], "shot.png", "cut-short"),
        (files.pdf()[:-20], "page.pdf", "cut-short"),
        (files.wacz()[:-10], "page.wacz", "cut-short"),
        (files.png(), "shot.jpg", "mislabelled"),
        (b"MZ\x90\0" * 5000, "shot.png", "unknown-kind"),
        (files.pdf(locked=True), "page.pdf", "password-protected"),
        (files.wacz({"../out": b"x"}), "page.wacz", "leads-outside"),
        (files.wacz({"archive/big": b"\0" * 3_000_000}), "page.wacz", "grows-too-much"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing_behind(
    case: CaseFacts, evidence: Evidence, settings: Settings, data: bytes, name: str, code: str
) -> None:
    with pytest.raises(Unfit) as refused:
        evidence.keep(case, data, name)
    assert refused.value.code == code
    assert sealed_files(settings) == []


def test_a_file_above_its_limit_is_refused(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = settings.model_copy(update={"image_bytes": 2**20})
    monkeypatch.setitem(session.info, "settings", small)
    with pytest.raises(Unfit, match="must be smaller than 1 MB"):
        evidence.keep(case, files.large_png(2**20))
    assert sealed_files(settings) == []


def test_a_form_takes_so_many_files(case: CaseFacts, session: Session) -> None:
    with open_intake(session, case) as intake:
        for number in range(MOST_FILES + 1):
            arriving = intake.begin(f"{number}.png")
            arriving.write(files.png(str(number)))
            arriving.seek(0)
        assert [(name, trouble.code) for name, trouble in intake.troubles()] == [("10.png", "too-many")]


def test_a_large_file_passes_through_a_small_memory(
    case: CaseFacts, evidence: Evidence, session: Session, tmp_path: Path
) -> None:
    source = tmp_path / "large.png"
    source.write_bytes(files.large_png(12_000_000))
    tracemalloc.start()
    try:
        with open_intake(session, case) as intake, source.open("rb") as coming:
            arriving = intake.begin("large.png")
            while piece := coming.read(65_536):
                arriving.write(piece)
            arriving.seek(0)
            with unit_of_work(evidence.bench.dana) as work:
                (kept,) = add_captures(work, case, text=capture_text(), files=intake.finish())
        row = capture_of(session, case.case_id, kept.reference)
        digest = hashlib.sha256()
        for opened in open_capture(session, case.case_id, row):
            digest.update(opened)
        assert recompute(session, case.case_id, row) is FileState.INTACT
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert digest.hexdigest() == row.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert peak < 4 * 2**20


def test_verifying_names_what_it_found(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings, clock: FixedClock
) -> None:
    kept = evidence.keep(case)
    for change, state in (
        (None, FileState.INTACT),
        (_flip, FileState.CHANGED),
        (os.remove, FileState.MISSING),
    ):
        if change:
            change(sealed_files(settings)[0])
        clock.set(clock.now() + timedelta(minutes=1))
        row = capture_of(session, case.case_id, kept.reference)
        found = recompute(session, case.case_id, row)
        assert found is state
        assert [(one.reference, of) for one, of in recompute_all(session, case.case_id)] == [
            (kept.reference, state)
        ]
        with unit_of_work(evidence.bench.dana) as work:
            record_verified(work, case, capture=row, state=found)
        (facts,) = captures_of(session, case.case_id)
        assert (facts.intact, facts.verified_on) == (state is FileState.INTACT, clock.now().date())
    outcomes = [line.outcome for line in custody_of(session, case.case_id, kept.reference)]
    assert outcomes == ["", "intact", "changed", "missing"]


def _flip(path: Path, at: int = 5000) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def test_any_changed_byte_of_a_sealed_file_is_noticed(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings
) -> None:
    row = capture_of(session, case.case_id, evidence.keep(case).reference)
    (stored,) = sealed_files(settings)
    whole = stored.read_bytes()
    for at in range(len(whole)):
        _flip(stored, at)
        assert recompute(session, case.case_id, row) is FileState.CHANGED
        stored.write_bytes(whole)
    stored.write_bytes(whole + b"\0")
    assert recompute(session, case.case_id, row) is FileState.CHANGED
    stored.write_bytes(whole)
    assert recompute(session, case.case_id, row) is FileState.INTACT


def test_of_two_verifications_at_one_moment_the_worse_counts(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    row = capture_of(session, case.case_id, evidence.keep(case).reference)
    for state in (FileState.CHANGED, FileState.INTACT):
        with unit_of_work(evidence.bench.dana) as work:
            record_verified(work, case, capture=row, state=state)
    assert capture_of(session, case.case_id, row.reference).state is FileState.CHANGED


def test_a_download_is_recorded_with_its_reason(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    row = capture_of(session, case.case_id, evidence.keep(case).reference)
    with pytest.raises(Refused, match="Choose why you open it"), unit_of_work(evidence.bench.dana) as work:
        record_download(work, case, capture=row, reason="curiosity")
    with unit_of_work(evidence.bench.dana) as work:
        record_download(work, case, capture=row, reason="review")
    acts = [line.act for line in custody_of(session, case.case_id, row.reference)]
    assert sorted(acts) == ["added", "exported", "opened"]
    bodies = [body for body in session.scalars(select(ledger_entries.c.body)) if "CAPTURE_OPENED" in body]
    assert len(bodies) == 1
    assert '"reason":"review"' in bodies[0]


def test_a_capture_is_linked_to_a_finding_once(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    kept, finding = evidence.keep(case), evidence.write(case)
    for _ in range(2):
        with unit_of_work(evidence.bench.dana) as work:
            made = link_capture(work, case, finding=finding, capture=kept.reference)
            if not made:
                break
    assert findings_showing(session, case.case_id, kept.reference) == (finding,)


def test_others_neither_add_nor_download(
    case: CaseFacts, evidence: Evidence, bench: Bench, session: Session
) -> None:
    with pytest.raises(Denied):
        evidence.keep(case, by=bench.supervisor)
    row = capture_of(session, case.case_id, evidence.keep(case).reference)
    with pytest.raises(Denied), unit_of_work(bench.hr) as work:
        record_download(work, case, capture=row, reason="review")


def test_a_connection_that_ends_leaves_nothing_behind(
    case: CaseFacts, session: Session, settings: Settings
) -> None:
    def half_an_upload() -> None:
        with open_intake(session, case) as intake:
            intake.begin("large.png").write(files.large_png(400_000)[:200_000])
            assert len(sealed_files(settings)) == 1
            raise ConnectionError

    with pytest.raises(ConnectionError):
        half_an_upload()
    assert sealed_files(settings) == []


def test_a_transaction_that_fails_leaves_nothing_behind(
    case: CaseFacts, evidence: Evidence, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(capture_service, "record", broken)
    with pytest.raises(RuntimeError):
        evidence.keep(case)
    assert sealed_files(settings) == []


def test_a_process_killed_between_file_and_record_leaves_no_orphan_after_the_next_sweep(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings
) -> None:
    kept = evidence.keep(case, files.png("kept"))
    intake = open_intake(session, case)
    child = os.fork()
    if child == 0:  # pragma: no cover - it never comes back
        arriving = intake.begin("lost.png")
        arriving.write(files.png("lost"))
        arriving.seek(0)
        intake.finish()
        os._exit(9)
    os.waitpid(child, 0)
    assert len(sealed_files(settings)) == 2
    state = store_state(session)
    assert (len(state.orphans), state.missing) == (1, ())
    assert "1 sealed file without a record" in files_check(session).sentence
    with unit_of_work(SYSTEM) as work:
        assert sweep_files(work) == state.orphans
    assert files_check(session).well
    row = capture_of(session, case.case_id, kept.reference)
    assert recompute(session, case.case_id, row) is FileState.INTACT


def test_who_reads_no_case_is_told_how_many_files_are_missing_and_not_of_which_capture(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings
) -> None:
    capture = evidence.keep(case)
    sealed_files(settings)[0].unlink()
    assert f"the files of {capture.reference} are missing" in files_check(session).sentence
    assert "1 sealed file is missing" in files_check(session, named=False).sentence


def test_a_sweep_leaves_files_alone_whose_record_is_on_its_way(
    case: CaseFacts, evidence: Evidence, session: Session
) -> None:
    with open_intake(session, case) as intake:
        arriving = intake.begin("shot.png")
        arriving.write(files.png())
        arriving.seek(0)
        received = intake.finish()
        assert store_state(session).orphans == (received[0].file_id,)
        with unit_of_work(SYSTEM) as work:
            assert sweep_files(work) == ()
        with unit_of_work(evidence.bench.dana) as work:
            add_captures(work, case, text=capture_text(), files=received)
    assert store_state(session).orphans == ()


def test_a_record_without_its_file_is_named(
    case: CaseFacts, evidence: Evidence, session: Session, settings: Settings
) -> None:
    kept = evidence.keep(case)
    sealed_files(settings)[0].unlink()
    assert store_state(session).missing == (kept.reference,)
    found = files_check(session)
    assert (found.well, kept.reference in found.sentence) == (False, True)
    with pytest.raises(Denied), unit_of_work(evidence.bench.dana) as work:
        sweep_files(work)


def test_an_upload_that_lasted_is_judged_by_what_is_true_at_its_end(
    case: CaseFacts, evidence: Evidence, bench: Bench, session: Session, settings: Settings
) -> None:
    with open_intake(session, case) as intake:
        arriving = intake.begin("shot.png")
        arriving.write(files.png())
        arriving.seek(0)
        evidence.move(case, Stage.REVIEW)
        with pytest.raises(Refused, match="not with the investigator"), unit_of_work(bench.dana) as work:
            add_captures(work, case, text=capture_text(), files=intake.finish())
    assert sealed_files(settings) == []


def test_files_are_named_by_chance(case: CaseFacts, evidence: Evidence, session: Session) -> None:
    evidence.keep(case)
    ids = session.scalars(select(Capture.file_id)).all()
    assert [one.version for one in ids] == [4]
    assert set(ids) == set(vault_of(session).files.ids())
