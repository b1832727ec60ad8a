"""What tests count in a uniformity table."""

from __future__ import annotations

from tracker.policy.uniformity import CellState, Matrix


def counted(table: Matrix, state: CellState) -> int:
    """Count the cells of a table that are in one state."""
    return sum(cell.state is state for row in table.rows for cell in row.cells)


def gaps_and_extras(table: Matrix) -> tuple[int, int]:
    """Count what was left out, and what was searched more than among peers."""
    return counted(table, CellState.GAP), counted(table, CellState.EXTRA)
