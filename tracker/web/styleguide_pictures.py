"""Sample data of the style guide for its pictures: protocol progress and the uniformity matrix."""

from __future__ import annotations

from dataclasses import dataclass

HERE = "#"


@dataclass(frozen=True, slots=True)
class Step:
    """One segment of the progress bar."""

    number: int
    glyph: str
    kind: str
    label: str
    url: str = HERE
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Steps of one part of the protocol."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the uniformity matrix."""

    glyph: str
    kind: str
    label: str
    level: int = 0
    url: str = HERE


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the uniformity matrix."""

    ref: str
    cells: tuple[Cell, ...]
    extras: tuple[str, ...] = ()
    url: str = HERE


_KINDS = {
    "0": ("nothing", "done, nothing found"),
    "2": ("found", "done, 2 found"),
    "…": ("doing", "in progress"),
    "–": ("open", "not started"),
    "N/A": ("excused", "not applicable"),
    "A": ("approved", "could not be done, excused"),
    "!": ("gap", "not done and not excused"),
    "+4": ("extra", "4 more searches than others"),
}
_NAMES = (
    "Names and identifiers",
    "Declared: Instagram",
    "Declared: TikTok",
    "Declared: others",
    "Search engine, name",
    "Search engine, handle",
    "Facebook",
    "X",
    "LinkedIn",
    "YouTube",
    "Reddit",
    "News archive",
)
STEPS = tuple((str(number), name) for number, name in enumerate(_NAMES, 1))


def _steps(glyphs: str, first: int, current: int = 0) -> tuple[Step, ...]:
    blocked = {"!": "blocked"}
    return tuple(
        Step(
            number,
            glyph,
            blocked.get(glyph, _KINDS[glyph][0]),
            f"Step {number} {_NAMES[number - 1]}: {_KINDS[glyph][1]}",
            current=number == current,
        )
        for number, glyph in enumerate(glyphs.split(), first)
    )


SECTIONS = (
    Section("Identity", _steps("0", 1)),
    Section("Declared accounts", _steps("2 0 N/A", 2)),
    Section("Search engines", _steps("0 …", 5, current=6)),
    Section("Platforms", _steps("– – – ! –", 7)),
    Section("Closing", _steps("–", 12)),
)


def _row(ref: str, glyphs: str, *extras: str) -> Row:
    cells = tuple(
        Cell(
            glyph,
            _KINDS[glyph[:1] if "·" in glyph else glyph][0],
            f"{ref}, step {number} {_NAMES[number - 1]}: {_KINDS[glyph[:1] if '·' in glyph else glyph][1]}",
            level=int(glyph.partition("·")[2] or 0),
        )
        for number, glyph in enumerate(glyphs.split(), 1)
    )
    return Row(ref, cells, extras)


MATRIX = (
    _row("C-26-7KQ4M", "0 0·2 2 0 0·3 0 0 0 0 0 0 0", "0", "11"),
    _row("C-26-2MWX9", "0 0 0 0 A 0 0 0 N/A 0 0 0", "0", "9"),
    _row("C-26-9TRB3", "0 0 0 ! 0 +4 0 0 0 0 0 0", "3", "20"),
    _row("C-26-4HJD8", "0 0 0 0 0 0 0 0 … – – –", "0", "4"),
)
TOTALS = (
    ("All done, %", ("100", "100", "100", "75", "100", "100", "100", "100", "75", "75", "75", "75", "", "")),
)
EXCEPTIONS = (
    ("C-26-9TRB3", HERE, "step 4 is neither done nor excused."),
    ("C-26-9TRB3, step 6", HERE, "6 searches where the others had 2."),
)
