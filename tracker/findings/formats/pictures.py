"""Pictures: PNG, JPEG and WebP, walked through from their first byte to their last; never decoded here."""

from __future__ import annotations

import struct
import zlib

from tracker.findings.formats.seen import Found, Notes
from tracker.findings.formats.unfit import damaged, too_many_points
from tracker.findings.formats.walk import GoTo, Pass, Rest, Structure, Take
from tracker.policy.scans import MOST_POINTS

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_LONGEST_CHUNK = 2**31 - 1
PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""The bit depths that each colour type of PNG allows."""

JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers of JPEG that carry no segment."""
JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that say how large the picture is."""

PNG_WORDS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tIME")
JPEG_WORDS = {0xE1: "EXIF or XMP", 0xE2: "ICC", 0xED: "IPTC", 0xFE: "comment"}
WEBP_WORDS = (b"EXIF", b"XMP ", b"ICCP")
"""Parts that say more of a picture than is to be seen on it: places, devices, people, comments."""

WEBP_FIRST = (b"VP8 ", b"VP8L", b"VP8X")
WEBP_HEAD = 10
WEBP_PICTURE = (b"VP8 ", b"VP8L", b"ANMF")


def png(notes: Notes) -> Structure:
    """Walk through a PNG: header first, picture data, end; every chunk has the checksum that it says."""
    if (yield Take(8)) != PNG_SIGNATURE:
        raise damaged("PNG", "its signature is not there")
    first, data = True, False
    while True:
        length, name = struct.unpack(">I4s", (yield Take(8)))
        if length > PNG_LONGEST_CHUNK or not name.isalpha():
            raise damaged("PNG", "a chunk has no proper head")
        if first != (name == b"IHDR"):
            raise damaged("PNG", "its header is not the first chunk")
        check = _Crc(name)
        if first:
            if length != 13:
                raise damaged("PNG", "its header has another length")
            head = yield Take(13)
            check.see(head)
            _png_head(head, notes)
        else:
            if name in PNG_WORDS:
                notes.add(Found.METADATA, name.decode())
            yield Pass(length, check.see)
        if struct.unpack(">I", (yield Take(4)))[0] != check.value:
            raise damaged("PNG", "a chunk does not have the checksum that it says")
        first, data = False, data or name == b"IDAT"
        if name == b"IEND":
            break
    if not data:
        raise damaged("PNG", "it holds no picture")
    yield Rest()


class _Crc:
    """The running checksum of one chunk, its name included."""

    def __init__(self, name: bytes) -> None:
        self.value = zlib.crc32(name)

    def see(self, piece: bytes) -> None:
        self.value = zlib.crc32(piece, self.value)


def _png_head(head: bytes, notes: Notes) -> None:
    width, height, depth, colour = struct.unpack(">IIBB", head[:10])
    if not width or not height or depth not in PNG_DEPTHS.get(colour, ()):
        raise damaged("PNG", "its header says nothing that a picture can be")
    note_points(notes, width, height)


def note_points(notes: Notes, width: int, height: int) -> None:
    """Note how large a picture says it is; raises Unfit where it has more points than are ever drawn."""
    if width * height > MOST_POINTS:
        raise too_many_points(width, height, MOST_POINTS)
    notes.add(Found.POINTS, f"{width:,} \N{MULTIPLICATION SIGN} {height:,}")


def jpeg(notes: Notes) -> Structure:
    """Walk through a JPEG: start, segments, at least one scan, end."""
    if (yield Take(2)) != b"\xff\xd8":
        raise damaged("JPEG", "its start is not there")
    frame = scan = within = False
    while True:
        if within:
            yield GoTo(b"\xff")
        elif (yield Take(1)) != b"\xff":
            raise damaged("JPEG", "a segment does not begin where it should")
        code = 0xFF
        while code == 0xFF:
            code = (yield Take(1))[0]
        if code in JPEG_ALONE or (within and code == 0x00):
            continue
        if code == 0xD9:
            break
        if code in (0x00, 0xD8):
            raise damaged("JPEG", "a segment has a marker that cannot be")
        frame = frame or code in JPEG_FRAMES
        within = code == 0xDA
        scan = scan or within
        if code in JPEG_WORDS:
            notes.add(Found.METADATA, JPEG_WORDS[code])
        yield from _segment(code, notes)
    if not (frame and scan):
        raise damaged("JPEG", "it holds no picture")
    yield Rest()


def _segment(code: int, notes: Notes) -> Structure:
    length = struct.unpack(">H", (yield Take(2)))[0]
    if length < 2 or (code in JPEG_FRAMES and length < 8):
        raise damaged("JPEG", "a segment is shorter than it can be")
    if code in JPEG_FRAMES:
        height, width = struct.unpack(">HH", (yield Take(6))[1:5])
        note_points(notes, width, height)
        length -= 6
    yield Pass(length - 2)


def webp(notes: Notes) -> Structure:
    """Walk through a WebP: its one container, of the length that it says, with a picture in it."""
    riff, size, name = struct.unpack("<4sI4s", (yield Take(12)))
    if (riff, name) != (b"RIFF", b"WEBP"):
        raise damaged("WebP", "its container is another")
    left, first, picture = size - 4, True, False
    while left > 0:
        name, length = struct.unpack("<4sI", (yield Take(8)))
        length += length % 2
        left -= 8 + length
        if left < 0 or (first and name not in WEBP_FIRST):
            raise damaged("WebP", "a part is not where it should be")
        if name in WEBP_WORDS:
            notes.add(Found.METADATA, name.decode().strip())
        if name in WEBP_FIRST and length >= WEBP_HEAD:
            _webp_head(name, (yield Take(WEBP_HEAD)), notes)
            length -= WEBP_HEAD
        first, picture = False, picture or name in WEBP_PICTURE
        yield Pass(length)
    if not picture:
        raise damaged("WebP", "it holds no picture")
    yield Rest()


def _webp_head(name: bytes, head: bytes, notes: Notes) -> None:
    """Note the size that a part says in its own way: the canvas, a lossless picture, a lossy one."""
    if name == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (4, 7))
    elif name == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    note_points(notes, width, height)
