"""What a start refuses: settings and editions that do not hold together, in one line each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tracker.app import EX_CONFIG, create_app
from tracker.cli import install
from tracker.editions import shelf
from tracker.settings import CONFIG, Misconfigured, load_settings


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A copy of the editions in which a published legal profile has one more line."""
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    with (config / "jurisdictions" / "ct-1.toml").open("a") as profile:
        profile.write("# one more line\n")
    monkeypatch.setattr(shelf, "CONFIG", config)
    shelf.editions.cache_clear()
    yield config
    shelf.editions.cache_clear()


@pytest.mark.usefixtures("changed")
def test_a_published_edition_that_changed_keeps_the_product_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        create_app(load_settings(environment="test", instance=tmp_path / "instance"))
    assert ended.value.code == EX_CONFIG
    line = capsys.readouterr().err
    assert line.startswith("tracker: jurisdictions/ct-1.toml is published and has changed; ")
    assert line.count("\n") == 1


def test_check_says_whether_the_editions_are_as_published(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runner = install(app).test_cli_runner()
    profiles = len(list((shelf.CONFIG / "jurisdictions").glob("*.toml")))
    assert (
        f"ok    editions: 1 protocol and {profiles} legal profiles, as published"
        in runner.invoke(args=["check"]).output
    )
    (tmp_path / "published.toml").write_text("[published]\n'wordlists/gone.toml' = '00'\n")
    monkeypatch.setattr(shelf, "CONFIG", tmp_path)
    outcome = runner.invoke(args=["check"])
    assert outcome.exit_code == 1
    assert "TROUBLE editions: wordlists/gone.toml is published, and its file is missing" in outcome.output


@pytest.mark.parametrize("zone", ["Eastern", "America/Nowhere", "", "../etc/passwd"])
def test_a_time_zone_that_nobody_knows_is_named_at_start(zone: str) -> None:
    with pytest.raises(
        Misconfigured, match=r"^time_zone is '.*', which is no known zone; give its name as in"
    ):
        load_settings(environment="test", time_zone=zone)
