"""The digest that a tool gave, beside that of the file as it came; and files that nobody looked through."""

from __future__ import annotations

import pytest

from tracker.policy.arrivals import (
    UNSCANNED,
    NotScanned,
    Scan,
    Scanned,
    missing_for_own_digest,
    missing_without_scan,
    own_digest,
    told_digests,
    unread_lines,
)

ONE, TWO = "a1" * 32, "b2" * 32


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (ONE, ""),
        (f"{ONE}  page.wacz", "page.wacz"),
        (f"{ONE} *page.wacz", "page.wacz"),
        (f"SHA256 (page.wacz) = {ONE.upper()}", "page.wacz"),
        (f"sha256:{ONE}", "sha256"),
    ],
)
def test_what_tools_write_is_read(line: str, name: str) -> None:
    (told,) = told_digests(line)
    assert (told.sha256, told.name) == (ONE, name)


def test_lines_without_a_digest_are_named() -> None:
    assert unread_lines(f"{ONE}\n\nabc\n{'a' * 65}") == (3, 4)


def test_a_digest_is_told_of_the_file_that_it_fits_or_names_or_of_the_only_one() -> None:
    told = told_digests(f"{ONE}  a.png\n{TWO}")
    assert own_digest(told, name="x.png", sha256=TWO, alone=False) == TWO
    assert own_digest(told, name="a.png", sha256="c3" * 32, alone=False) == ONE
    assert own_digest(told, name="b.png", sha256="c3" * 32, alone=True) == ""
    assert own_digest(told[1:], name="b.png", sha256="c3" * 32, alone=True) == TWO
    assert own_digest(told[1:], name="b.png", sha256="c3" * 32, alone=False) == ""


@pytest.mark.clause("Hamden D.6")
def test_a_digest_that_differs_needs_a_reason() -> None:
    assert not missing_for_own_digest("", sha256=ONE, reason="")
    assert not missing_for_own_digest(ONE, sha256=ONE, reason="")
    assert not missing_for_own_digest(TWO, sha256=ONE, reason="It counts its head alone.")
    (unmet,) = missing_for_own_digest(TWO, sha256=ONE, reason=" … ")
    assert "b2b2b2b2" in unmet.sentence
    assert "a1a1a1a1" in unmet.sentence


@pytest.mark.parametrize("why", list(NotScanned))
def test_without_a_scan_a_file_is_kept_only_where_the_agency_says_so(why: NotScanned) -> None:
    unscanned = Scanned(Scan.NOT_SCANNED, why=why)
    assert not missing_without_scan(unscanned, keeps_unscanned=True)
    (unmet,) = missing_without_scan(unscanned, keeps_unscanned=False)
    assert unmet.sentence
    assert not missing_without_scan(Scanned(Scan.CLEAN, "ClamAV"), keeps_unscanned=False)
    assert UNSCANNED.why == NotScanned.NONE_SET
