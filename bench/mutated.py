"""``python -m bench.mutated --uploads 20000``: spoiled files and known bombs through a real server.

It counts answers, the memory of every process of the server, and what is left on the disk. It ends with 1
where an answer is a server's error or missing, a process had 300 MB, or something is left behind.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sqlalchemy import func, select

from bench.hands import NO_ANSWER, Answered, Sender
from bench.installation import Installation, installed
from bench.memory import Watch, watched
from bench.server import serving
from tests.dice import seeded
from tests.factories import mutants
from tracker.db import db
from tracker.findings.keepers import store_state
from tracker.findings.models import Capture
from tracker.vault.vault import vault_of

PERSON = "dana-ruiz"
WITHOUT_CAPS = {
    f"TRACKER_{name}": str(10**15) for name in ("CAPTURES_A_CASE", "CASE_BYTES", "PERSON_DAY_BYTES")
}
MOST_BYTES, MOST_SECONDS = 300_000_000, 5.0
KEPT, TO_LOOK_AT = (201, 303), (".png", ".jpg", ".webp", ".pdf")
LOOKED_AT, BROKEN_OFF = 20, 100
"""One of so many kept files is looked at, and one of so many uploads breaks off."""
HANDS = 4
BY_FORM = 0.25
"""So many come by the form, whose answer is a page; the others as the body of a request."""


@dataclass(slots=True)
class Count:
    """What came of all uploads."""

    answers: Counter[int] = field(default_factory=Counter)
    looks: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    slow: int = 0
    kept: int = 0
    broken_off: int = 0
    bombs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def add(self, answer: Answered) -> bool:
        """Count an upload; say whether it was kept."""
        with self.lock:
            self.answers[answer.status] += 1
            self.slowest = max(self.slowest, answer.seconds)
            self.slow += answer.seconds > MOST_SECONDS
            self.kept += answer.status in KEPT
        return answer.status in KEPT

    def look(self, sender: Sender, location: str) -> None:
        """Look at a kept file as a picture."""
        answer = sender.look(location)
        with self.lock:
            self.looks[answer.status] += 1

    @property
    def wrong(self) -> int:
        """Return how many answers were a server's error, or none at all."""
        every = self.answers + self.looks
        return sum(every[status] for status in every if status == NO_ANSWER or status >= 500)


def send_bombs(sender: Sender, count: Count) -> None:
    """Send every known bomb, both ways, and look at those that are kept."""
    for what, (name, data) in mutants.bombs().items():
        statuses = []
        for way in (sender.post, sender.put):
            answer = way(name, data)
            statuses.append(answer.status)
            if count.add(answer) and answer.location and name.endswith(TO_LOOK_AT):
                count.look(sender, answer.location)
        count.bombs[what] = tuple(statuses)


def send_sound(sender: Sender, count: Count) -> int:
    """Send a sound file of every kind; return how many were not kept."""
    return sum(not count.add(sender.post(name, data)) for name, data in mutants.sound().items())


def send_spoiled(sender: Sender, count: Count, uploads: int, seed: int, until: float) -> None:
    """Send spoiled files with several hands, each with files of its own, until so many or the time is up."""

    def work(hand: int) -> None:
        chance = seeded(seed + hand)
        for name, data in mutants.mutants(seed + hand, uploads // HANDS):
            if time.monotonic() > until:
                return
            if chance.randrange(BROKEN_OFF) == 0:
                sender.break_off(name, data, chance.random())
                with count.lock:
                    count.broken_off += 1
                continue
            answer = (sender.post if chance.random() < BY_FORM else sender.put)(name, data)
            seen = count.add(answer) and answer.location and name.endswith(TO_LOOK_AT)
            if seen and chance.randrange(LOOKED_AT) == 0:
                count.look(sender, answer.location)

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(work, range(HANDS)))


def left_behind(house: Installation, before: int, kept: int, temporary: Path) -> dict[str, int]:
    """Return what lies on the disk that nobody kept, and what was kept and is not there."""
    with house.app.app_context():
        state = store_state(db.session)
        rows = db.session.scalar(select(func.count()).select_from(Capture)) or 0
        named = len(list(vault_of(db.session).files.ids()))
    lying = sum(1 for path in house.settings.captures.rglob("*") if path.is_file())
    return {
        "sealed files without a record": len(state.orphans),
        "records without their file": len(state.missing),
        "half written files in the store": lying - named,
        "records beside the answers": rows - before - kept,
        "temporary files": sum(1 for _ in temporary.rglob("*")),
    }


def main() -> int:
    """Send everything, and print the figures; 1 where a limit is not kept."""
    words = argparse.ArgumentParser(prog="python -m bench.mutated", description=__doc__)
    words.add_argument("--uploads", type=int, default=20_000, help="how many spoiled files")
    words.add_argument("--seed", type=int, default=20_260_309)
    words.add_argument("--minutes", type=float, default=600, help="end after so long, with what was sent")
    asked = words.parse_args()
    count, begun = Count(), time.monotonic()
    with installed() as house, tempfile.TemporaryDirectory(prefix="tracker-mutated-") as place:
        temporary = Path(place)
        with house.app.app_context():
            before = db.session.scalar(select(func.count()).select_from(Capture)) or 0
            db.engine.dispose()
        with (
            serving(house, WITHOUT_CAPS | {"TMPDIR": place}) as server,
            watched(server.process.pid, temporary) as watch,
        ):
            sender = Sender(server.port, PERSON)
            lost = send_sound(sender, count)
            send_bombs(sender, count)
            until = time.monotonic() + asked.minutes * 60
            send_spoiled(sender, count, asked.uploads, asked.seed, until)
        left = left_behind(house, before, count.kept, temporary)
    _tell(count, watch, time.monotonic() - begun)
    print("".join(f"\n{what}: {number}" for what, number in ({"sound files not kept": lost} | left).items()))
    most = max(watch.server, watch.drawing)
    return 1 if count.wrong or lost or any(left.values()) or most >= MOST_BYTES else 0


def _tell(count: Count, watch: Watch, seconds: float) -> None:
    for what, statuses in count.bombs.items():
        print(f"{what:36} form {statuses[0]}, body {statuses[1]}")
    print(f"\nuploads: {count.answers.total() + count.broken_off:,} in {seconds / 60:.1f} minutes", end="")
    print(f", {count.broken_off} of them broken off; kept: {count.kept:,}")
    print("answers: " + ", ".join(f"{status}: {many:,}" for status, many in sorted(count.answers.items())))
    print("looked at: " + ", ".join(f"{status}: {many:,}" for status, many in sorted(count.looks.items())))
    print(f"answers of 5xx, or none: {count.wrong}")
    print(f"slowest: {count.slowest:.1f} s; longer than {MOST_SECONDS:.0f} s: {count.slow}")
    print(f"most memory: server {watch.server / 1e6:.0f} MB (at rest {watch.at_rest / 1e6:.0f} MB)", end="")
    print(f", drawing {watch.drawing / 1e6:.0f} MB, of {MOST_BYTES / 1e6:.0f} MB")
    print(f"drawings seen: {len(watch.drawings)}", end="")
    print(f", temporary files at a time: {watch.files}")


if __name__ == "__main__":
    sys.exit(main())
