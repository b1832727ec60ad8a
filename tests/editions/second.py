"""A further version of a legal profile, for tests alone."""

from __future__ import annotations

from pathlib import Path

from tracker.editions.shelf import digest_of


def add_next(config: Path, key: str, version: int, old: str, new: str) -> None:
    """Publish the version after ``version`` in a copy of the configuration, with some words changed."""
    folder = config / "jurisdictions"
    text = (folder / f"{key}-{version}.toml").read_text("utf-8")
    text = text.replace(f"version = {version}", f"version = {version + 1}", 1)
    assert old in text
    following = folder / f"{key}-{version + 1}.toml"
    following.write_text(text.replace(f'"{old}"', f'"{new}"', 1), "utf-8")
    with (config / "published.toml").open("a", encoding="utf-8") as listed:
        listed.write(f'"jurisdictions/{following.name}" = "{digest_of(following)}"\n')
