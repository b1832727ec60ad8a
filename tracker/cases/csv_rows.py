"""Rows of a list of candidates as a spreadsheet saves it: read one by one, and never all at once."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

MOST_ROWS = 10_000
MOST_BYTES = 4 * 1024 * 1024
LONGEST = 2_000
"""Bytes of one row; a name, an address and a telephone number take a tenth of it."""
COLUMNS = {
    "name": "name",
    "e-mail": "email",
    "email": "email",
    "e-mail address": "email",
    "email address": "email",
    "telephone": "phone",
    "phone": "phone",
    "language": "language",
}
"""What the first row calls the columns, and the fields that they are."""
NAMES = "name, e-mail, telephone, language"
BOMS = (b"\xff\xfe", b"\xfe\xff")
"""How a file of UTF-16 begins."""
FORMULA = ("=", "@", "+", "-")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, its cells by field, or what keeps it from being read.

    ``last`` is true where nothing after it can be read.
    """

    number: int
    cells: dict[str, str]
    trouble: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate of the list, as the one-by-one form would have taken them."""

    row: int
    name: str
    email: str
    phone: str
    language: str
    letter: bool = False

    @property
    def sameness(self) -> bytes:
        """Return by what two rows are one candidate: the e-mail address, else name and telephone."""
        return sameness(self.name, self.email, self.phone)


def sameness(name: str, email: str, phone: str) -> bytes:
    """Return a short digest that is equal for equal candidates."""
    digits = "".join(filter(str.isdigit, phone))
    said = email.strip().casefold() or f"{' '.join(name.casefold().split())}\n{digits}"
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).digest()


def rows_of(file: IO[bytes]) -> Iterator[Row]:
    """Yield the rows of a file below its first one, which names the columns; blank rows are passed over."""
    lines = _lines(file)
    first = next(lines, None)
    if first is None:
        yield Row(1, {}, f"The file is empty. Its first row names the columns: {NAMES}", last=True)
        return
    head = _head(first)
    if isinstance(head, str):
        yield Row(1, {}, head, last=True)
        return
    columns, separator = head
    count = 0
    for number, line in enumerate(lines, 2):
        if not line.strip(b" \t\r\n,;"):
            continue
        count += 1
        if count > MOST_ROWS:
            yield Row(number, {}, f"a file holds up to {MOST_ROWS:,} candidates. Divide it", last=True)
            return
        row = _row(number, line, columns, separator)
        yield row
        if row.last:
            return


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield lines that end in any of the three ways; one that is too long is cut, and the last."""
    while piece := file.readline(MOST_BYTES):
        for line in piece.rstrip(b"\r\n").replace(b"\r\n", b"\r").split(b"\r"):
            yield line[: LONGEST + 1]
            if len(line) > LONGEST:
                return


def _head(line: bytes) -> tuple[tuple[str, ...], str] | str:
    """Return the fields in their order and what separates them, or what is wrong with the first row."""
    if line.startswith(BOMS):
        return "The file is in UTF-16. Save it as “CSV UTF-8” and choose it again"
    text = _text(line.removeprefix(b"\xef\xbb\xbf"))
    if text is None:
        return "The file is not in UTF-8, or no list. Save it as “CSV UTF-8” and choose it again"
    separator = ";" if text.count(";") > text.count(",") else ","
    cells = _cells(text, separator) or []
    while cells and not cells[-1].strip():
        cells.pop()
    fields = tuple(COLUMNS.get(" ".join(cell.casefold().split()), "") for cell in cells)
    unknown = [f"“{cell.strip()[:40]}”" for cell, field in zip(cells, fields, strict=True) if not field]
    if "name" not in fields or len(set(fields)) < len(fields):
        return f"The first row has to name the columns, each once: {NAMES}"
    if unknown:
        names = f"{', '.join(unknown[:3])}{' and others' if unknown[3:] else ''}"
        return f"Take out {names} from the first row, and what is below. Only this is kept: {NAMES}"
    return fields, separator


def _row(number: int, line: bytes, columns: Sequence[str], separator: str) -> Row:
    if len(line) > LONGEST:
        words = f"this row is longer than {LONGEST:,} bytes. Nothing after it was looked at"
        return Row(number, {}, words, last=True)
    text = _text(line)
    if text is None:
        return Row(number, {}, "this row is not in UTF-8. Save the file as “CSV UTF-8”")
    cells = _cells(text, separator)
    if cells is None:
        words = "a quotation mark is not closed, or a cell holds more than one line"
        return Row(number, {}, words)
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Row(number, {}, f"there are more than {len(columns)} cells. Put quotation marks around commas")
    return Row(number, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))


def _text(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _cells(text: str, separator: str) -> list[str] | None:
    """Return the cells of one line; None where it does not end where the line does."""
    try:
        return next(csv.reader((text,), delimiter=separator, strict=True), [])
    except csv.Error:
        return None
