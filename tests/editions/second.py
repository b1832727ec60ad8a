"""A second version of a legal profile, for tests alone: none is published twice yet."""

from __future__ import annotations

from pathlib import Path

from tracker.editions.shelf import digest_of


def add_second(config: Path, key: str, old: str, new: str) -> None:
    """Publish version 2 of a profile in a copy of the configuration, with some words changed."""
    text = (
        (config / "jurisdictions" / f"{key}-1.toml")
        .read_text("utf-8")
        .replace("version = 1", "version = 2", 1)
    )
    assert old in text
    second = config / "jurisdictions" / f"{key}-2.toml"
    second.write_text(text.replace(f'"{old}"', f'"{new}"', 1), "utf-8")
    with (config / "published.toml").open("a", encoding="utf-8") as listed:
        listed.write(f'"jurisdictions/{second.name}" = "{digest_of(second)}"\n')
