"""Changes of one thing in a package by chance, each with what a verifier should say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

KINDS = ("flip", "flip", "flip", "flip", "cut", "add", "insert", "remove", "swap")
"""Most are of one byte."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which file, of what kind, and the first byte that is not as it was."""

    file: str
    kind: str
    first: int


@contextmanager
def mutate(folder: Path, dice: Random) -> Iterator[Change]:
    """Change one file of a package, each byte of the package as likely as any other; put it right after."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = dice.choices(files, [path.stat().st_size for path in files])[0]
    whole, kind = path.read_bytes(), dice.choice(KINDS)
    place = dice.randrange(len(whole))
    changed = _changed(whole, kind, place, dice)
    first = next((at for at, (a, b) in enumerate(zip(whole, changed, strict=False)) if a != b), None)
    end = min(len(whole), len(changed))
    path.write_bytes(changed)
    try:
        yield Change(path.relative_to(folder).as_posix(), kind, end if first is None else first)
    finally:
        path.write_bytes(whole)


def _changed(whole: bytes, kind: str, place: int, dice: Random) -> bytes:
    before, after = whole[:place], whole[place:]
    if kind == "flip":
        return before + bytes((after[0] ^ (1 << dice.randrange(8)),)) + after[1:]
    if kind == "cut":
        return before
    if kind == "add":
        return whole + dice.randbytes(1 + dice.randrange(9))
    if kind == "insert":
        return before + dice.randbytes(1) + after
    if kind == "remove":
        return before + after[1:]
    size = min(16, len(after))
    return before + bytes(byte ^ 0xFF for byte in after[:size]) + after[size:]


def named(told: str, change: Change) -> bool:
    """Say whether what was told names the file, and the byte itself or bytes among which it is."""
    if not told.startswith(f"BROKEN: {change.file}: "):
        return False
    exact = re.search(r"byte (\d+) is the first bad byte", told)
    among = re.search(r"one of bytes (\d+) to (\d+)", told)
    ended = re.search(r"it ends before byte (\d+) .* holds up to byte (\d+)", told)
    if change.kind == "flip":
        return exact is not None and int(exact[1]) == change.first
    if exact:
        return int(exact[1]) == change.first
    if among:
        return int(among[1]) <= change.first <= int(among[2])
    if ended:
        return int(ended[2]) <= change.first <= int(ended[1])
    return False
