"""Files spoiled in every way that is cheap to think of, by a seed; and the bombs that everybody knows."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.dice import seeded
from tests.factories import files, packages

NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
Named = tuple[str, bytes]


def sound() -> dict[str, bytes]:
    """Return a sound file of every kind, by name."""
    chunked = files.record(b"HTTP/1.1 200 OK\r\n\r\nA page", b"WARC-Block-Digest: sha1:" + b"A" * 32)
    return {
        "a.png": files.png("words"),
        "b.png": _drawn("PNG", "P", 300),
        "a.jpg": _drawn("JPEG", "RGB", 200),
        "a.webp": _drawn("WEBP", "RGBA", 100),
        "a.pdf": files.pdf(),
        "a.txt": "Señora Peña wrote: ✓\r\n".encode() * 20,
        "a.html": files.html(),
        "a.mhtml": files.mhtml(),
        "a.warc": files.warc() + chunked,
        "a.warc.gz": files.packed_warc(b"one", b"two" * 4000),
        "a.wacz": packages.whole(),
        "b.wacz": packages.package({**packages.archive(), "datapackage.json": b"{}"}, zipfile.ZIP_DEFLATED),
    }


def _drawn(kind: str, mode: str, side: int) -> bytes:
    Image.effect_noise((side, side), 60).convert(mode).save(made := io.BytesIO(), kind)
    return made.getvalue()


def mutants(seed: int, count: int) -> Iterator[Named]:
    """Yield so many spoiled files, the same ones for the same seed."""
    chance = seeded(seed)
    whole = sound()
    names = list(whole)
    for _ in range(count):
        name = chance.choice(names)
        data = bytearray(whole[name])
        for _ in range(chance.choice((1, 1, 2, 4))):
            chance.choice(WAYS)(chance, data)
        if chance.random() < 0.05:
            data = bytearray(whole[chance.choice(names)]) + data
        if chance.random() < 0.05:
            name = chance.choice(("../../x", "x", "", "\x00", "a" * 300, "é\u202e")) + name
        yield name, bytes(data)


def _flip(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 3, 30))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _drop(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.choice((1, 4, 64))]


def _insert(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.randbytes(chance.choice((1, 4, 5000)))


def _repeat(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + 400] * chance.choice((1, 2, 50))


def _number(chance: random.Random, data: bytearray) -> None:
    """Put a number at the end of its range over some that may mean a length."""
    if len(data) < 8:
        return
    at, number = chance.randrange(len(data) - 4), chance.choice(NUMBERS)
    width = chance.choice((">I", "<I", ">H", "<H"))
    piece = struct.pack(width, number & (0xFFFFFFFF if width[1] == "I" else 0xFFFF))
    data[at : at + len(piece)] = piece


def _digit(chance: random.Random, data: bytearray) -> None:
    """Change a digit, of which lengths in text are made."""
    digits = [at for at, sign in enumerate(data[:4000]) if 48 <= sign < 58]
    if digits:
        data[chance.choice(digits)] = chance.randrange(48, 58)


def _behind(chance: random.Random, data: bytearray) -> None:
    data += chance.randbytes(chance.choice((1, 22, 3000)))


WAYS: tuple[Callable[[random.Random, bytearray], None], ...] = (
    _flip,
    _cut,
    _drop,
    _insert,
    _repeat,
    _number,
    _digit,
    _behind,
)


def bombs() -> dict[str, Named]:
    """Return the bombs and tricks that everybody knows, by what they are."""
    return {
        "a zip of ratio 1028": ("a.wacz", files.wacz({"archive/big.warc": b"\0" * 50_000_000})),
        "a picture of 30,000 by 30,000": ("a.png", saying(30_000, 30_000)),
        "a picture as wide as can be": ("a.png", saying(2**31 - 1, 1)),
        "a zip in a zip": ("a.wacz", packages.whole({**packages.archive(), "archive/a.bin": files.wacz()})),
        "a zip named as one": ("a.wacz", files.wacz({"archive/in.zip": files.wacz()})),
        "a lying size": ("a.wacz", lying(24, 10)),
        "a lying packed size": ("a.wacz", lying(20, 10)),
        "parts upon one another": ("a.wacz", lying(42, 0)),
        "a way out": ("a.wacz", files.wacz({"../../etc/passwd": b"x"})),
        "an absolute way": ("a.wacz", files.wacz({"/etc/passwd": b"x"})),
        "a hundred thousand parts": ("a.wacz", _many(100_000)),
        "a packed archive of zeros": ("a.warc.gz", files.packed_warc(b"\0" * 100_000_000)),
        "gzip in gzip": ("a.warc.gz", gzip.compress(gzip.compress(files.packed_warc(b"\0" * 10_000_000)))),
        "a billion laughs": ("a.html", _laughs()),
        "a billion laughs in a package": (
            "a.wacz",
            packages.whole({**packages.archive(), "a.xml": _laughs()}),
        ),
        "a list nested without end": ("a.wacz", packages.whole(spoil={"datapackage.json": b"[" * 3_000_000})),
        **{what: ("a.pdf", data) for what, data in pdf_bombs().items()},
        "a head without end": ("a.warc", b"WARC/1.0\r\n" + b"a: " + b"b" * 30_000_000),
        "many heads": ("a.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 3_000_000),
        "many parts": ("a.mhtml", _parts(300_000)),
        "many ends": ("a.mhtml", files.mhtml() + b"------MultipartBoundary--x------\r\n" * 300_000),
        "comments without end": ("a.html", b"<!--" * 3_000_000),
    }


def pdf_bombs() -> dict[str, bytes]:
    """Return the bombs that are PDFs, by what they are."""
    return {
        "a PDF that unpacks to much": heavy_pdf(b"\0" * 200_000_000),
        "a PDF that holds itself": files.pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        "a PDF of an enormous page": files.pdf().replace(b"[0 0 72 72]", b"[0 0 9999999 9999999]"),
    }


def saying(width: int, height: int) -> bytes:
    """Return a PNG that says it is enormous."""
    whole = files.picture("PNG")
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


def lying(at: int, number: int) -> bytes:
    """Return a WACZ whose list says another number of its second part."""
    whole = bytearray(
        packages.package({**packages.archive(), "datapackage.json": b"{}"}, zipfile.ZIP_DEFLATED)
    )
    listed = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    whole[listed + at : listed + at + 4] = struct.pack("<I", number)
    return bytes(whole)


def heavy_pdf(content: bytes) -> bytes:
    """Return a PDF whose page is drawn by a stream that unpacks to so much."""
    packed = zlib.compress(content, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    whole = files.pdf().replace(b"/MediaBox [0 0 72 72]", b"/MediaBox [0 0 72 72] /Contents 4 0 R")
    return whole.replace(b"(A page)", stream)


def _many(parts: int) -> bytes:
    out = io.BytesIO(files.wacz())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(parts):
            package.writestr(f"archive/{number}", b"")
    return out.getvalue()


def _parts(count: int) -> bytes:
    opening, mark, part = files.mhtml().partition(b"\r\n------MultipartBoundary--x----\r\n")
    return opening + (mark + b"A: b\r\n\r\n") * count + mark + part


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{entities}]><html>&l11;</html>'.encode()
