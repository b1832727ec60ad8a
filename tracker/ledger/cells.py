"""Cells as they lie in the database, whatever somebody may have put into them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Stored(FunctionElement[bytes]):
    """The bytes of a cell as stored, so that what is no text, or no hash, is judged like anything else."""

    type = LargeBinary()
    inherit_cache = True
    name = "stored"


@compiles(Stored, "sqlite")
def _stored_sqlite(element: Stored, compiler: SQLCompiler, **given: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **given)} AS BLOB)"


@compiles(Stored, "postgresql")
def _stored_postgresql(element: Stored, compiler: SQLCompiler, **given: Any) -> str:
    (cell,) = element.clauses.clauses
    shown = compiler.process(element.clauses, **given)
    return shown if isinstance(cell.type, LargeBinary) else f"convert_to({shown}, 'UTF8')"
