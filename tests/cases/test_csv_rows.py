"""Rows of a list of candidates, as spreadsheets and others save it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.csv_rows import LONGEST, MOST_ROWS, rows_of, sameness

HEAD = "name,e-mail,telephone,language\n"


def read(content: bytes | str) -> list[tuple[int, str]]:
    """Return the number of each row, with its name or its trouble."""
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    return [(row.number, row.trouble or row.cells["name"]) for row in rows_of(file)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEAD}Ana Peña,ana@example.org,,\n".encode(), id="commas"),
        pytest.param(f"\ufeff{HEAD}Ana Peña,ana@example.org,,\n".encode(), id="with-mark"),
        pytest.param(b"Name;E-mail;Phone\r\nAna Pe\xc3\xb1a;ana@example.org;\r\n", id="semicolons"),
        pytest.param(b"NAME,Telephone\rAna Pe\xc3\xb1a,letter\r", id="old-ends"),
        pytest.param(f'{HEAD}"Ana Peña",ana@example.org'.encode(), id="quoted-without-end"),
        pytest.param(f"{HEAD.strip()},,\nAna Peña,ana@example.org,,,,\n,,,\n\n".encode(), id="blank-cells"),
    ],
)
def test_what_spreadsheets_save_is_read(content: bytes) -> None:
    assert read(content) == [(2, "Ana Peña")]


@pytest.mark.parametrize(
    ("content", "number", "words"),
    [
        pytest.param(b"", 1, "The file is empty", id="empty"),
        pytest.param("name\nAna".encode("utf-16"), 1, "UTF-16", id="utf-16"),
        pytest.param(b"n\xe4me,e-mail\n", 1, "not in UTF-8", id="latin-head"),
        pytest.param(b"%PDF-1.7\n", 1, "name the columns", id="no-list"),
        pytest.param(b"name,Birthday\n", 1, "Take out “Birthday”", id="further-column"),
        pytest.param(b"name,name\n", 1, "name the columns", id="twice"),
        pytest.param(HEAD.encode() + b"Ana,,letter\nPe\xf1a,,letter\n", 3, "not in UTF-8", id="latin-row"),
        pytest.param(f'{HEAD}"Ana,a@example.org,,\nBo,,letter,', 2, "not closed", id="open-quote"),
        pytest.param(f"{HEAD}Peña, Ana,ana@example.org,,en\n", 2, "more than 4 cells", id="too-many-cells"),
        pytest.param(HEAD + "A" * (LONGEST + 1), 2, "longer than 2,000", id="long"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(content: bytes | str, number: int, words: str) -> None:
    assert words in dict(read(content))[number]


def test_a_row_that_is_too_long_and_one_too_many_end_the_reading() -> None:
    assert len(read(HEAD + "A" * 9000 + "\nAna,,letter,\n")) == 1
    rows = read(HEAD + "Ana,,letter,\n" * (MOST_ROWS + 5))
    assert len(rows) == MOST_ROWS + 1
    assert "up to 10,000" in rows[-1][1]


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_words_in_order(content: bytes) -> None:
    numbers = [number for number, _ in read(HEAD.encode() + content)]
    assert numbers == sorted(set(numbers))
    assert isinstance(read(content), list)


def test_equal_candidates_are_told_by_address_or_by_name_and_number() -> None:
    assert sameness("Ana", " ANA@example.org", "1") == sameness("A. P.", "ana@example.org ", "")
    assert sameness("Ana  Peña", "", "203 555-0137") == sameness("ana peña", "", "2035550137")
    assert sameness("Ana", "", "2035550137") != sameness("Bo", "", "2035550137")
