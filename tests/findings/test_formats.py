"""Every kind of file, whole and spoiled, in whatever pieces it comes."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.factories import files
from tracker.findings.formats.recognise import HEAD, Kind, recognise
from tracker.findings.formats.unfit import Unfit

SOUND = {
    "shot.png": (files.png("x"), Kind.PNG),
    "shot.jpg": (files.picture("JPEG"), Kind.JPEG),
    "SHOT.JPEG": (files.picture("JPEG", side=64), Kind.JPEG),
    "shot.webp": (files.picture("WEBP"), Kind.WEBP),
    "page.pdf": (files.pdf(), Kind.PDF),
    "words.txt": ("Señora Peña wrote: ✓\r\n".encode(), Kind.TEXT),
    "page.html": (files.html(), Kind.HTML),
    "page.mhtml": (files.mhtml(), Kind.MHTML),
    "page.warc": (files.warc(), Kind.WARC),
    "page.warc.gz": (files.packed_warc(b"one", b"two" * 4000), Kind.PACKED_WARC),
    "page.wacz": (files.wacz(), Kind.WACZ),
}


def look(data: bytes, name: str, piece: int = 65_536) -> Kind:
    """Look at a file as it comes in pieces."""
    kind = recognise(data[:HEAD], name)
    inspector = kind.value.inspector()
    for start in range(0, len(data), piece):
        inspector.feed(data[start : start + piece])
    inspector.finish()
    return kind


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("piece", [1, 7, 65_536])
def test_sound_files_are_known_by_their_content(name: str, piece: int) -> None:
    data, kind = SOUND[name]
    if kind is Kind.PDF and piece < 9:
        piece = 9  # the intake gives the first 8 kB in one piece
    assert look(data, name, piece) is kind


@pytest.mark.parametrize("name", [name for name in SOUND if name != "words.txt"])
def test_files_that_are_cut_short_anywhere_are_refused(name: str) -> None:
    data, kind = SOUND[name]
    steps = range(1, len(data), max(1, len(data) // 97))
    kept = []
    for end in steps:
        try:
            look(data[:end], name)
            kept.append(end)
        except Unfit:
            continue
    if kind is Kind.HTML:  # a page without its closing tags is still a page
        assert all(data[:end].rfind(b">") >= data[:end].rfind(b"<") for end in kept)
    else:
        assert kept == []


@pytest.mark.parametrize("name", ["shot.png", "page.warc", "page.warc.gz"])
def test_a_changed_byte_breaks_what_has_checksums_or_lengths(name: str) -> None:
    data, _ = SOUND[name]
    spoiled = bytearray(data)
    spoiled[len(data) - 3] ^= 0x55
    with pytest.raises(Unfit):
        look(bytes(spoiled), name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("shot.jpg", files.png()),
        ("page.pdf", files.html()),
        ("shot.png", b"MZ\x90\0" + b"\0" * 400),
        ("page.txt", files.html()),
        ("page.html", b"only words"),
        ("page.zip", files.wacz()),
        ("page", files.png()),
        ("page.gz", files.packed_warc()),
        ("page.exe", b"only words"),
        ("shot.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("shot.gif", b"GIF89a" + b"\0" * 30),
        ("words.txt", b"\0\1\2\3"),
        ("words.txt", b"caf\xe9 au lait"),
    ],
)
def test_names_and_contents_that_differ_are_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        look(data, name)
    assert refused.value.code in ("mislabelled", "unknown-kind", "damaged")
    assert "valid" not in refused.value.words


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(Unfit) as refused:
        look(files.png(), "shot.jpg")
    expected = "is named as JPEG, and its content is PNG. Name it .png, or choose another file."
    assert refused.value.words == expected


@pytest.mark.parametrize(("name", "renamed"), [("notes.exe", False), ("shot.png", False), ("notes.md", True)])
def test_another_name_is_offered_only_for_what_may_be_a_text(name: str, renamed: bool) -> None:
    with pytest.raises(Unfit) as refused:
        look(b"MZ ab", name)
    assert refused.value.words.endswith("hoose another file.")
    assert ("Name it .txt" in refused.value.words) == renamed


@pytest.mark.parametrize("spelling", [b"/Encrypt 5 0 R", b"/#45ncrypt\n5 0 R", b"/Encr#79pt<<"])
def test_a_pdf_that_needs_a_password_is_refused_in_every_spelling(spelling: bytes) -> None:
    data = files.pdf(locked=True).replace(b"/Encrypt 5 0 R", spelling)
    for piece in (9, 65_536):
        with pytest.raises(Unfit) as refused:
            look(data, "page.pdf", piece)
        assert refused.value.code == "password-protected"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../etc/passwd", "leads-outside"),
        ("/etc/passwd", "leads-outside"),
        ("a\\..\\b", "leads-outside"),
        ("C:/windows", "leads-outside"),
        ("archive/inner.zip", "package-in-package"),
        ("archive/inner.WACZ", "package-in-package"),
    ],
)
def test_a_package_that_leads_outside_or_holds_another_is_refused(name: str, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        look(files.wacz({name: b"x"}), "page.wacz")
    assert refused.value.code == code


def test_a_package_that_grows_beyond_measure_is_refused() -> None:
    with pytest.raises(Unfit) as refused:
        look(files.wacz({"archive/big.warc": b"\0" * 4_000_000}), "page.wacz")
    assert refused.value.code == "grows-too-much"


def _many(parts: int) -> bytes:
    """Return a WACZ with so many empty parts, each one well-formed."""
    out = io.BytesIO(files.wacz())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(parts):
            package.writestr(f"archive/{number}", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (lambda: _many(100_000), "grows-too-much"),
        (lambda: files.wacz({"archive/big.warc": b"\0" * 50_000_000}), "grows-too-much"),
        (lambda: files.wacz({"archive/" + "a/" * 20_000 + "b.zip": b"x"}), "package-in-package"),
    ],
    ids=["a hundred thousand parts", "one huge part", "a deep nest"],
)
def test_a_bomb_in_a_sound_package_is_refused_in_little_memory(bomb: Callable[[], bytes], code: str) -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(Unfit) as refused:
        look(data, "page.wacz", 64 * 1024)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == code
    assert most < 40_000_000


def test_a_packed_archive_that_grows_beyond_measure_is_refused() -> None:
    with pytest.raises(Unfit) as refused:
        look(files.packed_warc(b"\0" * 20_000_000), "page.warc.gz")
    assert refused.value.code == "grows-too-much"


def test_a_package_with_a_lying_list_is_refused() -> None:
    whole = files.wacz()
    listed = whole.index(b"PK\x01\x02")
    for at, lie in ((20, b"\xff\xff\xff\x7f"), (42, b"\xff\xff\xff\x7f"), (28, b"\xff\xff")):
        spoiled = bytearray(whole)
        spoiled[listed + at : listed + at + len(lie)] = lie
        with pytest.raises(Unfit):
            look(bytes(spoiled), "page.wacz")


def test_parts_that_lie_upon_one_another_are_refused() -> None:
    whole = bytearray(files.wacz())
    first = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", first + 4)
    whole[second + 42 : second + 46] = whole[first + 42 : first + 46]
    with pytest.raises(Unfit) as refused:
        look(bytes(whole), "page.wacz")
    assert refused.value.code == "damaged"


def test_a_locked_or_linked_part_is_refused() -> None:
    locked = bytearray(files.wacz())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unfit) as refused:
        look(bytes(locked), "page.wacz")
    assert refused.value.code == "password-protected"
    link = zipfile.ZipInfo("archive/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with pytest.raises(Unfit) as refused:
        look(_with(link), "page.wacz")
    assert refused.value.code == "leads-outside"


def _with(entry: zipfile.ZipInfo) -> bytes:
    import io

    out = io.BytesIO(files.wacz())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(entry, "/etc/passwd")
    return out.getvalue()


def test_other_zips_and_empty_ones_are_no_wacz() -> None:
    import io

    for names in ((), ("word/document.xml",)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name in names:
                package.writestr(name, "x")
        data = out.getvalue()
        with pytest.raises(Unfit):
            look(data, "page.wacz")


def test_a_wacz_with_wide_numbers_is_read() -> None:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("datapackage.json", "{}")
        with package.open("archive/data.warc", "w", force_zip64=True) as part:
            part.write(files.warc())
    assert look(out.getvalue(), "page.wacz") is Kind.WACZ


def test_random_spoiling_never_raises_anything_else() -> None:
    state = 7
    for name, (data, _) in SOUND.items():
        for _ in range(200):
            spoiled = bytearray(data)
            for _ in range(3):
                state = (state * 1103515245 + 12345) % 2**31
                spoiled[state % len(data)] = (state >> 8) % 256
            try:
                look(bytes(spoiled), name)
            except Unfit:
                continue


def seconds(head: bytes) -> float:
    """Seconds that this thread itself needs to say what a file is, the best of five."""
    times = []
    for _ in range(5):
        started = time.thread_time()
        with suppress(Unfit):
            recognise(head, "page.html")
        times.append(time.thread_time() - started)
    return min(times)


@pytest.mark.parametrize(
    "opening",
    [
        b"<!---->",
        b"<!---->\n",
        b"<!-- a -->",
        b"<!--",
        b"<!-->",
        b"-->",
        b"<?xml ",
        b"<?xml ?>",
        b" ",
        b"\r\n",
        b"\r",
        b"\xef\xbb\xbf",
        b"content-type:",
        b"content-type:\n",
        b"<!doctype ",
        b"PK\x03\x04",
        b"%PDF-",
    ],
)
def test_no_beginning_repeated_makes_it_slow_to_say_what_a_file_is(opening: bytes) -> None:
    for length in (70, 140, 280):
        once, twice = (opening * (many // len(opening)) + b"x" for many in (length, 2 * length))
        assert seconds(twice) < 20 * seconds(once)
    short = opening * (HEAD // 16 // len(opening))
    assert seconds(short * 16 + b"x") < 80 * seconds(short + b"x")


def test_a_page_behind_many_comments_is_a_page_and_what_is_none_is_not() -> None:
    page = b"<!-- kept -->\n" * 60 + b"<!doctype html><html><body>Hello</body></html>"
    assert recognise(page, "page.html") is Kind.HTML
    assert recognise(b"<!---->" * 60 + b"<svg></svg>", "page.txt") is Kind.TEXT
