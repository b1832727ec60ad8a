"""What people and machines are told while the disk has no room."""

from __future__ import annotations

import errno
import shutil
from typing import Any

import pytest
from flask import Flask

from tests.factories import files
from tests.factories.findings import Evidence
from tests.findings.test_captures import sealed_files
from tests.findings.test_stream import puts
from tests.findings.test_uploads import body_of, post
from tests.people import Browser
from tracker.findings.capture_queries import capture_rows
from tracker.policy.facts import CaseFacts
from tracker.settings import Settings
from tracker.vault.files import FileSealer
from tracker.vault.store import FileStore


def no_room(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("where", "act"), [(FileSealer, "seal"), (FileStore, "commit"), (FileStore, "begin")], ids=str
)
def test_a_file_for_which_there_is_no_room_is_answered_in_words_and_leaves_nothing(
    case: CaseFacts,
    evidence: Evidence,
    dana: Browser,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    where: type,
    act: str,
) -> None:
    with monkeypatch.context() as full:
        full.setattr(where, act, no_room)
        answer = post(dana, case, *body_of(files.png("a"), "a.png"))
    assert answer.status_code == 503
    assert "There is no room left to keep what was sent." in answer.text
    assert "Nothing was changed." in answer.text
    assert sealed_files(settings) == []
    assert not list(settings.data.rglob("partial/*"))
    assert evidence.read(lambda session: capture_rows(session, case.case_id)) == ()
    again = post(dana, case, *body_of(files.png("a"), "a.png"))
    assert again.status_code == 303


def test_a_large_file_for_which_the_room_ends_midway_is_answered_in_words_and_leaves_nothing(
    case: CaseFacts, evidence: Evidence, dana: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, written, seal = files.large_png(6_000_000), [0], FileSealer.seal

    def until_full(sealer: FileSealer, piece: bytes) -> None:
        written[0] += len(piece)
        if written[0] > 4_000_000:
            no_room()
        seal(sealer, piece)

    monkeypatch.setattr(FileSealer, "seal", until_full)
    for by_form in (False, True):
        written[0] = 0
        answer = post(dana, case, *body_of(data, "a.png")) if by_form else puts(dana, case, data)
        assert answer.status_code == 503
        assert "There is no room left to keep what was sent." in answer.text
        assert sealed_files(settings) == []
        assert not list(settings.data.rglob("partial/*"))
    assert evidence.read(lambda session: capture_rows(session, case.case_id)) == ()


def test_any_other_trouble_with_a_file_is_no_full_disk(
    case: CaseFacts, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FileStore, "commit", broken)
    assert post(dana, case, *body_of(files.png("a"), "a.png")).status_code == 500


def test_with_a_full_disk_the_machine_is_told_that_it_is_not_ready(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    full = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr("tracker.web.health.shutil.disk_usage", lambda _path: full)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the disk is full\n")
    assert client.get("/healthz").status_code == 200
