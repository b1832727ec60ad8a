"""What the pages about captures show: frozen, with ready words, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.clock import times_shown
from tracker.findings.arrivals import arrival_of
from tracker.findings.capture_queries import (
    ADDED,
    OPENED,
    VERIFIED,
    CaptureRow,
    Custody,
    capture_of,
    capture_rows,
    custody_of,
    findings_showing,
)
from tracker.findings.finding_list import Choice, finding_choices
from tracker.findings.forms import ZONES
from tracker.findings.inside import inside_of
from tracker.findings.inside_words import InsideLine, inside_words
from tracker.findings.labels import CUSTODY, PDF, PICTURES, TAGS, kind_name, scan_words, state_tag
from tracker.policy.actors import Actor
from tracker.policy.captures import FileState
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.words import in_words
from tracker.protocol.case_top import CaseTop, case_top
from tracker.web.formats import moment, size


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One line of the list of captures."""

    reference: str
    shows: str
    kind: str
    size: str
    captured: str
    added: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class CapturesPage:
    """The list of captures of a case."""

    top: CaseTop
    lines: tuple[CaptureLine, ...]
    verifies: bool
    """True for readers who may have all of them verified anew."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CustodyWords:
    """One thing done with a capture, in words."""

    act: str
    outcome: tuple[str, str] | None
    name: str
    at: str
    place: str


@dataclass(frozen=True, slots=True)
class StripMark:
    """One mark of the strip that shows a capture's way: captured, added, verified, opened."""

    word: str
    detail: str
    done: bool


@dataclass(frozen=True, slots=True)
class CapturePage:
    """One capture: what it is, where from, who had it in hand, and which findings it shows."""

    top: CaseTop
    row: CaptureRow
    kind: str
    drawable: bool
    state: tuple[str, str]
    facts: tuple[Fact, ...]
    strip: tuple[StripMark, ...]
    custody: tuple[CustodyWords, ...]
    inside: tuple[InsideLine, ...]
    findings: tuple[str, ...]
    unlinked: tuple[Choice, ...]


def captures_page(session: Session, actor: Actor, case: CaseFacts) -> CapturesPage:
    """Return the list of captures."""
    top = case_top(session, actor, case)
    return CapturesPage(
        top=top,
        verifies=judge(Permission.VERIFY_CAPTURE, actor, case).verdict is Verdict.ALLOWED,
        lines=tuple(
            CaptureLine(
                reference=row.reference,
                shows=row.shows if top.reads_all else "",
                kind=kind_name(row.media_type),
                size=size(row.size),
                captured=captured_words(row.captured_at, row.captured_zone),
                added=moment(row.uploaded_at),
                state=state_tag(row.state),
            )
            for row in capture_rows(session, case.case_id)
        ),
    )


def capture_page(session: Session, actor: Actor, case: CaseFacts, reference: str) -> CapturePage:
    """Return one capture; raises NotFound."""
    row = capture_of(session, case.case_id, reference)
    lines = custody_of(session, case.case_id, reference)
    linked = findings_showing(session, case.case_id, reference)
    choices = finding_choices(session, case.case_id)
    name = names_of(session, (row.uploaded_by,)).get(row.uploaded_by, "")
    return CapturePage(
        top=case_top(session, actor, case),
        row=row,
        kind=kind_name(row.media_type),
        drawable=row.media_type in (*PICTURES, PDF),
        state=state_tag(row.state),
        facts=(*_facts(row, name), *_arrived(session, case, row)),
        strip=_strip(row, lines),
        custody=tuple(
            CustodyWords(
                CUSTODY[line.act],
                state_tag(FileState(line.outcome)) if line.outcome in TAGS else None,
                line.name,
                moment(line.at),
                line.place or "Not kept",
            )
            for line in lines
        ),
        inside=inside_words(inside_of(session, case.case_id, row)),
        findings=linked,
        unlinked=tuple(choice for choice in choices if choice[0] not in linked),
    )


def captured_words(at: datetime, zone: str) -> str:
    """Write the moment of a capture as its own clock showed it: ``2026-03-09 14:40 Eastern (EDT)``.

    In the night in which that clock went back, it says besides which of two moments alike it is.
    """
    local = at.astimezone(ZoneInfo(zone))
    said = f"{local:%Y-%m-%d %H:%M} {ZONES.get(zone, zone)} ({local:%Z})"
    if times_shown(local.replace(tzinfo=None, fold=0), ZoneInfo(zone)) == 1:
        return said
    return f"{said}, {'second' if local.fold else 'first'} of the two times that this clock showed it"


def _facts(row: CaptureRow, name: str) -> tuple[Fact, ...]:
    source = (
        Fact("Source link", row.source_link)
        if row.source_link
        else Fact("No source link, because", row.no_source_reason)
    )
    return (
        Fact("What it shows", row.shows),
        source,
        Fact("Captured", captured_words(row.captured_at, row.captured_zone)),
        Fact("Added", f"{moment(row.uploaded_at)}, by {name}"),
        Fact("Tool", row.tool),
        Fact("Anybody signed in", in_words(row.signed_in)),
        Fact("Device", "A department device, said by who added it"),
        Fact("File", f"{kind_name(row.media_type)}, {row.size:,} bytes"),
        Fact("Name as received", row.file_name),
    )


def _arrived(session: Session, case: CaseFacts, row: CaptureRow) -> tuple[Fact, ...]:
    """Say whether the file was looked through for malware, and whether it fits its tool's own digest."""
    arrival = arrival_of(session, case.case_id, row.capture_id)
    if arrival is None:
        return (Fact("Malware", "Not scanned: it came before files were looked through"),)
    told = (Fact("Malware", scan_words(arrival.scan, arrival.scanner, arrival.scan_reason)),)
    if not arrival.own_sha256:
        return told
    words = "The same as of the file as it came"
    if not arrival.own_matches:
        words = f"Differs: {arrival.own_sha256}. Why: {arrival.own_reason}"
    return (*told, Fact("Fingerprint that the tool gave", words))


def _strip(row: CaptureRow, lines: tuple[Custody, ...]) -> tuple[StripMark, ...]:
    newest = {line.act: line.at for line in lines}
    opened = sum(1 for line in lines if line.act == OPENED)
    verified = newest.get(VERIFIED)
    return (
        StripMark("Captured", moment(row.captured_at), done=True),
        StripMark(CUSTODY[ADDED], moment(row.uploaded_at), done=True),
        StripMark("Verified", moment(verified) if verified else "Not yet", done=verified is not None),
        StripMark("Opened", f"{opened} times" if opened != 1 else "Once", done=opened > 0),
    )
