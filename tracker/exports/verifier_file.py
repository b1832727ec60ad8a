"""The program that checks what left the product, as the one file that is handed out with it."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("verify.py")


def verifier_file() -> bytes:
    """Return the program, which needs Python and the package ``cryptography``, and nothing of the product."""
    return _FILE.read_bytes()
