"""What is seen inside a file: digests, lists, signatures and the file's own words, none of them believed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b32encode

import pytest

from tests.factories import files, packages
from tracker.findings.formats.recognise import HEAD, recognise
from tracker.findings.formats.seen import Found, Seen, as_plain, from_plain
from tracker.findings.formats.unfit import Unfit
from tracker.findings.inside_words import DIFFERS, WORDS, inside_words

pytestmark = pytest.mark.sqlite


def inside(data: bytes, name: str, piece: int = 65_536) -> dict[Found, Seen]:
    """Return what is seen inside a file that passes by in pieces, twice where its end tells what it holds."""
    first = recognise(data[:HEAD], name).value.inspector()
    found: tuple[Seen, ...] = ()
    look = first
    while True:
        for start in range(0, len(data), piece):
            look.feed(data[start : start + piece])
        look.finish()
        found += look.seen()
        if (further := look.second()) is None:
            return {one.found: one for one in found}
        look = further


@pytest.mark.parametrize("piece", [1, 1000, 10**6])
@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_is_held_against_its_list_and_its_signature(piece: int, raw: bool, how: int) -> None:
    key, parts = packages.browser_key(), packages.archive()
    listed = packages.listing(parts)
    kept = packages.digest(listed, packages.signed_by(key, listed, raw=raw))
    whole = {**parts, "datapackage.json": listed, "datapackage-digest.json": kept}
    seen = inside(packages.package(whole, how), "a.wacz", piece)
    assert seen[Found.RESOURCE_RIGHT].count == 2
    assert {Found.LIST_RIGHT, Found.SIGNATURE_RIGHT, Found.SIGNER_KEY, Found.RECORDS} <= seen.keys()
    assert not {one for one in seen if WORDS[one][0] == DIFFERS}


@pytest.mark.parametrize(
    ("spoil", "differs"),
    [
        ({"pages/pages.jsonl": b"other words"}, Found.RESOURCE_WRONG),
        ({"pages/more.jsonl": b"{}"}, Found.RESOURCE_UNLISTED),
        ({"datapackage.json": packages.listing({"gone.txt": b""})}, Found.RESOURCE_MISSING),
        ({"datapackage.json": packages.listing(packages.archive()) + b" "}, Found.LIST_WRONG),
        ({"datapackage.json": b"[" * 100_000}, Found.LIST_UNREAD),
        ({"datapackage-digest.json": b"{}"}, Found.LIST_WRONG),
        ({"archive/data.warc.gz": files.packed_warc()[:-9]}, Found.RECORDS_BROKEN),
    ],
)
def test_what_differs_in_a_package_is_told_and_the_package_is_kept(
    spoil: dict[str, bytes], differs: Found
) -> None:
    assert differs in inside(packages.whole(spoil=spoil), "a.wacz")


def test_a_signature_is_of_one_list_and_one_key() -> None:
    parts = packages.archive()
    listed = packages.listing(parts)
    signed = packages.signed_by(packages.browser_key(), listed)
    other = packages.signed_by(packages.browser_key(), listed)
    for wrong in (
        signed | {"publicKey": other["publicKey"]},
        signed | {"hash": "sha256:00"},
        signed | {"signature": "AA=="},
        signed | {"signature": ""},
    ):
        spoil = {"datapackage-digest.json": packages.digest(listed, wrong)}
        assert Found.SIGNATURE_WRONG in inside(packages.whole(parts, spoil=spoil), "a.wacz")
    spoil = {"datapackage-digest.json": packages.digest(listed, signed | {"publicKey": "AA=="})}
    assert Found.SIGNATURE_UNREAD in inside(packages.whole(parts, spoil=spoil), "a.wacz")


def _said(algorithm: str, data: bytes, *, hexadecimal: bool = False) -> bytes:
    made = hashlib.new(algorithm, data)
    return f"{algorithm}:{made.hexdigest() if hexadecimal else b32encode(made.digest()).decode()}".encode()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("hexadecimal", [True, False])
def test_each_record_is_held_against_the_digests_that_it_says(algorithm: str, hexadecimal: bool) -> None:
    payload = b"A page of words"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + payload
    right = files.record(
        block,
        b"Content-Type: application/http; msgtype=response",
        b"WARC-Block-Digest: " + _said(algorithm, block, hexadecimal=hexadecimal),
        b"WARC-Payload-Digest: " + _said(algorithm, payload, hexadecimal=hexadecimal),
    )
    for piece in (3, 65_536):
        assert inside(right, "a.warc", piece)[Found.DIGEST_RIGHT].count == 2
    wrong = inside(right.replace(b"A page of", b"A page or"), "a.warc")
    assert wrong[Found.DIGEST_WRONG].count == 2
    assert Found.DIGEST_RIGHT not in wrong


def test_what_a_record_does_not_say_or_says_in_another_way_is_told_apart() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
    http = b"Content-Type: application/http"
    data = b"".join(
        (
            files.record(b"x"),
            files.record(b"x", b"WARC-Block-Digest: blake9:00"),
            files.record(chunked, http, b"WARC-Payload-Digest: " + _said("sha1", b"a")),
            files.record(b"x", b"WARC-Type: revisit", b"WARC-Payload-Digest: " + _said("sha1", b"y")),
        )
    )
    seen = inside(data, "a.warc")
    assert {found: seen[found].count for found in seen} == {
        Found.RECORDS: 4,
        Found.DIGEST_ABSENT: 2,
        Found.DIGEST_UNREAD: 2,
    }


def test_what_a_saved_page_says_of_itself_is_noted_as_its_own_word() -> None:
    said = "url: https://social.example/p \n saved date: Mon Mar 09 2026\n"
    comment = f"<!--\n Page saved with SingleFile \n {said}-->"
    page = files.html().replace(b"<head>", b"<head>" + comment.encode())
    seen = inside(page, "a.html")
    assert seen[Found.SAVED_FROM].names == ("https://social.example/p",)
    assert seen[Found.SAVED_ON].names == ("Mon Mar 09 2026",)
    assert inside(files.html(), "a.html") == {}
    for piece in (1, 9, 65_536):
        seen = inside(files.mhtml(), "a.mhtml", piece)
        assert seen[Found.PARTS].count == 1
        assert seen[Found.SAVED_FROM].names == ("https://social.example/p",)


def test_a_picture_tells_its_size_and_what_it_says_besides() -> None:
    seen = inside(files.png("where it was taken") + b"<script>", "a.png", 7)
    assert seen[Found.POINTS].names == ("8 \N{MULTIPLICATION SIGN} 8",)
    assert seen[Found.METADATA].names == ("tEXt",)
    assert seen[Found.BEHIND].count == 8
    for kind, name in (("JPEG", "a.jpg"), ("WEBP", "a.webp")):
        assert inside(files.picture(kind, side=20), name)[Found.POINTS].names == (
            "20 \N{MULTIPLICATION SIGN} 20",
        )


@pytest.mark.parametrize("name", ["archive/x.bin", "archive/data.warc"])
def test_a_package_in_a_package_is_refused_whatever_its_name(name: str) -> None:
    with pytest.raises(Unfit) as refused:
        inside(packages.whole({**packages.archive(), name: files.wacz()}), "a.wacz")
    assert refused.value.code == "package-in-package"


def test_everything_that_can_be_seen_has_words_and_survives_its_keeping() -> None:
    seen = tuple(Seen(found, 2, ("a\N{RIGHT-TO-LEFT OVERRIDE}b",)) for found in Found)
    assert from_plain(json.loads(json.dumps(as_plain(seen)))) == seen
    lines = inside_words(seen)
    assert len(lines) == len(Found)
    tags = [line.tag == DIFFERS for line in lines]
    assert tags == sorted(tags, reverse=True)
