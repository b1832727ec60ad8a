"""What docs/LEDGER.md says is what the product does, and enough for a stranger to check it."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.ledger import stranger
from tests.ledger.conftest import SIGNER, Around, write
from tests.ledger.trees import root_at
from tracker.db import unit_of_work
from tracker.ledger.checkpoints import Checkpoint, issue
from tracker.ledger.entries import MEMBERS, Entry, RowDigest
from tracker.ledger.merkle import EMPTY_ROOT, leaf_hash
from tracker.ledger.notes import Signer
from tracker.ledger.rows import row_digest
from tracker.policy.actors import SYSTEM
from tracker.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "LEDGER.md").read_text("utf-8")
EXAMPLE = dict(re.findall(r"^(\w+) *= (.+)$", PAGE.partition("## 8.")[2], re.MULTILINE))
NOTE = re.findall(r"^```\n(riverton.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
NOON = datetime(2026, 3, 9, 16, tzinfo=UTC)


def test_the_example_is_what_the_product_writes() -> None:
    checked = UUID(int=7)
    columns = {
        "id": checked,
        "version": 1,
        "checked_by": SYSTEM.person_id,
        "checked_at": NOON,
        "size": 0,
        "root": EMPTY_ROOT.hex(),
        "sound": True,
        "problems": 0,
    }
    digest = row_digest("ledger_checks", columns)
    first = Entry(
        idx=0, at=NOON, actor=str(SYSTEM.person_id), role="system", event="SET_UP", params={"keys": 1}
    )
    second = Entry(
        idx=1,
        at=NOON,
        skew=1_500_000,
        actor=str(UUID(int=5)),
        role="auditor",
        session="0123456789abcdef",
        ip="192.0.2.7",
        request="r-1",
        event="LEDGER_CHECKED",
        params={"size": 1, "verdict": "sound", "problems": 0, "root": "00"},
        rows=(RowDigest("ledger_checks", str(checked), 1, digest),),
    )
    leaves = [leaf_hash(entry.body()) for entry in (first, second)]
    signer = Signer("riverton.example/tracker", bytes(range(32)))
    assert digest == EXAMPLE["digest"]
    assert [first.body().decode(), second.body().decode()] == [EXAMPLE["body0"], EXAMPLE["body1"]]
    assert [leaf.hex() for leaf in leaves] == [EXAMPLE["leaf0"], EXAMPLE["leaf1"]]
    assert root_at(leaves).hex() == EXAMPLE["root"]
    assert signer.verifier.text() == EXAMPLE["key"]
    assert signer.sign(Checkpoint(signer.name, 2, root_at(leaves), NOON).text()) == NOTE


def test_the_example_is_what_a_stranger_reads() -> None:
    assert hashlib.sha256(EXAMPLE["row"].encode()).hexdigest() == EXAMPLE["digest"]
    leaves = [stranger.leaf(EXAMPLE[body].encode()) for body in ("body0", "body1")]
    assert [leaf.hex() for leaf in leaves] == [EXAMPLE["leaf0"], EXAMPLE["leaf1"]]
    assert stranger.root(leaves).hex() == EXAMPLE["root"]
    assert stranger.checkpoint(NOTE, EXAMPLE["key"]) == ("riverton.example/tracker", 2, stranger.root(leaves))


def test_the_page_names_every_member_of_a_body() -> None:
    table = PAGE.partition("## 2.")[2].partition("## 3.")[0]
    named = {
        name
        for cell in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
        for name in re.findall(r"\w+", cell)
    }
    assert named == MEMBERS


def test_a_stranger_agrees(session: Session, settings: Settings, around: Around) -> None:
    if not around.sqlite:
        return  # this stranger reads SQLite's files
    write(6)
    with unit_of_work(SYSTEM) as work:
        issue(work, SIGNER)
    write(5)
    database = settings.data / "tracker.db"
    key = SIGNER.verifier.text()
    assert stranger.complaints(database, key) == []
    around.tamper("UPDATE ledger_entries SET body = replace(body, 'SWEPT', 'SWEEP') WHERE idx = 4")
    assert stranger.complaints(database, key) == ["line 4", "head", "checkpoint 7"]
    with pytest.raises(Exception, match="not signed"):
        stranger.checkpoint(NOTE, Signer("riverton.example/tracker", bytes(32)).verifier.text())
    assert base64.b64decode(NOTE.split("\n")[2]).hex() == EXAMPLE["root"]
