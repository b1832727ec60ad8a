"""The pages: asking about one answer, reading and answering it, changing that very answer."""

from __future__ import annotations

import re

import pytest

from tests.affidavits.conftest import Site
from tests.affidavits.reading import words_of
from tests.factories.affidavits import NAME
from tests.pages.affidavits import answer, candidate_answers, candidate_signs
from tests.people import Browser
from tracker.policy.vocabulary import Stage

WORDS = "You wrote this username in two ways.\nWhich spelling is right?"
ABOUT = "Dana Ruiz asks about this answer:"


def flat(html: str) -> str:
    """Return the words of a page, with single spaces."""
    return " ".join(words_of(html).split())


@pytest.fixture
def filed(phone: Browser) -> Browser:
    """The candidate's browser, with two accounts filed."""
    candidate_answers(phone, ("instagram", "marisol"), ("tiktok", "mari.p"))
    candidate_signs(phone, NAME)
    return phone


def address(site: Site) -> str:
    """Return the page on which is asked."""
    return f"/cases/{site.case.reference}/affidavit/ask"


def asked(site: Site, phone: Browser, about: str = "account-2", words: str = WORDS) -> str:
    """Ask as the investigator; return the candidate's page of it."""
    sent = site.desk(site.round.dana).post(address(site), data={"about": about, "words": words})
    assert sent.status_code == 303, flat(sent.text)
    found = re.findall(r'href="(/a/clarify/L-[^"]+)"', phone.get("/a/status").text)
    assert found
    return str(found[-1])


def tab(site: Site) -> str:
    """Return the words of the case's affidavit tab."""
    return flat(site.desk(site.round.dana).get(f"/cases/{site.case.reference}/affidavit").text)


def test_it_is_asked_changed_and_read_with_its_difference(site: Site, filed: Browser) -> None:
    desk = site.desk(site.round.dana)
    tab_of_case = desk.get(f"/cases/{site.case.reference}/affidavit").text
    assert f'href="{address(site)}"' in tab_of_case
    choices = flat(desk.get(address(site)).text)
    assert "TikTok: mari.p" in choices
    assert "Access to TikTok: mari.p" in choices
    path = asked(site, filed)
    assert "Waits for the candidate" in tab(site)
    status = flat(filed.get("/a/status").text)
    assert "Dana Ruiz needs one more thing about your answers." in status
    assert "You do not need to do anything now." not in status
    page = filed.get(path).text
    assert "TikTok: mari.p" in page
    assert "Which spelling is right?" in page
    assert filed.post(f"{path}/change").location == "/a/accounts/2"
    assert ABOUT in flat(filed.get("/a/accounts/2").text)
    assert ABOUT not in flat(filed.get("/a/accounts/1").text)
    assert filed.post(f"{path}/change").location == "/a/accounts/2", "twice goes on with the same change"
    answer(filed, "/a/accounts/2", platform="tiktok", handle="mari_p", whose="me", visible="public")
    answer(filed, "/a/accounts", complete="yes")
    answer(filed, "/a/access/2", mode="public-only")
    candidate_signs(filed, NAME)
    assert "needs one more thing" not in flat(filed.get("/a/status").text)
    read = tab(site)
    assert "Answered with edition 2" in read
    assert "Account 2 was TikTok: mari.p, is TikTok: mari_p" in read
    assert "You changed this answer on" in flat(filed.get(path).text)
    told = flat(site.desk(site.round.dana).get(f"/cases/{site.case.reference}/timeline").text)
    assert "Dana Ruiz asked the candidate about one answer" in told
    assert "was answered by edition 2" in told


def test_it_is_answered_in_words_once(site: Site, filed: Browser) -> None:
    path = asked(site, filed)
    sent = filed.post(path, data={"words": "The first one.\n<b>Yes</b>"})
    assert (sent.status_code, sent.location) == (303, "/a/status")
    status = flat(filed.get("/a/status").text)
    assert "We have your answer. What you filed stays as it is." in status
    assert "needs one more thing" not in status
    again = filed.post(path, data={"words": "The second one."})
    assert again.status_code == 422
    assert "answered already" in again.text
    assert "The second one." in again.text, "nothing typed is lost"
    read = site.desk(site.round.dana).get(f"/cases/{site.case.reference}/affidavit").text
    assert "<p>The first one.</p>" in read
    assert "<p>&lt;b&gt;Yes&lt;/b&gt;</p>" in read
    assert "answered question" in flat(
        site.desk(site.round.dana).get(f"/cases/{site.case.reference}/timeline").text
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write your answer"),
        ("word " * 201, "no more than 200 words"),
        ("x" * 9000, "no more than 200 words"),
        ("my password: hunter22", "looks like a password"),
    ],
)
def test_what_cannot_be_answered_is_said_and_stays(site: Site, filed: Browser, words: str, said: str) -> None:
    page = filed.post(asked(site, filed), data={"words": words})
    assert page.status_code == 422
    assert said in page.text
    assert "hunter22" not in page.text
    assert "word word" in page.text or not words.startswith("word")


@pytest.mark.parametrize(
    ("about", "words", "said"),
    [
        ("", WORDS, "Choose the answer you ask about"),
        ("account-9", WORDS, "Not a valid"),
        ("names", "", "Write the question"),
        ("names", "What is your password?", "does not ask for a password"),
        ("names", "Does your church know this name?", "no part in hiring"),
        ("names", "word " * 301, "no more than 300 words"),
    ],
)
def test_what_cannot_be_asked_is_said_and_stays(
    site: Site, filed: Browser, about: str, words: str, said: str
) -> None:
    page = site.desk(site.round.dana).post(address(site), data={"about": about, "words": words})
    assert page.status_code == 422
    assert said in page.text or said == "Not a valid"
    assert words[:9].strip() in page.text
    assert "needs one more thing" not in filed.get("/a/status").text


def test_the_same_question_twice_is_asked_once(site: Site, filed: Browser) -> None:
    asked(site, filed)
    twice = site.desk(site.round.dana).post(address(site), data={"about": "account-2", "words": WORDS})
    assert twice.status_code == 422
    assert "waits already" in twice.text


def test_it_is_taken_back(site: Site, filed: Browser) -> None:
    path = asked(site, filed)
    back = f"{address(site)}/{path.rsplit('/', 1)[1]}/take-back"
    desk = site.desk(site.round.supervisor)
    assert desk.post(back).status_code == 303
    assert desk.post(back).status_code == 409
    assert "Lt. Ama Okafor took it back" in tab(site)
    assert "We took this question back." in flat(filed.get(path).text)
    assert "needs one more thing" not in flat(filed.get("/a/status").text)
    assert ABOUT not in flat(filed.get("/a/status").text)


def test_for_others_it_is_not_there(site: Site, filed: Browser) -> None:
    path = asked(site, filed)
    with site.inside() as hiring:
        other = hiring.case("Ana Lima")
        hiring.file(other)
        stranger, foreign = hiring.candidate(other), other.reference
    browser = site.people.browser(stranger)
    for one in (path, "/a/clarify/L-ZZZZZZ", "/a/clarify/%00"):
        assert browser.get(one).status_code == 404
        assert browser.post(one, data={"words": "Yes."}).status_code == 404
    assert browser.post(f"{path}/change").status_code == 404
    back = f"/cases/{foreign}/affidavit/ask/{path.rsplit('/', 1)[1]}/take-back"
    assert site.desk(site.round.dana).post(back).status_code == 404
    assert site.desk(site.round.hr).get(address(site)).status_code == 403
    assert filed.get(address(site)).status_code == 403


def test_after_a_decision_it_is_refused_in_words(site: Site, filed: Browser) -> None:
    path = asked(site, filed)
    with site.inside() as hiring:
        hiring.move(hiring.now(site.case), Stage.DECIDED)
    refused = site.desk(site.round.dana).get(address(site))
    assert refused.status_code == 409
    assert "A decision was recorded" in refused.text
    page = filed.get(path)
    assert page.status_code == 200
    assert "Send my answer" not in page.text
    sent = filed.post(path, data={"words": "The first one."})
    assert sent.status_code == 422
    assert "A decision was recorded" in sent.text
    assert filed.post(f"{path}/change").status_code == 409
    assert "needs one more thing" not in filed.get("/a/status").text


def test_it_is_there_in_spanish(site: Site, filed: Browser) -> None:
    page = filed.get(f"/es{asked(site, filed)}")
    assert page.status_code == 200
    assert "Cambiar esta respuesta" in page.text
    assert '<p lang="en">Which spelling is right?</p>' in page.text


@pytest.mark.parametrize("about", ["names", "now", "former", "other", "access-1"])
def test_each_answer_shows_it_on_its_own_page(site: Site, filed: Browser, about: str) -> None:
    path = asked(site, filed, about)
    there = filed.post(f"{path}/change").location
    assert there
    assert ABOUT in flat(filed.get(there).text)
