"""What an affidavit must say; and a password is never kept (Hampton F.2)."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.work import account, affidavit
from tracker.policy.affidavit import (
    missing_in_account,
    missing_in_answers,
    missing_in_text,
    missing_to_file,
    same_name,
)
from tracker.policy.passwords import looks_like_password
from tracker.policy.vocabulary import AccessMode

PASSWORDS = """
https://jane:Hunter2secret!@www.example.org/|see ftp://jane:pass@host for it
password: hunter2|pw is hunter2|clave: hunter2|mi contraseña es gato123|marisol / Tr0ub4dor&3|Tr0ub4dor&3
pass: abc|pin 1234|pin: 1234|password hunter2|Summer2024!|user:Pa55word!x|pw=xyz|contraseña 'gato'
marisol:Summer2024!|my password is Blue
pass\u200bword: hunter2|ｐａｓｓｗｏｒｄ：hunter2|PASSWORD=abc123|pwd - secret99
Mot de passe : soleil|the code: my passcode is 4711
password -> hunter2|password → hunter2|pw ⇒ abcdef|pin --> 4711|password => hunter2|clave ➔ gato
password ~> abc
p a s s w o r d: hunter2|here is a P A S S W O R D hunter2|p.a.s.s.w.o.r.d is Blue|c l a v e = gato
p_i_n: 1234
password \u2044 hunter2|my password / hunter2|password\\hunter2|password/hunter2|clave / gato123
hunter2 is my password|4711 is my pin|"hunter2" is my password for it|gato123 es mi clave
I say: hunter2 was the old pw
Passwort lautet hunter2|p\u0430ssw\u043erd: hunter2|\u0440\u0430ss is hunter2|p\u03b1ssword hunter2
pass\u034fword: hunter2|pass\u3164word: hunter2|pass\ufe0fword hunter2|pass\uffa0word: hunter2
pa\u2800ssword: hunter2
https://www.example.org/?note=%70assword%3A%20hunter2|www.example.org/?q=%2570assword%253Dhunter2
https://www.example.org/?next=https%3A%2F%2Fjane%3Ahunter2%40host
password: h u n t e r 2|p a s s w o r d → h u n t e r 2
my password is: hunter2|my password is - hunter2|my password is = hunter2|my password is : hunter2
my password's hunter2|password’s: hunter2|my password is: correct horse battery staple|password was: Rosebud
password for instagram: hunter2|password for instagram: rosebud|the password I use is hunter2
the pin for the gate is 4711|password to my old page -> rosebud|password: to hunter2
PIN#1234|PIN #1234|pw: ab|pw is: rosebud|pass: rosebud, thanks|pass - 4711|password -- hunter2
passw0rd: hunter2|p@ssword: hunter2|pa$$word: hunter2|kennwort: hunter2|wachtwoord: hunter2
password;hunter2|password,hunter2|password*hunter2|password~hunter2|hunter2 <- password|gato123 ← clave
"""
HARMLESS = """
https://www.example.org:8443/a@b|https://example.org/?next=http://a:1/@x|mailto:jane@example.org
I forgot my password|https://www.facebook.com/Marisol.Pena?ref=1!|@marisol_99|marisol.pena+x@mail.com
password is not needed|They asked for my password|My password is private|pinterest: marisol|I pass as local
Bob was born in 2023!|C-26-7KQ4M|12/03/2024|Passion: music|compass: north|passed: yes|Marisol Peña
https://vm.tiktok.com/ZMabC123!/|www.x.com/Ab1!cdef|reddit.com/u/Ab1_cd|I changed my password in 2020
I forgot my p a s s w o r d|password -> not needed|password → changed|p i n t e r e s t: marisol|A.B.C: music
the password reset post|we talked about password / PIN rules|password/PIN|login / password / e-mail
pass / fail 2023
https://www.example.org/password/reset123|https://www.example.org/login?forgot=password&step2
the password / sha256 part of the course|Windows11 is my password manager
B737 is my boarding pass|hunter2 is my brother|2FA is not my password|the password is wrong
your password was incorrect
https://www.example.org/?q=forgot%20my%20password|100% private: my password stays mine|паспорт: дома
Роза и Роман
my pin -> lost|I use Instagram -> public|Home → About|my password is a b|Mastodon@Marisol2024.social
Mountain pass is beautiful|a season pass was sold|press pass was shown|Pass: the 2019 class|pass - fail
He wrote: clave es importante|My PW is public works|a season pass was 120 dollars|the pin was gold
the pass to the summit was closed: 2019 season|the password for the gate was changed|the password's strength
the password for the course is long|They wanted the password for Instagram: she said no
my password is - private|my password is: not needed|The PIN for the gate is not known: ask 2020b
No recuerdo la contraseña|I use no social media|María-José O'Neill 2
"""


def each(block: str) -> list[str]:
    return [text for line in block.strip().splitlines() for text in line.split("|")]


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("text", each(PASSWORDS))
def test_what_tells_a_password_is_refused(text: str) -> None:
    assert looks_like_password(text)
    refused = missing_in_text(text)
    assert refused[0].ref == "R-03"
    assert not any(word in refused[0].sentence for word in text.split() if len(word) > 8)


@pytest.mark.parametrize("text", each(HARMLESS))
def test_what_tells_none_is_kept(text: str) -> None:
    assert not looks_like_password(text)
    assert missing_in_text(text) == ()


@pytest.mark.clause("Hamden D.4")
def test_a_password_behind_a_stroke_is_seen_at_the_end_of_its_line_alone() -> None:
    assert looks_like_password("password | hunter2")
    assert looks_like_password("marisol\npassword | hunter2\nthanks")
    assert not looks_like_password("user | password | notes of 2023")


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("words", range(30, 1_200, 37))
def test_a_password_is_seen_wherever_it_stands_in_a_long_text(words: int) -> None:
    before, after = "word " * words, " word" * 300
    assert looks_like_password(f"{before}password is: hunter2{after}")
    assert looks_like_password(f"{before}password{' ' * 2_000}:{' ' * 2_000}hunter2{after}")
    assert not looks_like_password(f"{before}password / notes of 2023{after}")
    assert not looks_like_password(f"{before}my password is not needed{after}")


@given(
    st.sampled_from(["password", "Password", "pw", "PIN", "clave", "contraseña"]),
    st.sampled_from([": ", "=", " = ", " is ", " es "]),
    st.text(string.ascii_letters + string.digits, min_size=4, max_size=16).filter(
        lambda secret: any(c.isdigit() for c in secret)
    ),
    st.sampled_from(["", "hello, my ", "insta marisol, "]),
)
def test_a_named_secret_is_always_seen(noun: str, link: str, secret: str, before: str) -> None:
    assert looks_like_password(f"{before}{noun}{link}{secret}")


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9._]{2,24}", fullmatch=True))
def test_an_ordinary_handle_is_never_taken_for_one(handle: str) -> None:
    assert not looks_like_password(handle)
    assert not looks_like_password(f"@{handle}")
    assert not looks_like_password(f"https://www.instagram.com/{handle}/?hl=en")


@given(st.text(max_size=200))
def test_any_text_at_all_is_judged(text: str) -> None:
    assert looks_like_password(text) in (True, False)


@pytest.mark.clause("Hampton F.2")
def test_a_complete_affidavit_is_filed() -> None:
    assert missing_to_file(affidavit()) == ()


def test_no_accounts_is_a_complete_answer() -> None:
    assert missing_to_file(affidavit(has_accounts=False, accounts=())) == ()


def test_a_lost_username_is_a_complete_answer() -> None:
    lost = account(handle="", not_remembered=True, former=True, mode=None)
    assert missing_to_file(affidavit(has_former=True, accounts=(account(), lost))) == ()


def test_where_nobody_may_ask_no_account_is_asked_for() -> None:
    facts = affidavit(
        accounts_asked=False, has_accounts=None, has_former=None, accounts=(), list_complete=False
    )
    assert missing_to_file(facts) == ()


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("changes", "fix"),
    [
        ({"has_other_names": None}, "affidavit:names"),
        ({"has_other_names": True}, "affidavit:names"),
        ({"has_accounts": None}, "affidavit:now"),
        ({"accounts": ()}, "affidavit:accounts"),
        ({"has_accounts": False}, "affidavit:now"),
        ({"list_complete": False}, "affidavit:accounts"),
        ({"has_former": None}, "affidavit:former"),
        ({"has_former": True}, "affidavit:former"),
        ({"accounts": (account(), account(number=2))}, "affidavit:account:2"),
        ({"accounts": (account(handle=""),)}, "affidavit:account:1"),
        ({"accounts": (account(platform=""),)}, "affidavit:account:1"),
        ({"accounts": (account(mode=None),)}, "affidavit:access:1"),
        ({"allowed_modes": frozenset({AccessMode.TALK_FIRST})}, "affidavit:access:1"),
        ({"shown_digest": "bb"}, "affidavit:check"),
        ({"typed_name": " "}, "affidavit:sign"),
        ({"typed_name": "Marisol Ortiz"}, "affidavit:sign"),
        ({"signature_meant": False}, "affidavit:sign"),
        ({"already_filed": True}, "affidavit:receipt"),
    ],
)
def test_what_is_left_leads_to_its_page(changes: dict[str, Any], fix: str) -> None:
    assert [unmet.fix for unmet in missing_to_file(affidavit(**changes))] == [fix]


def test_a_different_name_may_be_explained() -> None:
    assert missing_to_file(affidavit(typed_name="Marisol Ortiz", names_differ_because="I married.")) == ()


def test_words_count_one_account_as_one() -> None:
    sentence = missing_in_answers(affidavit(has_accounts=False))[0].sentence
    assert "1 account is listed" in sentence


@given(st.sampled_from(list(AccessMode)), st.frozensets(st.sampled_from(list(AccessMode))))
def test_a_way_of_looking_that_is_not_offered_is_no_answer(
    mode: AccessMode, allowed: frozenset[AccessMode]
) -> None:
    unmet = missing_in_account(account(mode=mode), allowed)
    assert bool(unmet) == (mode not in allowed)


@given(st.text(max_size=30))
def test_a_name_is_the_same_as_itself_in_capitals_without_accents(name: str) -> None:
    assert same_name(name, f"  {name} ")
    assert same_name("José  MUÑOZ", "jose munoz")
    assert not same_name("José", "Joseph")
