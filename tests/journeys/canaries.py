"""Everything that people typed into the sample data, opened with the keys, as words to look for elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from tracker.db import Record, db
from tracker.settings import ROOT
from tracker.vault.format import Slot
from tracker.vault.sealer import Sealer
from tracker.vault.trouble import Unopenable
from tracker.vault.vault import vault_of

PAPER = b"%PDF-"
PICTURES = (b"\x89PNG", b"\xff\xd8", b"RIFF")
"""How scans of signed papers begin."""
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""How a row is called: many rows say it of one another, and it tells nobody anything."""
SHORT = 12
"""Shorter texts are found by chance, and prove nothing."""


def opened_cells(app: Flask, case: UUID | None = None) -> Iterator[tuple[str, bytes]]:
    """Open every sealed cell there is, or of one case, and yield ``table.column`` and its text.

    Each opens under one key.
    """
    with app.app_context():
        sealers = _sealers()
        for table in Record.metadata.sorted_tables:
            sealed = [column.key for column in table.columns if column.info.get("sealed")]
            if not sealed or (case and "case_id" not in table.columns):
                continue
            for row in db.session.execute(
                table.select().where(table.c.case_id == case) if case else table.select()
            ):
                for column in sealed:
                    cell = getattr(row, column)
                    if cell is not None:
                        yield f"{table.name}.{column}", _open(sealers, Slot(table.name, column), row, cell)
        db.session.rollback()


def _sealers() -> dict[UUID, list[Sealer]]:
    vault = vault_of(db.session)
    found: dict[UUID, list[Sealer]] = {}
    holders = db.session.execute(text("SELECT DISTINCT domain, holder_id FROM data_keys")).all()
    for domain in {row.domain for row in holders}:
        ids = [UUID(str(row.holder_id)) for row in holders if row.domain == domain]
        for holder, sealer in vault.domains(db.session, domain, ids).items():
            found.setdefault(holder, []).append(sealer)
    return found


def _open(sealers: dict[UUID, list[Sealer]], slot: Slot, row: Any, cell: bytes) -> bytes:
    likely = sealers.get(getattr(row, "case_id", None) or row.id, [])
    for sealer in (*likely, *(one for several in sealers.values() for one in several)):
        try:
            return sealer.open(slot, row.id, row.version, cell)
        except Unopenable:
            continue
    raise AssertionError(f"{slot} of row {row.id} opens under no key")


def words_of(cells: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """Return each text worth looking for, with the column it was sealed in.

    Words of the product itself (codes, headings of the affidavit) are no canaries, nor is what is no text:
    the words of a receipt on paper are those of the signed text beside it.
    """
    ours = _words_of_the_product()
    return {
        word: column
        for column, content in cells
        if not content.startswith((PAPER, *PICTURES))
        for word in _leaves(content.decode())
        if len(word) >= SHORT and word not in ours and not ID.fullmatch(word)
    }


def _words_of_the_product() -> str:
    places = [path for folder in ("config", "templates") for path in (ROOT / folder).rglob("*.*")]
    places += [path for path in (ROOT / "tracker").rglob("*.py") if path.parent.name != "demo"]
    return "\n".join(path.read_text("utf-8") for path in places if path.suffix in (".toml", ".html", ".py"))


def _leaves(content: str) -> Iterator[str]:
    try:
        value = json.loads(content)
    except ValueError:
        yield from (line.strip() for line in content.splitlines())
        return
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield one.strip()


def found_in(folders: Iterable[Path], words: Iterable[str], scratch: Path) -> set[str]:
    """Return which of the words stand, readable, in any file of the folders."""
    wanted = scratch / "words"
    wanted.write_text("".join(f"{word}\n" for word in words), "utf-8")
    asked = ["grep", "--recursive", "--text", "--only-matching", "--no-filename", "--fixed-strings"]
    said = subprocess.run(
        [*asked, "--file", str(wanted), *map(str, folders)],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
    )
    assert said.returncode in (0, 1), said.stderr
    return set(said.stdout.decode().splitlines())
