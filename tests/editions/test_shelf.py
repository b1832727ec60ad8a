"""The shelf of editions: complete, pinned, checked, and refusing in one line what is not right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.editions.second import add_next
from tracker.editions.shelf import (
    CONFIG,
    ChangedEdition,
    EditionError,
    Editions,
    FaultyEdition,
    UnknownEdition,
    digest_of,
    editions,
    load,
)
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.legal import LegalProfile
from tracker.policy.vocabulary import Method


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the configuration, to be spoiled."""
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def publish(config: Path, name: str, old: str, new: str) -> Editions:
    """Change a file, publish it as it then is, and load everything."""
    path = config / name
    before = digest_of(path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    listed = config / "published.toml"
    listed.write_text(listed.read_text("utf-8").replace(before, digest_of(path)), "utf-8")
    return load(config)


def protocol() -> ProtocolDefinition:
    return editions().protocol("social-media", 1)


def profile(key: str) -> LegalProfile:
    return editions().profile(key, 1)


@pytest.mark.clause("Hamden D.1")
def test_the_first_protocol_has_24_steps_in_six_sections() -> None:
    steps = protocol().steps
    assert [step.code for step in steps] == [f"{n:02}" for n in range(1, 25)]
    assert list(dict.fromkeys(step.section for step in steps)) == list(protocol().sections)
    assert protocol().step("06").title == "TikTok"
    assert protocol().step("06").platform in {platform.key for platform in editions().platforms()}
    assert protocol().excuse("no-handle") is not None
    assert protocol().excuse("because") is None
    with pytest.raises(KeyError):
        protocol().step("25")


@pytest.mark.clause("Hamden D.4")
def test_steps_tied_to_a_platform_name_one_that_exists() -> None:
    keys = {platform.key for platform in editions().platforms()}
    assert {step.platform for step in protocol().steps if step.platform} <= keys
    assert {method for step in protocol().steps for method in step.methods} == set(Method)


def test_every_published_file_is_listed_and_as_published() -> None:
    here = {
        str(path.relative_to(CONFIG))
        for folder in ("protocols", "jurisdictions", "wordlists", "learned")
        for path in (CONFIG / folder).glob("*.t*")
    }
    published = (CONFIG / "published.toml").read_text("utf-8")
    for name in sorted(here):
        assert f'"{name}" = "{digest_of(CONFIG / name)}"' in published, name


def test_pins_hold() -> None:
    found = protocol()
    assert editions().protocol("social-media", 1, found.digest) == found
    with pytest.raises(ChangedEdition, match="social-media version 1 changed"):
        editions().protocol("social-media", 1, "0" * 64)
    with pytest.raises(ChangedEdition):
        editions().profile("ct", 1, "0" * 64)


def test_what_is_not_on_the_shelf_is_said() -> None:
    for ask in (
        lambda: editions().protocol("social-media", 2),
        lambda: editions().profile("tx", 1),
        lambda: editions().wordlist("jokes"),
        lambda: editions().platform("orkut"),
        lambda: editions().dimension("charm"),
    ):
        with pytest.raises(UnknownEdition):
            ask()


def test_a_published_file_that_changed_keeps_the_product_from_starting(shelf: Path) -> None:
    path = shelf / "protocols" / "social-media-1.toml"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ChangedEdition, match="is published and has changed"):
        load(shelf)
    path.unlink()
    with pytest.raises(UnknownEdition, match="its file is missing"):
        load(shelf)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("protocols/social-media-1.toml", 'code = "06"', 'code = "60"', "numbered"),
        ("protocols/social-media-1.toml", 'section = "Identity"', 'section = "Nowhere"', "section"),
        ("protocols/social-media-1.toml", 'section = "Identity"', 'section = "Closing"', "together"),
        ("protocols/social-media-1.toml", '["{handle}", ', '["{password}", ', "placeholder"),
        ("protocols/social-media-1.toml", '["{handle}", ', '["{handle} diagnosis", ', "protected"),
        ("protocols/social-media-1.toml", '["{handle}", ', '["{handle} church", ', "protected"),
        ("protocols/social-media-1.toml", '"public-view"', '"fake-profile"', "Input should be"),
        ("protocols/social-media-1.toml", "version = 1", "version = 2", "name says otherwise"),
        ("protocols/social-media-1.toml", "version = 1", "version = ", "Invalid value"),
        ("protocols/social-media-1.toml", "look_back_years = 5", "look_back = 5", "look_back"),
        ("protocols/social-media-1.toml", 'code = "no-handle"', 'code = "law-here"', "code of its own"),
        ("jurisdictions/ct-1.toml", '"together", ', '"password", ', "'password' is no way of looking"),
        ("jurisdictions/ct-1.toml", '"together", ', '"connect", ', "'connect' is no way of looking"),
        ("jurisdictions/ct-1.toml", '["public-only", ', '["candidate-export", ', "offered everywhere"),
        ("jurisdictions/ct-1.toml", "Confirm with counsel", "Trust us", "counsel"),
        ("jurisdictions/ct-1.toml", 'mark = "V"', 'mark = "sure"', "Input should be"),
        ("jurisdictions/ct-1.toml", "incumbent = false", "incumbent = true", "one line for each"),
        ("wordlists/protected.toml", 'category = "religion"', 'category = "belief"', "Input should be"),
        ("platforms.toml", 'key = "x"', 'key = "facebook"', "of its own"),
        ("platforms.toml", "'[a-z0-9_]{1,15}'", "'[a-z0-9_'", "regular expression"),
        ("platforms.toml", '"/@{handle}"', '"/@name"', "once"),
        ("dimensions.toml", 'code = "integrity"', 'code = "In tegrity"', "pattern"),
        ("policy/hamden.toml", 'strength = "should"', 'strength = "may"', "Input should be"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(
    shelf: Path, name: str, old: str, new: str, words: str
) -> None:
    with pytest.raises(FaultyEdition) as caught:
        publish(shelf, name, old, new)
    message = str(caught.value)
    assert message.startswith(Path(name).name)
    assert words in message
    assert "\n" not in message


def test_a_list_of_editions_that_cannot_be_read_is_said(shelf: Path) -> None:
    (shelf / "published.toml").write_text("published", "utf-8")
    with pytest.raises(FaultyEdition, match=r"published\.toml"):
        load(shelf)
    (shelf / "published.toml").unlink()
    with pytest.raises(EditionError):
        load(shelf)


@pytest.mark.parametrize("key", ["ct", "va", "ca", "strictest"])
def test_every_line_of_law_has_source_and_mark_and_counsel_confirms(key: str) -> None:
    found = profile(key)
    assert "counsel" in found.confirm
    lines = [found.accounts_ground, found.retention_ground, *found.lines]
    lines += [rule.ground for rule in found.access] + [words.ground for words in found.declarations]
    assert all(line.source and line.says and line.mark in ("V", "V2", "M") for line in lines)
    assert found.refusal_protected


def test_a_superseded_profile_stays_on_file_for_whom_it_binds(shelf: Path) -> None:
    add_next(shelf, "ct", 2, "Connecticut", "Connecticut, as amended")
    found = load(shelf)
    newest = {one.key: one.version for one in found.newest_profiles()}
    assert (newest.pop("ct"), newest) == (
        3,
        {"ar": 1, "ca": 2, "co": 1, "nj": 1, "strictest": 2, "va": 3, "vt": 1},
    )
    assert (found.profile("ct", 2).name, found.profile("ct", 3).name) == (
        "Connecticut",
        "Connecticut, as amended",
    )


def test_no_profile_says_that_an_age_is_recorded() -> None:
    says = " ".join(line.says for line in editions().profile("ca", 1).lines)
    assert "No date of birth and no age is recorded here" in says
    assert all(
        "from memory" not in (CONFIG / "jurisdictions" / f"{one.key}-{one.version}.toml").read_text("utf-8")
        for one in editions().profiles()
    )


def test_a_longer_phrase_wins_over_its_parts() -> None:
    patterns = [entry.pattern for entry in editions().wordlist("protected").entries]
    assert patterns.index("bible study") < patterns.index("bible*")


def test_the_list_of_platforms_names_no_dating_and_no_health_app() -> None:
    names = " ".join(platform.name for platform in editions().platforms()).lower()
    assert not any(
        word in names for word in ("tinder", "grindr", "bumble", "hinge", "match", "health", "fitbit")
    )
    assert 25 <= len(editions().platforms()) <= 40
