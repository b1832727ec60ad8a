"""The form that takes a list of candidates, and its rows as the one-by-one form takes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from tracker.cases.csv_rows import FORMULA, Listed, Row, rows_of
from tracker.cases.forms import CandidateFields
from tracker.policy.passwords import looks_like_password
from tracker.policy.vocabulary import Language
from tracker.policy.wording import normal, seen
from tracker.policy.words import LANGUAGES
from tracker.web.forms import PASSWORD_REFUSED, Form, Part
from tracker.web.typed import NO_TEXT, TURNED, as_text

LABELS = {"name": "name", "email": "e-mail", "phone": "telephone", "language": "language"}
SPOKEN = {word.casefold(): one.value for one, words in LANGUAGES.items() for word in (one.value, words)}
"""How a language is written in a list, and which it is."""
LETTER = "letter"


class ListForm(Form):
    """A list of candidates; ``seen`` is the digest of the file that was looked at before."""

    file = FileField(
        "List of candidates (CSV)",
        [FileRequired("Choose the file")],
        description="Up to 10,000 candidates. The file is looked at and not kept.",
    )
    seen = HiddenField()


class CandidateRow(CandidateFields, Part):
    """One row, by the rules of the one-by-one form."""


def lines_of(file: IO[bytes]) -> Iterator[Listed | Row]:
    """Yield each row of a file as a candidate, or with what is to be mended in it."""
    form = CandidateRow()
    for row in rows_of(file):
        if row.trouble:
            yield row
        else:
            listed = _listed(form, row)
            yield Row(row.number, {}, listed) if isinstance(listed, str) else listed


def _listed(form: CandidateRow, row: Row) -> Listed | str:
    """Return a row as a candidate, or what is wrong with it in words."""
    cells, letter = dict(row.cells), row.cells.get("phone", "").casefold() == LETTER
    if letter:
        cells["phone"] = ""
    if unfit := [words for name, cell in cells.items() if (words := _unfit(name, cell))]:
        return "; ".join(unfit)
    written = cells.get("language", "").casefold()
    cells["language"] = SPOKEN.get(written, written) or Language.ENGLISH.value
    if cells["language"] not in SPOKEN.values():
        return f"language: write {' or '.join(LANGUAGES.values())}, or leave it empty"
    form.process(as_text(MultiDict(cells), ()))
    if not form.validate():
        wrong = (field for field in form if field.errors)
        return "; ".join(f"{LABELS[field.name]}: {_small(str(field.errors[0]))}" for field in wrong)
    contact = form.contact
    if not (contact["email"] or contact["phone"] or letter):
        return "enter an e-mail address or a telephone number, or write “letter” in place of the number"
    return Listed(row=row.number, name=form.name.data or "", letter=letter, **contact)


def _unfit(name: str, cell: str) -> str:
    """Say why no cell may hold this."""
    if NO_TEXT.search(cell) or TURNED.search(cell):
        return f"{LABELS[name]}: there are control signs in this cell. Type it anew"
    dialed = name == "phone" and cell.startswith("+")  # numbers of other countries begin so
    if normal(seen(cell)).lstrip().startswith(FORMULA) and not dialed:
        return f"{LABELS[name]}: begin with a letter or a number; this would be a formula in a spreadsheet"
    return f"{LABELS[name]}: {_small(str(PASSWORD_REFUSED))}" if looks_like_password(cell) else ""


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
