"""The page to begin with in an evidence package: said once, and shown as a page and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.affidavits.words import english
from tracker.exports.packing import Packed
from tracker.policy.actors import Actor
from tracker.policy.exporting import PURPOSES, REDACTIONS, SCOPES, ExportWords
from tracker.policy.vocabulary import Language
from tracker.printing.frame import frame_words
from tracker.printing.moments import grouped, moment_in, moment_utc
from tracker.printing.press import pdf

NEVER = "Evidence notes, drafts, the words of searches, and voluntary answers are in no package."
DIGEST = "SHA-256"
NARROW = 0
WIDTHS = {
    "File": 6,
    "Packet": 3,
    "Received or released": 3,
    "Released": 4,
    DIGEST: 4,
    "What was done": 4,
    "When": 3,
}
"""Parts of a line that columns have on paper; a narrow one has what its longest word needs."""
MOST_ON_PAPER = 200_000
"""Characters of one table on paper, spelled signs left aside; the page and the lists beside it have all."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its columns, and rows whose first cell leads to a file, "" to none.

    ``whole`` is the file that has all rows, where paper has room for some.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``files`` are words, each with the path that they lead to."""

    heading: str
    sentences: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The page: its title, what was asked for, the agency's key line, and the sections."""

    title: str
    agency: str
    name: str
    made_at: datetime
    sentences: tuple[str, ...]
    key: str
    sections: tuple[Section, ...]


def index_of(
    ready: Packed, words: ExportWords, *, case: str, agency: str, asked_by: Actor, key: str
) -> Index:
    """Return what the page says of a package; ``key`` is the line of the agency's verifier."""
    made = f"{_at(ready.made_at)} ({moment_utc(ready.made_at)})"
    return Index(
        title=f"Evidence of case {case}, package {ready.number}",
        agency=agency,
        name=ready.name,
        made_at=ready.made_at,
        sentences=(
            f"{agency}. Made {made} for matter {words.matter}: {PURPOSES[words.purpose]}.",
            f"Asked for by {asked_by.name}, {asked_by.role.value.replace('-', ' ')}. "
            f"{SCOPES[words.scope]}. {REDACTIONS[words.redaction]}.",
            "To check that nothing was changed, read HOWTO.txt beside the folder “data”. The agency's key "
            "line, which you should also get from the agency itself:",
        ),
        key=key,
        sections=tuple(_sections(ready)),
    )


def _sections(ready: Packed) -> Iterator[Section]:
    package = ready.package
    yield Section("What is not in it", listed=(*package.absent, NEVER))
    yield _board(ready)
    yield _items(ready)
    if package.custody:
        rows = tuple(
            (one.capture, _act(one.act, one.outcome), one.who, _at(one.at)) for one in package.custody
        )
        columns = ("Capture", "What was done", "By", "When")
        table = Table("Custody", columns, rows, ("",) * len(rows), "custody.csv")
        yield Section("Custody of the captures", table=table)
    yield Section(
        "The ledger",
        (
            f"{package.lines} lines of this case, each proven to be among the {ready.size} lines under the "
            "checkpoint that the agency signed. The agency's LEDGER.md says what each member means.",
        ),
        files=(("Lines", "ledger/lines.jsonl"), ("Proofs", "ledger/proofs.txt")),
    )
    yield Section(
        "For whoever certifies it",
        ("It is a draft: a qualified person completes and signs it.",),
        files=(
            (
                "A draft in the terms of Federal Rules of Evidence 902(13) and 902(14)",
                "certificate-draft.txt",
            ),
        ),
    )


def _board(ready: Packed) -> Section:
    pages = ready.package.pages
    if not pages:
        return Section("What the board saw", ("No page was released to a board.",))
    rows = tuple(
        (f"Packet {one.reference}", str(one.edition), _at(one.released_at), one.fingerprint) for one in pages
    )
    links = tuple(f"board/{one.reference}.html" for one in pages)
    columns = ("Packet", "Edition", "Released", DIGEST)
    table = Table("What the board saw", columns, rows, links, "manifest-sha256.txt")
    return Section("What the board saw", ("In the bytes that were released.",), table=table)


def _items(ready: Packed) -> Section:
    items = ready.package.items
    rows = tuple(
        (
            one.file.title,
            _at(one.file.at) if one.file.at else "–",
            str(one.size),
            "–" if one.line is None else str(one.line),
            one.file.digest,
        )
        for one in items
    )
    links = tuple(one.file.name.removeprefix("data/") for one in items)
    columns = ("File", "Received or released", "Bytes", "Line", DIGEST)
    about = (
        "Files of the candidate have the titles of the candidate's own copy. “Line” is the line of the "
        "ledger that told of these very bytes when they came or were shown."
    )
    return Section(
        "Items as received or released",
        (about,),
        table=Table("Items", columns, rows, links, "manifest-sha256.txt"),
    )


def on_paper(index: Index) -> bytes:
    """Return the same as a tagged PDF. Raises NotPrinted."""
    data = {
        "title": index.title,
        "agency": index.agency,
        "foot": index.name,
        "words": frame_words(english),
        "sentences": index.sentences,
        "key": index.key,
        "sections": [_printed(one) for one in index.sections],
    }
    return pdf("evidence", data, language=Language.ENGLISH, made_at=index.made_at)


def _printed(section: Section) -> dict[str, Any]:
    table = section.table
    shown = _fitting(table.rows) if table else ()
    sentences = list(section.sentences)
    if table and len(shown) < len(table.rows):
        sentences.append(f"The first {len(shown)} of {len(table.rows)}; {table.whole} has all.")
    return {
        "heading": section.heading,
        "sentences": sentences,
        "listed": [*section.listed, *(f"{words}: {path}" for words, path in section.files)],
        "columns": table.columns if table else (),
        "widths": [WIDTHS.get(name, NARROW) for name in table.columns] if table else [],
        "digest": table.columns.index(DIGEST) if table and DIGEST in table.columns else -1,
        "rows": [_broken(table.columns, row) for row in shown] if table else [],
    }


def _broken(columns: tuple[str, ...], row: tuple[str, ...]) -> list[str]:
    """Return a row whose digest goes on over several lines, in groups that can be compared aloud."""
    return [grouped(cell) if name == DIGEST else cell for name, cell in zip(columns, row, strict=True)]


def _fitting(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    fitting, used = [], 0
    for row in rows:
        used += sum(len(cell) + 20 for cell in row)
        if used > MOST_ON_PAPER:
            break
        fitting.append(row)
    return tuple(fitting)


def _act(act: str, outcome: str) -> str:
    return f"{act.capitalize()}: {outcome}" if outcome else act.capitalize()


def _at(at: datetime) -> str:
    return moment_in(Language.ENGLISH, at)
