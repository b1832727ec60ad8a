"""Legal profiles: complete, in both languages, a source behind every line, and never more than four ways."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions import law_page
from tests.editions.test_shelf import publish
from tracker.editions.profiles import FIRST_LAYOUT
from tracker.editions.shelf import CONFIG, FaultyEdition, editions
from tracker.policy.access_modes import NEUTRAL, modes_offered
from tracker.policy.law_line import LawLine
from tracker.policy.legal import (
    Declaration,
    LegalProfile,
    NoticeAbout,
    Right,
    SigningMethod,
)
from tracker.policy.vocabulary import AccessMode, PositionClass

PROFILES = editions().profiles()
COMPLETE = tuple(found for found in PROFILES if (found.key, found.version) not in FIRST_LAYOUT)
VT = "jurisdictions/vt-1.toml"
CA = "jurisdictions/ca-2.toml"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A copy of the configuration, to be spoiled."""
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def lines_of(profile: LegalProfile) -> Iterator[LawLine]:
    """Yield every line of law that a profile rests on."""
    yield from (profile.accounts_ground, profile.retention_ground, profile.answer.ground, *profile.lines)
    if profile.refusal_ground:
        yield profile.refusal_ground
    for part in (profile.access, profile.declarations):
        yield from (found.ground for found in part)
    for told in (profile.notices, profile.rights):
        yield from (found.told.ground for found in told)


def names(profiles: tuple[LegalProfile, ...]) -> list[str]:
    return [f"{found.key}-{found.version}" for found in profiles]


def test_eight_places_have_a_complete_profile() -> None:
    newest = editions().newest_profiles()
    assert [found.key for found in newest] == ["ar", "ca", "co", "ct", "nj", "strictest", "va", "vt"]
    assert set(newest) <= set(COMPLETE)


@pytest.mark.clause("Hampton F.2", "Hamden D.4")
@given(st.sampled_from(PROFILES), st.sampled_from(PositionClass), st.booleans())
def test_no_profile_offers_anything_but_the_four_ways(
    profile: LegalProfile, position: PositionClass, incumbent: bool
) -> None:
    offered = modes_offered(profile, position, incumbent=incumbent)
    assert NEUTRAL <= set(offered) <= set(AccessMode)
    assert len(AccessMode) == 4
    if not profile.accounts_asked(position, incumbent=incumbent):
        assert set(offered) == NEUTRAL


@pytest.mark.parametrize("profile", PROFILES, ids=names(PROFILES))
def test_every_line_has_its_source_and_its_mark(profile: LegalProfile) -> None:
    for line in lines_of(profile):
        assert line.says
        assert line.source
        assert line.mark in ("V", "V2", "M")
    assert "counsel" in profile.confirm
    assert profile.refusal_protected
    for position, incumbent in product(PositionClass, (True, False)):
        assert profile.rule_for(position, incumbent=incumbent) is not None


@pytest.mark.parametrize("profile", COMPLETE, ids=names(COMPLETE))
def test_signing_notice_rights_and_answer_are_said_in_both_languages(profile: LegalProfile) -> None:
    assert profile.methods[0] is SigningMethod.DECLARATION
    assert set(profile.methods) == set(SigningMethod)
    for found, outside in product(profile.declarations, (True, False)):
        assert found.speaks("es")
        assert found.words("es", outside_us=outside) != found.words("en", outside_us=outside)
    for about in NoticeAbout:
        notice = profile.notice(about)
        assert notice is not None
        assert notice.told.words("es") != notice.told.words("en")
        assert not notice.must_answer or about in (NoticeAbout.AFFIDAVIT, NoticeAbout.ACCOUNTS)
    assert all(profile.right(right) for right in Right)
    assert (profile.answer.days, profile.answer.extension_days, profile.answer.words) == (5, 3, 500)
    assert profile.spanish_certified_by == ""


def test_virginias_statement_follows_the_record_and_waits_for_counsel() -> None:
    answer = editions().profile("va", 2).answer
    assert (answer.statement_words, answer.statement_follows, answer.ground.mark) == (200, True, "M")


def test_the_declaration_is_the_statutes_inside_and_outside_the_united_states() -> None:
    declared = editions().profile("va", 2).declaration(SigningMethod.DECLARATION)
    assert declared is not None
    assert declared.words() == "I declare under penalty of perjury that the foregoing is true and correct."
    assert "under the laws of the United States of America" in declared.words(outside_us=True)
    assert "conforme a las leyes de los Estados Unidos de América" in declared.words("es", outside_us=True)


def test_a_first_profile_speaks_english_to_everybody_and_answers_as_everywhere() -> None:
    profile = editions().profile("ct", 1)
    first: Declaration = profile.declarations[0]
    assert first.words("es") == first.text
    assert not first.speaks("es")
    assert profile.answer.days == 5
    assert profile.notice(NoticeAbout.ACCESS) is None
    assert profile.right(Right.INSPECT) is None


def test_vermont_asks_sworn_newcomers_alone_and_connecticut_tells_them_apart() -> None:
    vermont, connecticut = editions().profile("vt", 1), editions().profile("ct", 2)
    for position, incumbent in product(PositionClass, (True, False)):
        sworn_newcomer = position is PositionClass.SWORN and not incumbent
        assert vermont.accounts_asked(position, incumbent=incumbent) == sworn_newcomer
        assert connecticut.accounts_asked(position, incumbent=incumbent)
        for profile in (vermont, connecticut):
            offered = set(modes_offered(profile, position, incumbent=incumbent))
            assert (offered == NEUTRAL) != sworn_newcomer
    line = vermont.accounts_line(PositionClass.CIVILIAN, incumbent=False)
    assert "not sworn" in line.says


@pytest.mark.parametrize("key", ["ca", "co", "nj", "strictest"])
def test_where_asking_is_barred_or_risky_nobody_is_asked(key: str) -> None:
    (profile,) = (found for found in editions().newest_profiles() if found.key == key)
    for position, incumbent in product(PositionClass, (True, False)):
        assert not profile.accounts_asked(position, incumbent=incumbent)
        assert set(modes_offered(profile, position, incumbent=incumbent)) == NEUTRAL


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (VT, '"together", ', '"credentials", ', "'credentials' is no way of looking that may be offered"),
        (VT, '"together", ', '"connect", ', "'connect' is no way of looking that may be offered"),
        (VT, '["public-only", "talk-first"]', '["public-only"]', "offered everywhere"),
        (VT, 'position_class = "civilian"', 'position_class = "cadet"', "Input should be 'sworn'"),
        (VT, 'mark = "V"\n', "", "mark: Field required"),
        (VT, 'source = "21 V.S.A. 495l"', 'source = ""', "at least 1 character"),
        (VT, "text_es = ", "text_xx = ", "text_xx"),
        (VT, 'es = "Usted', 'fr = "Usted', "es: Field required"),
        (VT, 'method = "notary"', 'method = "oath"', "each way of signing stands once"),
        (VT, 'about = "concern"', 'about = "access"', "the notice on concern is missing"),
        (VT, 'right = "dispute"', 'right = "correct"', "the right on dispute is missing"),
        (VT, "[answer]", "[reply]", "reply"),
        (VT, "ask_accounts = false", 'ask_accounts = "maybe"', "valid boolean"),
        (VT, 'spanish = "to be certified by the agency"', 'spanish = "certified"', "somebody who is named"),
        (VT, "days = 5\n", "days = 0\n", "greater than or equal to 1"),
        (CA, 'modes = ["public-only", ', 'modes = ["public-only", "together", ', "not asked for"),
        (CA, 'about = "accounts"\nmust_answer = false', 'about = "accounts"\nmust_answer = true', "a choice"),
        (VT, 'about = "access"\nmust_answer = false', 'about = "access"\nmust_answer = true', "a choice"),
    ],
)
def test_a_faulty_profile_keeps_the_product_from_starting_in_one_line(
    shelf: Path, name: str, old: str, new: str, words: str
) -> None:
    with pytest.raises(FaultyEdition) as caught:
        publish(shelf, name, old, new)
    message = str(caught.value)
    assert message.startswith(f"{Path(name).name}: ")
    assert words in message
    assert "\n" not in message


def test_a_profile_without_spanish_says_so(shelf: Path) -> None:
    text = (shelf / VT).read_text("utf-8")
    method = text.index('method = "oath"')
    spanish = text[text.index("text_es", method) : text.index("says", method)]
    with pytest.raises(FaultyEdition, match="the Spanish words of the oath are missing"):
        publish(shelf, VT, spanish, "")


def test_posts_from_before_a_window_are_used_only_where_a_profile_says_so_with_its_source(
    shelf: Path,
) -> None:
    assert not any(one.posts.under_18 or one.posts.older for one in PROFILES)
    said = (
        '[posts]\nunder_18 = false\nolder = true\nsays = "Seven years."\nsource = "A statute"\nmark = "V"\n\n'
    )
    made = publish(shelf, VT, "[answer]", f"{said}[answer]").profile("vt", 1).posts
    assert (made.under_18, made.older, made.ground) == (
        False,
        True,
        LawLine("Seven years.", "A statute", "V"),
    )
    with pytest.raises(FaultyEdition, match="posts"):
        publish(shelf, VT, 'source = "A statute"\n', "")


def test_no_profile_says_a_word_on_credentials_but_to_keep_them_out() -> None:
    for path in sorted((CONFIG / "jurisdictions").glob("*.toml")):
        modes = [rule["modes"] for rule in tomllib.loads(path.read_text("utf-8"))["access"]]
        assert {mode for offered in modes for mode in offered} <= {mode.value for mode in AccessMode}


def test_the_page_on_the_law_has_a_line_for_everybody_as_the_profiles_have() -> None:
    assert law_page.PAGE.read_text("utf-8") == law_page.page(), "python -m tests.editions.law_page"
    everybody = len(editions().newest_profiles()) * len(PositionClass) * 2
    assert len(list(law_page.rows())) == everybody
