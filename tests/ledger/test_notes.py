"""Signed notes keep to the form that Go's golang.org/x/mod/sumdb/note and c2sp.org/signed-note read."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.notes import BadNote, Signer, Verifier, open_note

NAME = "tracker.example/ledger"
SIGNER = Signer(NAME, bytes(range(32)))
OTHER = Signer("other.example/log", bytes(32))
TEXT = "tracker.example/ledger\n3\nroot\n"
NOTE = SIGNER.sign(TEXT)

# The key line and the note that Go's documentation of the package shows as its example.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUg"
    "YN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_note_that_go_made() -> None:
    text, held = open_note(GO_NOTE, [Verifier("PeterNeumann", b64decode(GO_KEY.rpartition("+")[2])[1:])])
    assert text.endswith("your problem is.\n")
    assert [verifier.name for verifier in held] == ["PeterNeumann"]
    assert held[0].text() == GO_KEY


def test_the_bytes_of_a_note() -> None:
    """Taken apart with nothing of ours: what a stranger's verifier does."""
    text, _, last = NOTE.rpartition("\n\n")
    dash, name, encoded = last.removesuffix("\n").split(" ")
    blob = b64decode(encoded)
    public = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
    assert (dash, name, len(blob)) == ("\u2014", NAME, 68)
    assert blob[:4] == sha256(NAME.encode() + b"\n\x01" + public).digest()[:4]
    Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], (text + "\n").encode())
    key = b64encode(b"\x01" + public).decode()
    assert SIGNER.verifier.text() == f"{NAME}+{blob[:4].hex()}+{key}"


def test_two_signatures() -> None:
    both = NOTE + OTHER.sign(TEXT).partition("\n\n")[2]
    assert open_note(both, [SIGNER.verifier, OTHER.verifier]) == (TEXT, (SIGNER.verifier, OTHER.verifier))
    assert open_note(both, [OTHER.verifier]) == (TEXT, (OTHER.verifier,))
    assert open_note(both, [SIGNER.verifier])[1] == (SIGNER.verifier,)


def test_a_text_with_empty_lines() -> None:
    text = "a\n\n\u2014 b c\n\nd\n"
    assert open_note(SIGNER.sign(text), [SIGNER.verifier])[0] == text


@pytest.mark.parametrize("text", ["", "no end", "tab\t\n", "\x00\n", "cr\r\n", "\ufffd\n"])
def test_what_is_not_whole_lines_is_not_signed(text: str) -> None:
    with pytest.raises(BadNote):
        SIGNER.sign(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b"])
def test_a_key_has_a_name(name: str) -> None:
    with pytest.raises(BadNote):
        Signer(name, bytes(32))


def test_a_seed_has_32_bytes_and_is_not_shown() -> None:
    with pytest.raises(BadNote):
        Signer(NAME, bytes(31))
    assert "seed" not in repr(SIGNER)


SIGNATURE = NOTE.splitlines(keepends=True)[-1]


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        TEXT + "\n",
        TEXT + SIGNATURE,
        NOTE[:-1],
        NOTE + "\n",
        NOTE + "x\n",
        NOTE.replace("\u2014", "-"),
        NOTE.replace("\u2014 ", "\u2014"),
        NOTE.replace("\n3\n", "\n4\n"),
        NOTE.replace("\n3\n", "\n3\t\n"),
        NOTE.replace(f" {NAME} ", "  "),
        NOTE.replace(f" {NAME} ", " other "),
        NOTE.replace(f" {NAME} ", f" {NAME}  "),
        TEXT + "\n" + SIGNATURE[:-3] + "\n",
        TEXT + "\n\u2014 " + NAME + " AAAA\n",
        TEXT + "\n" + SIGNATURE * 101,
        TEXT + "\n" + "\u2014 unknown AAAAAAAA\n",
        NOTE + "\u2014 unknown AAA\n",
        NOTE + "\u2014 un+known AAAAAAAA\n",
    ],
)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        open_note(note, [SIGNER.verifier])


def test_signatures_by_others_are_passed_over() -> None:
    assert open_note(NOTE + "\u2014 unknown AAAAAAAA\n", [SIGNER.verifier])[0] == TEXT
    assert open_note(NOTE + SIGNATURE, [SIGNER.verifier])[1] == (SIGNER.verifier,)


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_no_bit_can_be_changed(bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises((BadNote, UnicodeDecodeError)):
        open_note(data.decode(), [SIGNER.verifier])
