"""``make bench-captures``: large captures over HTTP, beside sealing the same bytes without it.

The server is gunicorn by the README's command. Its memory is looked at while one capture of 2 GiB comes in
each way; speeds are compared at the same size in rounds that take turns, because the machine may have other
work, and each begins when the disk has taken what the one before it wrote. It takes 16 GiB of disk.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

from bench.installation import Installation, first_link, installed
from bench.sending import Door, Evidence
from bench.server import Server, serving
from tracker.cases.queries import case_facts
from tracker.db import db
from tracker.findings.capture_service import open_intake
from tracker.policy.actors import SYSTEM
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

MIB = 1 << 20
LARGE = 2 << 30
ROUNDS = 3
GROWTH = 16
RAW, FORM = 0.80, 0.25
RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its limit."""

    what: str
    told: str
    limit: str
    good: bool


class Sealing:
    """The same bytes without HTTP: sealed alone, and looked at as well."""

    def __init__(self, house: Installation, case: str) -> None:
        """Seal for one case."""
        self._house, self._case = house, case

    def alone(self, evidence: Evidence) -> None:
        """Seal and hash, put it on the disk, and remove it."""
        with self._house.app.app_context():
            facts = case_facts(db.session, SYSTEM, case=self._case)
            sealer = vault_of(db.session).domain(db.session, Domain.CASE, facts.case_id)
            db.session.rollback()
            file_id = uuid4()
            with sealer.file_sealer(file_id) as sealing:
                for piece in evidence.pieces():
                    sealing.write(piece)
                sealing.close()
            sealer.files.discard(file_id)

    def looked_at(self, evidence: Evidence) -> None:
        """Do all that the server does with the bytes, and remove them."""
        with self._house.app.app_context():
            facts = case_facts(db.session, SYSTEM, case=self._case)
            with open_intake(db.session, facts) as intake:
                arriving = intake.begin("large.warc")
                for piece in evidence.pieces():
                    arriving.write(piece)
                arriving.seek(0)
                (received,) = intake.finish()
                assert received.sealed.size == evidence.size


def main(words: list[str] | None = None) -> int:
    """Measure, print, record; end with 1 where a limit is not kept."""
    asked = _asked(words)
    with installed() as house, serving(house) as server:
        dana = house.browser("dana-ruiz")
        case = first_link(dana, "/desk", r"/cases/[^/]+").rpartition("/")[2]
        door, sealing, numbers = Door(house, dana, server.port, case), Sealing(house, case), count(1)
        began = os.getloadavg()
        _warm_up(door, numbers)
        lines = [*_memory(server, door, numbers, asked.large_mib * MIB)]
        rounds = _rounds(door, sealing, numbers, asked.rounds, asked.round_mib * MIB)
        lines += _speeds(rounds, asked.rounds, asked.round_mib)
        lines.append(_clear(house))
        loads = (began, os.getloadavg())
    _print(lines, loads)
    if asked.record:
        _record(lines, rounds, loads)
    return 0 if all(line.good for line in lines) else 1


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.captures", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--round-mib", type=int, default=LARGE // MIB)
    parser.add_argument("--large-mib", type=int, default=LARGE // MIB)
    parser.add_argument("--record", action="store_true", help="keep the figures in bench/results")
    return parser.parse_args(words)


def _warm_up(door: Door, numbers: Iterator[int]) -> None:
    """Let both workers import and compile what they need: memory is compared from there on."""
    for _ in range(6):
        door.raw(Evidence(next(numbers), 8 * MIB))
        door.form(Evidence(next(numbers), 8 * MIB))


def _rounds(
    door: Door, sealing: Sealing, numbers: Iterator[int], many: int, size: int
) -> dict[str, list[float]]:
    """Return MiB a second of each way, by rounds."""
    ways: dict[str, Callable[[Evidence], object]] = {
        "sealed without HTTP": sealing.alone,
        "looked at and sealed without HTTP": sealing.looked_at,
        "body of a request": door.raw,
        "form": door.form,
    }
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(many):
        for name, way in ways.items():
            evidence = Evidence(next(numbers), size)
            os.sync()
            begun = perf_counter()
            way(evidence)
            speeds[name].append(size / MIB / (perf_counter() - begun))
        print(".", end="", file=sys.stderr, flush=True)
    return speeds


def _speeds(rounds: dict[str, list[float]], many: int, size: int) -> Iterator[Line]:
    alone = rounds["sealed without HTTP"]
    for name, speeds in rounds.items():
        yield Line(f"{name}, {many} × {size} MiB", f"{median(speeds):.0f} MiB/s", "", True)
    for name, least in (("body of a request", RAW), ("form", FORM)):
        ratio = median(one / limit for one, limit in zip(rounds[name], alone, strict=True))
        words = f"{name}, against sealing without HTTP"
        yield Line(words, f"{100 * ratio:.0f} %", f"at least {100 * least:.0f} %", ratio >= least)


def _memory(server: Server, door: Door, numbers: Iterator[int], size: int) -> Iterator[Line]:
    for name, way in (("body of a request", door.raw), ("form", door.form)):
        evidence = Evidence(next(numbers), size)
        seen = server.watch(partial(way, evidence))
        told = f"{seen.growth:+.1f} MiB (RSS {seen.growth_rss:+.1f})"
        words = f"memory, {size // MIB} MiB, {name}"
        yield Line(words, told, f"under {GROWTH} MiB", seen.growth < GROWTH)


def _clear(house: Installation) -> Line:
    """Count the files of the installation in which bytes of the evidence stand as they were sent."""
    mark, clear = Evidence.block[4096 : 4096 + 64], 0
    for path in house.settings.instance.rglob("*"):
        if path.is_file():
            clear += _holds(path, mark)
    return Line("files with evidence in clear", str(clear), "0", clear == 0)


def _holds(path: Path, mark: bytes) -> bool:
    held = b""
    with suppress(FileNotFoundError), path.open("rb") as file:
        while piece := file.read(4 * MIB):
            if mark in (held := held[-len(mark) :] + piece):
                return True
    return False


def _print(lines: list[Line], loads: tuple[tuple[float, ...], ...]) -> None:
    print(f"\n{'what':58} {'measured':>26}   limit")
    for line in lines:
        print(f"{line.what:58} {line.told:>26}   {line.limit}{'' if line.good else '   NOT KEPT'}")
    before, after = (", ".join(f"{one:.1f}" for one in load) for load in loads)
    print(f"\nload of the machine before: {before}; after: {after} ({os.cpu_count()} cores)")


def _record(lines: list[Line], rounds: dict[str, list[float]], loads: tuple[tuple[float, ...], ...]) -> None:
    RESULTS.mkdir(exist_ok=True)
    told = {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": loads,
        "mib_a_second": {name: [round(one, 1) for one in speeds] for name, speeds in rounds.items()},
        "lines": [[line.what, line.told, line.limit, line.good] for line in lines],
    }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / "captures.json").write_text(text, "utf-8")
    print(f"recorded in bench/results/captures.json ({hashlib.sha256(text.encode()).hexdigest()[:8]})")


if __name__ == "__main__":
    sys.exit(main())
