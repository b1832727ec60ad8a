"""Whole files for tests, sealed as an upload is: piece by piece as it arrives."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from tracker.vault.files import FileSealed
from tracker.vault.sealer import Sealer


def seal_file(sealer: Sealer, file_id: uuid.UUID, pieces: Iterable[bytes]) -> FileSealed:
    """Seal a file from its pieces, and return what to record of it."""
    with sealer.file_sealer(file_id) as pushed:
        for piece in pieces:
            pushed.write(piece)
        return pushed.close()
