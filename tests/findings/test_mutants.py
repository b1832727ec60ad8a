"""Spoiled files and known bombs: each is kept or refused in words, in little memory, and never anything else.

The long form, 20,000 of them through a server, is started by a person: ``python -m bench.mutated``.
"""

from __future__ import annotations

import time
import tracemalloc

import pytest

from tests.factories import files, mutants
from tests.factories.findings import Evidence
from tests.findings.test_captures import sealed_files
from tests.findings.test_inside import inside
from tests.findings.test_uploads import captures_in
from tests.pages.findings import investigator_adds_captures
from tests.people import Browser
from tracker.findings.formats.unfit import Unfit
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings

KEPT = {
    "a PDF that unpacks to much",
    "a PDF that holds itself",
    "a PDF of an enormous page",
    "a billion laughs",
    "a billion laughs in a package",
    "a list nested without end",
    "many ends",
}


@pytest.mark.sqlite
def test_spoiled_files_are_kept_or_refused_and_nothing_else_happens() -> None:
    refused = 0
    for name, data in mutants.mutants(4, 600):
        try:
            inside(data, name)
        except Unfit:
            refused += 1
    assert 300 < refused < 600


@pytest.mark.sqlite
def test_every_bomb_is_refused_or_harmless_and_takes_little_memory() -> None:
    kept = set()
    for what, (name, data) in mutants.bombs().items():
        tracemalloc.start()
        try:
            inside(data, name)
            kept.add(what)
        except Unfit:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 60_000_000, what
    assert kept <= KEPT


def test_spoiled_files_over_the_web_leave_nothing_that_was_not_kept(
    case: CaseFacts, dana: Browser, settings: Settings
) -> None:
    kept = 0
    for name, data in mutants.mutants(9, 40):
        answer = investigator_adds_captures(dana, case, (data, name))
        assert answer.status_code in (303, 409, 422), name
        kept += answer.status_code == 303
        assert len(sealed_files(settings)) == kept


def seconds(data: bytes, piece: int) -> float:
    """Seconds that this thread itself needs to go through a saved page, the best of three."""
    times = []
    for _ in range(3):
        begun = time.thread_time()
        inside(data, "a.mhtml", piece)
        times.append(time.thread_time() - begun)
    return min(times)


@pytest.mark.sqlite
def test_a_saved_page_of_many_ends_takes_as_long_in_one_piece_as_in_many() -> None:
    data = files.mhtml() + b"------MultipartBoundary--x------\r\n" * 60_000
    assert seconds(data, len(data)) < 4 * seconds(data, 65_536)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\0b.png", "a\N{REPLACEMENT CHARACTER}b.png"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}gpj.png", "a\N{REPLACEMENT CHARACTER}gpj.png"),
        ("at 9.30\N{NARROW NO-BREAK SPACE}AM.png", "at 9.30 AM.png"),
    ],
)
def test_signs_of_a_name_that_nobody_sees_do_not_reach_a_page(
    case: CaseFacts, evidence: Evidence, dana: Browser, name: str, kept: str
) -> None:
    assert investigator_adds_captures(dana, case, (files.png(), name)).status_code == 303
    assert [row.file_name for row in captures_in(evidence, case)] == [kept]
