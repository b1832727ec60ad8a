"""The uniformity table as its page draws it: ready labels, and the address of each cell's searches."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

from flask import url_for

from tracker.oversight.uniformity import UniformityTable
from tracker.policy.uniformity import UNLIKE, Cell, CellState, Column, Row
from tracker.policy.wording import counted, listed

KINDS: dict[CellState, str] = {
    CellState.NOTHING_FOUND: "nothing",
    CellState.FOUND: "found",
    CellState.NOT_APPLICABLE: "excused",
    CellState.DEVIATION: "approved",
    CellState.GAP: "gap",
    CellState.EXTRA: "extra",
    CellState.IN_PROGRESS: "doing",
    CellState.NOT_STARTED: "open",
}
"""How each state is drawn."""

MANY = 30
"""Above as many candidates, the page begins with those for whom something differs."""
ON_A_PAGE = 80
"""So many candidates stand on one page, which stays under 400 KB with 24 steps."""
ANY = "any"
"""Stands for a step in an address."""
APART = 4
"""So many steps of one candidate are listed one by one; more of them are told in one line."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: what is seen, what is said aloud, and where its searches are.

    A step that took several searches to find nothing says how many; the shade of ``level`` only repeats it.
    """

    glyph: str
    kind: str
    label: str
    url: str
    level: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One candidate's row."""

    ref: str
    url: str
    cells: tuple[CellView, ...]
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """The whole picture, with its list of what differs for whom a wide table does not serve."""

    steps: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    totals: tuple[tuple[str, tuple[str, ...]], ...]
    exceptions: tuple[tuple[str, str, str], ...]
    left_out: int
    page: int
    pages: int
    of: int
    """The page of how many that this is, and how many candidates stand on them together."""

    @property
    def first(self) -> int:
        """Return the place of the first candidate on this page, from 1."""
        return (self.page - 1) * ON_A_PAGE + 1


def draw(
    view: UniformityTable,
    *,
    differences_only: bool,
    case_page: str,
    searched: Collection[str] | None = None,
    page: int = 1,
) -> TableView:
    """Return the picture of a table, of all candidates or of those for whom something differs.

    ``searched`` keeps to some cases; the comparison stays with all. ``case_page`` is the endpoint that the
    reader's role opens for a case. ``page`` counts from 1; one that there is not is the nearest.
    """
    titles = {column.code: column.title for column in view.table.columns}
    rows = view.shown(differences_only=differences_only, searched=searched)
    among = view.shown(differences_only=False, searched=searched)
    pages = max(1, ceil(len(rows) / ON_A_PAGE))
    page = min(max(page, 1), pages)
    on_page = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return TableView(
        steps=tuple(titles.items()),
        rows=tuple(_row(row, titles, case_page) for row in on_page),
        totals=_totals(view.table.columns),
        exceptions=tuple(_exceptions(view, among, titles, case_page)),
        left_out=len(among) - len(rows),
        page=page,
        pages=pages,
        of=len(rows),
    )


def _row(row: Row, titles: dict[str, str], case_page: str) -> RowView:
    places = _places(row)
    return RowView(
        ref=row.reference,
        url=url_for(case_page, case=row.reference),
        cells=tuple(_cell(row.reference, cell, titles[cell.code], places) for cell in row.cells),
        extras=(str(row.off_protocol), "–" if row.days is None else str(row.days)),
    )


def _places(row: Row) -> str:
    """Return the address of a candidate's cells up to the step; to make one is as dear as a whole cell."""
    return url_for("oversight.cell", case=row.reference, step=ANY).removesuffix(ANY)


def _cell(case: str, cell: Cell, title: str, places: str) -> CellView:
    often = cell.state is CellState.NOTHING_FOUND and cell.searches > 1
    return CellView(
        glyph=f"{cell.glyph}·{cell.searches}" if often else cell.glyph,
        kind=KINDS[cell.state],
        label=f"{case}, step {cell.code} {title}: {words_of(cell)}",
        url=f"{places}{quote(cell.code)}",
        level=min(cell.searches, 3),
    )


def words_of(cell: Cell) -> str:
    """Return a cell in words, as a screen reader says it."""
    said = [cell.state.words, counted(cell.searches, "search", "searches")]
    if cell.off_protocol:
        said.append(f"and {cell.off_protocol} beyond the protocol")
    elif cell.extra:
        said.append(f"{cell.extra} extra")
    return ", ".join(said)


def _totals(columns: tuple[Column, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    done = tuple("–" if column.done_percent is None else str(column.done_percent) for column in columns)
    middle = tuple(f"{column.median_searches:g}" for column in columns)
    spread = tuple(_spread(column) for column in columns)
    return (
        ("Done, % of finished", (*done, "", "")),
        ("Median searches", (*middle, "", "")),
        ("Fewest to most", (*spread, "", "")),
    )


def _spread(column: Column) -> str:
    return str(column.least) if column.least == column.most else f"{column.least}–{column.most}"


def _exceptions(
    view: UniformityTable, among: tuple[Row, ...], titles: dict[str, str], case_page: str
) -> Iterator[tuple[str, str, str]]:
    for state in UNLIKE:
        for row in among:
            cells = [cell for cell in row.cells if cell.state is state]
            if len(cells) > APART:
                said = f"{len(cells)} steps {state.words}: {listed(cell.code for cell in cells)}."
                yield row.reference, url_for(case_page, case=row.reference), said
                continue
            places = _places(row) if cells else ""
            for cell in cells:
                url = f"{places}{quote(cell.code)}"
                yield f"{row.reference}, step {cell.code} {titles[cell.code]}", url, f"{words_of(cell)}."
    for row in among:
        url = url_for(case_page, case=row.reference)
        steps = [cell.code for cell in row.cells if cell.state is CellState.NOT_APPLICABLE]
        if row.off_protocol:
            said = counted(row.off_protocol, "search", "searches")
            yield row.reference, url, f"{said} beyond the protocol."
        for told in view.told:
            for said in told.get(row.reference, ()):
                yield row.reference, url, said
        if steps:
            yield row.reference, url, f"{CellState.NOT_APPLICABLE.words}: {_steps(steps)}."


def _steps(codes: list[str]) -> str:
    return f"{'step' if len(codes) == 1 else 'steps'} {listed(codes)}"
