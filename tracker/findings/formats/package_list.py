"""The list that a WACZ keeps of its parts, its digest and signature: held against what is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from tracker.findings.formats.seen import Found, Notes
from tracker.findings.formats.signing import verify_signature, words_in

LIST, DIGEST = "datapackage.json", "datapackage-digest.json"


class There(Protocol):
    """What a part is: its SHA-256 in hex, its size in bytes, and its text where that is read."""

    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def text(self) -> bytes | None: ...


def hold_against_list(parts: Mapping[str, There], notes: Notes) -> None:
    """Note for each part whether it is what the list says, and whether the list is what was signed."""
    resources = _read(parts[LIST].text).get("resources")
    if not isinstance(resources, list):
        notes.add(Found.LIST_UNREAD)
        resources = []
    listed = {LIST, DIGEST}
    for one in resources:
        said = one if isinstance(one, dict) else {}
        path = words_in(said, "path")
        if path in listed:
            continue
        listed.add(path)
        _hold_part(path, said, parts.get(path), notes)
    for name in parts:
        if name not in listed and not name.endswith("/"):
            notes.add(Found.RESOURCE_UNLISTED, name)
    _hold_digest(parts, notes)


def _hold_part(path: str, said: Mapping[str, Any], there: There | None, notes: Notes) -> None:
    if there is None:
        notes.add(Found.RESOURCE_MISSING, path)
        return
    size, digest = said.get("bytes"), words_in(said, "hash").lower()
    if isinstance(size, int) and size != there.size:
        notes.add(Found.RESOURCE_WRONG, path)
    elif not digest.startswith("sha256:"):
        notes.add(Found.RESOURCE_UNREAD, path)
    elif digest == f"sha256:{there.sha256}":
        notes.add(Found.RESOURCE_RIGHT)
    else:
        notes.add(Found.RESOURCE_WRONG, path)


def _hold_digest(parts: Mapping[str, There], notes: Notes) -> None:
    if DIGEST not in parts:
        notes.add(Found.LIST_ABSENT)
        notes.add(Found.SIGNATURE_ABSENT)
        return
    said = _read(parts[DIGEST].text)
    text, digest = parts[LIST].text, words_in(said, "hash")
    right = text is not None and digest.lower() == f"sha256:{hashlib.sha256(text).hexdigest()}"
    notes.add(Found.LIST_RIGHT if right else Found.LIST_WRONG)
    signed = said.get("signedData")
    if isinstance(signed, dict):
        verify_signature(signed, digest, notes)
    else:
        notes.add(Found.SIGNATURE_ABSENT)


def _read(text: bytes | None) -> Mapping[str, Any]:
    """Return what a list says; nothing where it says nothing that can be read."""
    if text is None:
        return {}
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
