"""WACZ, which is a zip: its list of contents is checked at the end of the file, and nothing is unpacked.

What the list says is held against itself: no part lies outside the file or on another, none leads out of the
package, none is locked, a package again, or out of all proportion to what it takes in the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from tracker.findings.formats.unfit import Unfit, bomb, cut_short, damaged, locked

MOST_ENTRIES = 10_000
RATIO = 200
RATIO_FROM = 1024 * 1024
"""A part smaller than this may be packed as tightly as it likes."""
LIST_LONGEST = 4 * 1024 * 1024
COMMENT_LONGEST = 65_535

END = struct.Struct("<4sHHHHIIH")
END_64 = struct.Struct("<4sQHHIIQQQQ")
POINTER_64 = struct.Struct("<4sIQI")
ENTRY = struct.Struct("<4s6H3I5H2I")
LOCAL_HEADER = 30
STORED, DEFLATED = 0, 8
"""The ways of packing that a WACZ uses."""
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF

NESTED = (".zip", ".wacz", ".jar", ".7z", ".rar", ".tar", ".tgz", ".docx", ".xlsx", ".pptx", ".apk")
LINK = 0o120000
KINDS_OF_FILE = 0o170000
UNIX = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the list: sizes in bytes, that of its name too; ``offset`` is of its local header.

    ``room`` is how many bytes there are from there to whatever is next.
    """

    name: str
    named: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int
    room: int = 0


TAIL = LIST_LONGEST + COMMENT_LONGEST + END.size
"""So many of the last bytes of a package hold its list of contents."""


def contents(tail: bytes, seen: int) -> tuple[Part, ...]:
    """Return the parts of a package in their places, by its last bytes and how many there were in all.

    Raises Unfit unless the list of contents is there and sound.
    """
    parts, listed_at = _list(tail, seen - len(tail))
    if not parts:
        raise damaged("WACZ", "it is empty")
    placed = _in_their_places(parts, listed_at)
    for part in parts:
        _check(part)
    sizes, packed = sum(part.size for part in parts), sum(part.packed for part in parts)
    if sizes > max(RATIO_FROM, RATIO * packed):
        raise bomb(f"holds more than {RATIO} times its own size")
    if len({part.name for part in parts}) < len(parts):
        raise damaged("WACZ", "its list of contents names a part twice")
    return placed


def _list(tail: bytes, start: int) -> tuple[list[Part], int]:
    """Return the entries, and where in the file the list begins."""
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < END.size:
        raise cut_short("WACZ")
    _, disk, list_disk, here, count, length, offset, comment = END.unpack_from(tail, end)
    if disk or list_disk or here != count or end + END.size + comment != len(tail):
        raise damaged("WACZ", "its end does not fit together")
    short = (count, length, offset)
    if (
        FULL_16 in (count,)
        or FULL_32 in (length, offset)
        or tail[end - POINTER_64.size :][:4] == b"PK\x06\x07"
    ):
        count, length, offset = wide = _end_64(tail, end, start)
        full = (FULL_16, FULL_32, FULL_32)
        if any(one not in (other, most) for one, other, most in zip(short, wide, full, strict=True)):
            raise damaged("WACZ", "its end does not fit together")
    if count > MOST_ENTRIES:
        raise bomb(f"lists more than {MOST_ENTRIES:,} parts")
    if length > LIST_LONGEST or offset < start or offset + length > start + end:
        raise damaged("WACZ", "its list of contents is not where it says")
    return list(_entries(tail[offset - start : offset - start + length], count)), offset


def _end_64(tail: bytes, end: int, start: int) -> tuple[int, int, int]:
    at = end - POINTER_64.size
    if at < 0 or tail[at : at + 4] != b"PK\x06\x07":
        raise damaged("WACZ", "its end does not fit together")
    place = POINTER_64.unpack_from(tail, at)[2] - start
    if not 0 <= place <= at - END_64.size or tail[place : place + 4] != b"PK\x06\x06":
        raise damaged("WACZ", "its end does not fit together")
    *_, count, length, offset = END_64.unpack_from(tail, place)
    return count, length, offset


def _entries(listed: bytes, count: int) -> Iterator[Part]:
    at = 0
    for _ in range(count):
        if len(listed) - at < ENTRY.size or listed[at : at + 4] != b"PK\x01\x02":
            raise damaged("WACZ", "its list of contents breaks off")
        (
            _,
            made_by,
            _,
            flags,
            method,
            _,
            _,
            crc,
            packed,
            size,
            named,
            extra,
            comment,
            _,
            _,
            outside,
            offset,
        ) = ENTRY.unpack_from(listed, at)
        at += ENTRY.size
        name, more = listed[at : at + named], listed[at + named : at + named + extra]
        at += named + extra + comment
        if at > len(listed):
            raise damaged("WACZ", "its list of contents breaks off")
        size, packed, offset = _sizes_64(more, size, packed, offset)
        mode = outside >> 16 if made_by >> 8 == UNIX else 0
        words = name.decode("utf-8", "replace")
        yield Part(words, named, flags, method, crc, packed, size, offset, mode)
    if at != len(listed):
        raise damaged("WACZ", "its list of contents says another number than it holds")


def _sizes_64(more: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Return the three numbers, taken from the zip64 field where the short ones are full."""
    short = [size, packed, offset]
    if FULL_32 not in short:
        return size, packed, offset
    at = 0
    while at + 4 <= len(more):
        kind, length = struct.unpack_from("<HH", more, at)
        if kind == 1:
            field = more[at + 4 : at + 4 + length]
            numbers = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            full = [next(numbers, -1) if number == FULL_32 else number for number in short]
            if -1 not in full:
                return full[0], full[1], full[2]
        at += 4 + length
    raise damaged("WACZ", "a part does not say how large it is")


def _in_their_places(parts: list[Part], listed_at: int) -> tuple[Part, ...]:
    """Return the parts as they follow each other; refuse those that lie upon one another.

    So no byte is counted twice.
    """
    ordered = sorted(parts, key=lambda part: part.offset)
    ends = [part.offset for part in ordered[1:]] + [listed_at]
    placed = []
    for part, end in zip(ordered, ends, strict=True):
        if part.offset + LOCAL_HEADER + part.named + part.packed > end:
            raise damaged("WACZ", "parts of it lie upon one another")
        placed.append(replace(part, room=end - part.offset))
    return tuple(placed)


def _check(part: Part) -> None:
    path = PurePosixPath(part.name)
    leads_out = ".." in path.parts or path.is_absolute() or "\\" in part.name
    if not part.name or leads_out or "\0" in part.name or part.name[1:2] == ":":
        raise Unfit("leads-outside", "holds a part that leads outside the package. It is not kept.")
    if part.flags & 1:
        raise locked("WACZ")
    if part.method not in (STORED, DEFLATED):
        raise damaged("WACZ", "a part is packed in a way that is not read here")
    if part.mode & KINDS_OF_FILE == LINK:
        raise Unfit("leads-outside", "holds a link to another place. It is not kept.")
    if part.name.lower().endswith(NESTED):
        raise Unfit("package-in-package", "holds a further package inside. Choose what is in it, one by one.")
    if part.size > max(RATIO_FROM, RATIO * part.packed):
        raise bomb(f"holds a part of more than {RATIO} times its packed size")
