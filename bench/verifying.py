"""``python -m bench.verifying``: the verifier on a package of 500 items and 100,000 lines of the ledger.

The time is that of the program alone, in a process of its own on one of the cores. A smaller package is
then changed 1,000 times by chance, one change at a time; each has to be found, and its place told.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import UUID

from tests.exports.mutations import mutate, named
from tracker.exports import verify
from tracker.exports.bag import Measured, bag, measured
from tracker.exports.package import LINES, PROOFS
from tracker.exports.package_words import how_to
from tracker.ledger.canonical import canonical
from tracker.ledger.checkpoints import Checkpoint
from tracker.ledger.entries import Entry
from tracker.ledger.merkle import leaf_hash
from tracker.ledger.notes import Signer
from tracker.ledger.proofs import Proofs, prove
from tracker.rights.archive import File, file_of

ITEMS, ENTRIES, ITEM_BYTES = 500, 100_000, 512 * 1024
FEW_ITEMS, FEW_ENTRIES, FEW_BYTES = 20, 500, 100_000
CHANGES = 1_000
SECONDS = 30.0
SIGNER = Signer("bench.example/tracker", bytes(range(32)))
CASE = UUID(int=7)
AT = datetime(2026, 11, 23, tzinfo=UTC)
RESULTS = Path(__file__).resolve().parent / "results" / "verifying.json"


def package(folder: Path, items: int, entries: int, item_bytes: int) -> Path:
    """Write a package of items that all stand on lines of their own, and return its folder."""
    files = [_item(number, item_bytes) for number in range(items)]
    bodies = [_body(idx, files) for idx in range(entries)]
    proofs = prove(map(leaf_hash, bodies), entries, range(entries))
    lines = {one.file.digest: number for number, one in enumerate(files)}
    payload = [
        *(measured(one.file, item=True, lines=lines) for one in files),
        measured(File(LINES, "", "", lambda: (body + b"\n" for body in bodies))),
        measured(File(PROOFS, "", "", partial(_proofs, proofs, entries))),
    ]
    about = {
        "case": {"reference": "C-26-BENCH", "id": str(CASE)},
        "number": 1,
        "made_at": "2026-11-23T00:00:00.000000Z",
        "asked_by": {"name": "A bench", "role": "auditor"},
        "matter": "26-114",
        "checkpoint": SIGNER.sign(Checkpoint(SIGNER.name, entries, proofs.root, AT).text()),
        "lines": LINES,
        "proofs": PROOFS,
        "absent": [],
    }
    key = SIGNER.verifier.text()
    for one in bag(
        "bench", payload, about=about, told=(), how_to=how_to("bench", key), made_at=AT, signer=SIGNER
    ):
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(one.pieces())
    return folder / "bench"


def _item(number: int, size: int) -> Measured:
    content = Random(number).randbytes(size)  # noqa: S311 - content to be hashed, no secret
    return measured(file_of(f"data/captures/K-{number:06}.png", "", content, AT))


def _body(idx: int, items: list[Measured]) -> bytes:
    """Return a line as the ledger writes them; the first ones tell of the items."""
    told = {"sha256": items[idx].file.digest} if idx < len(items) else {"result": "intact"}
    rows = [["custody_lines", str(UUID(int=idx)), 1, f"{idx:064x}"]]
    entry = Entry(idx, AT, str(UUID(int=5)), "investigator", "CAPTURE_ADDED", case=str(CASE), params=told)
    return canonical(json.loads(entry.body()) | {"about": ["capture", f"K-{idx:06}"], "rows": rows})


def _proofs(proofs: Proofs, entries: int) -> Iterator[bytes]:
    for idx in range(entries):
        yield (" ".join(one.hex() for one in proofs.of(idx)) + "\n").encode()


def seconds(folder: Path) -> float:
    """Return how long the program takes on one of the cores."""
    alone = min(os.sched_getaffinity(0))
    command = [sys.executable, "-I", str(folder / "verify.py"), str(folder), SIGNER.verifier.text()]
    begun = perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        command,
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {alone}),
    )
    taken = perf_counter() - begun
    if not done.stdout.endswith("HOLDS\n"):
        raise RuntimeError(done.stdout)
    return taken


def found(folder: Path) -> int:
    """Return how many of the changes are found with their place told."""
    dice, good, key = Random(20261123), 0, SIGNER.verifier.text()  # noqa: S311 - a bench repeats itself
    for _ in range(CHANGES):
        told = StringIO()
        with mutate(folder, dice) as change, redirect_stdout(told):
            status = verify.main([str(folder), key])
        good += status == 1 and named(told.getvalue(), change)
    return good


def main() -> int:
    """Measure, write down, and say whether both figures are reached."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as place:
        large = package(Path(place) / "large", ITEMS, ENTRIES, ITEM_BYTES)
        size = sum(path.stat().st_size for path in large.rglob("*") if path.is_file())
        taken = min(seconds(large) for _ in range(3))
        good = found(package(Path(place) / "small", FEW_ITEMS, FEW_ENTRIES, FEW_BYTES))
    told = {
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": list(os.getloadavg()),
        "items": ITEMS,
        "ledger_lines": ENTRIES,
        "bytes": size,
        "seconds_on_one_core": round(taken, 1),
        "changes": CHANGES,
        "found_and_located": good,
    }
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return int(taken >= SECONDS or good != CHANGES)


if __name__ == "__main__":
    sys.exit(main())
