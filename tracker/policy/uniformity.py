"""The same protocol for every candidate (Hamden D.5): the matrix of what is missing, and what is extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from statistics import median

from tracker.policy.answers import Unmet
from tracker.policy.casework import StepFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.stages import SEARCHED
from tracker.policy.steps import DONE, EXCUSED, is_excused, is_settled
from tracker.policy.vocabulary import Stage, StepStatus
from tracker.policy.wording import counted

TOO_MANY = 2
"""More than this many times the peers' median of searches counts as extra work."""


class CellState(Enum):
    """What one cell of the matrix says; each member is its word and its words in full."""

    NOTHING_FOUND = ("nothing-found", "done, nothing found")
    """Done, and nothing found: a full record."""
    FOUND = ("found", "done, something found")
    """Done, and something found."""
    NOT_APPLICABLE = ("not-applicable", "does not apply, excused")
    """Excused, because it does not apply."""
    DEVIATION = ("could-not-be-done", "could not be done, excused")
    """Excused, because it could not be done."""
    GAP = ("gap", "not done and not excused")
    """Work is over and the step is neither done nor excused."""
    EXTRA = ("extra", "done, with extra work")
    """Done, with more work than others got."""
    IN_PROGRESS = ("in-progress", "in progress")
    """Under way."""
    NOT_STARTED = ("not-started", "not started")
    """Not begun, and there is still time."""

    @property
    def word(self) -> str:
        """Return the stable word used in styles and exports."""
        return self.value[0]

    @property
    def words(self) -> str:
        """Return the state in full words."""
        return self.value[1]


UNLIKE = (CellState.GAP, CellState.EXTRA, CellState.DEVIATION)
"""States in which a step went otherwise than the protocol has it for everyone, the worst first."""


@dataclass(frozen=True, slots=True)
class CaseWork:
    """One case as a row: its reference, its steps, whether its work is over, and its length in days."""

    reference: str
    steps: tuple[StepFacts, ...]
    finished: bool
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of one case: the state, the glyph that a page shows, the searches and the extra ones."""

    code: str
    state: CellState
    glyph: str
    searches: int
    extra: int
    off_protocol: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the matrix, with the searches beyond the protocol and the days it took."""

    reference: str
    cells: tuple[Cell, ...]
    off_protocol: int
    days: int | None
    finished: bool


@cites(Clause.HAMDEN_D_5)
def is_unlike(row: Row) -> bool:
    """Say whether a candidate got less, or more, than the protocol has for everyone."""
    return bool(row.off_protocol) or any(cell.state in UNLIKE for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One step over all cases: how many finished cases did it, in percent, and how many searches it took."""

    code: str
    title: str
    done_percent: int | None
    median_searches: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Candidates by steps, with a sentence above."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    sentence: str


@cites(Clause.HAMDEN_D_5)
def work_is_over(stage: Stage, due_at: datetime, now: datetime) -> bool:
    """Say whether a step left open counts as a gap: the work was submitted, or its last day has passed."""
    return stage in SEARCHED or (stage is Stage.SEARCH and now > due_at)


@cites(Clause.HAMDEN_D_5)
def missing_to_certify(table: Matrix) -> tuple[Unmet, ...]:
    """Say why a requisition's uniformity cannot be certified: there is nobody to compare."""
    if table.rows:
        return ()
    words = "A certificate compares candidates, and no case goes on in this requisition."
    return (Unmet(Clause.HAMDEN_D_5, words),)


@cites(Clause.HAMDEN_D_5)
def matrix(cases: Sequence[CaseWork]) -> Matrix:
    """Lay out candidates by steps; all cases are of one protocol version, in the same order of steps."""
    titles = {step.code: step.title for case in cases for step in case.steps}
    searches = {code: _searches(steps) for code, steps in _by_code(cases).items()}
    ended = _by_code([case for case in cases if case.finished])
    medians = {code: _median(counts) for code, counts in searches.items()}
    rows = tuple(_row(case, medians) for case in cases)
    columns = tuple(
        _column(code, title, ended.get(code, ()), searches[code]) for code, title in titles.items()
    )
    cells = [cell for row in rows for cell in row.cells]
    return Matrix(rows, columns, _sentence(cases, cells, len(titles)))


@dataclass(frozen=True, slots=True)
class BesideOthers:
    """One step of a case beside the same step of others: its searches, and what they have in the middle.

    ``others`` counts those who worked the step through; ``difference`` is "missing", "extra" or empty.
    """

    code: str
    title: str
    state: CellState
    searches: int
    middle: float
    others: int
    difference: str


@cites(Clause.HAMDEN_D_5)
def beside_others(own: CaseWork, others: Sequence[CaseWork]) -> tuple[BesideOthers, ...]:
    """Compare each step of a case with the other cases of its requisition and protocol version.

    What the matrix calls a gap is missing, and so is a step with fewer searches than others have in the
    middle, unless it is excused; what the matrix calls extra work is extra.
    """
    found = []
    by_code = _by_code(others)
    for step in own.steps:
        searches = _searches(by_code.get(step.code, ()))
        middle = _median(searches)
        cell = _cell(step, middle, finished=own.finished)
        fewer = step.searches < middle and not is_excused(step)
        gap = cell.state is CellState.GAP
        difference = "extra" if cell.extra and not gap else "missing" if gap or fewer else ""
        found.append(
            BesideOthers(step.code, step.title, cell.state, step.searches, middle, len(searches), difference)
        )
    return tuple(found)


def _by_code(cases: Sequence[CaseWork]) -> dict[str, list[StepFacts]]:
    """Return the same step of all cases together."""
    found: dict[str, list[StepFacts]] = {}
    for case in cases:
        for step in case.steps:
            found.setdefault(step.code, []).append(step)
    return found


def _searches(steps: Sequence[StepFacts]) -> list[int]:
    """Return the counts of searches of those who worked a step through, whom others are compared with."""
    return [step.searches for step in steps if step.status in DONE]


def _median(counts: Sequence[int]) -> float:
    return float(median(counts)) if counts else 0.0


def _row(case: CaseWork, medians: dict[str, float]) -> Row:
    cells = tuple(_cell(step, medians[step.code], finished=case.finished) for step in case.steps)
    return Row(case.reference, cells, sum(step.extra for step in case.steps), case.days, case.finished)


def _cell(step: StepFacts, peers: float, *, finished: bool) -> Cell:
    usual = max(peers, step.expected_searches)
    beyond = step.searches - int(usual) if step.searches > TOO_MANY * usual else 0
    extra = max(step.extra, beyond)
    state, glyph = _state(step, extra, finished=finished)
    return Cell(step.code, state, glyph, step.searches, extra, step.extra)


def _state(step: StepFacts, extra: int, *, finished: bool) -> tuple[CellState, str]:
    if is_excused(step):
        applicable = step.status is StepStatus.COULD_NOT_BE_DONE
        return (CellState.DEVIATION, "A") if applicable else (CellState.NOT_APPLICABLE, "N/A")
    if finished and not is_settled(step):
        return CellState.GAP, "!"
    if extra:
        return CellState.EXTRA, f"+{extra}"
    if step.status in DONE and step.searches:
        return (CellState.FOUND, str(step.found)) if step.found else (CellState.NOTHING_FOUND, "0")
    if step.searches or step.status in EXCUSED | {StepStatus.IN_PROGRESS}:
        return CellState.IN_PROGRESS, "…"
    return CellState.NOT_STARTED, "–"


def _column(code: str, title: str, finished: Sequence[StepFacts], searches: Sequence[int]) -> Column:
    done = sum(is_settled(step) for step in finished)
    percent = round(100 * done / len(finished)) if finished else None
    counts = searches or [0]
    return Column(code, title, percent, _median(searches), min(counts), max(counts))


def _sentence(cases: Sequence[CaseWork], cells: Sequence[Cell], steps: int) -> str:
    def of(*states: CellState) -> int:
        return sum(cell.state in states for cell in cells)

    done = of(CellState.NOTHING_FOUND, CellState.FOUND, CellState.EXTRA)
    open_cells = of(CellState.IN_PROGRESS, CellState.NOT_STARTED)
    return (
        f"{counted(len(cases), 'candidate')} × {counted(steps, 'step')}: {done} done, "
        f"{of(CellState.EXTRA)} of them with extra work, "
        f"{of(CellState.NOT_APPLICABLE) + of(CellState.DEVIATION)} excused with reasons, "
        f"{of(CellState.GAP)} unexplained, {open_cells} still open."
    )
