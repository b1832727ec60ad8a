"""Connections: SQLite's write-ahead log is given back after a long act."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text

from tracker import engines

MEGABYTE = 1_048_576


def test_what_a_long_act_let_the_log_grow_to_is_given_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'one.sqlite'}")
    engines.prepare(engine)
    log = tmp_path / "one.sqlite-wal"
    with engine.connect().execution_options(**{engines.WRITING: True}) as connection:
        connection.execute(text("CREATE TABLE kept (cell BLOB)"))
        connection.execute(text("INSERT INTO kept VALUES (zeroblob(:size))"), {"size": 12 * MEGABYTE})
        connection.commit()
        assert log.stat().st_size > 12 * MEGABYTE
        for _ in range(3):
            connection.execute(text("INSERT INTO kept VALUES (x'00')"))
            connection.commit()
        assert log.stat().st_size <= 4 * MEGABYTE
    engine.dispose()
