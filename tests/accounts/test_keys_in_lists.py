"""The switch of the keys in lists: on at first, off for the person wherever they sign in, by a plain form."""

from __future__ import annotations

from tests.pages.filled import send, shown
from tests.people import PASSWORD, Browser, People
from tracker.policy.actors import Actor, Role


def signed_in(people: People, who: Actor) -> Browser:
    """Sign somebody in by the form, as people do."""
    people.app.test_client_class = Browser
    browser = people.app.test_client()
    assert isinstance(browser, Browser)
    email = f"{who.name.casefold().replace(' ', '.')}@riverton.example"
    assert send(browser, "/sign-in", email=email, password=PASSWORD).status_code == 303
    return browser


def test_the_keys_are_on_until_somebody_turns_them_off_and_stay_off_for_them_alone(people: People) -> None:
    dana = people.make("Dana Ruiz", Role.INVESTIGATOR)
    first = signed_in(people, dana)
    assert 'data-single-keys="/keys"' in first.get("/desk").text
    assert "The keys are on for you" in shown(first, "/keys")
    assert send(first, "/keys", keys="off").status_code == 303
    assert "Single keys do nothing now" in shown(first, "/keys")
    assert "data-single-keys" not in first.get("/desk").text
    second = signed_in(people, dana)
    assert "data-single-keys" not in second.get("/desk").text
    assert "The keys are off for you" in shown(second, "/keys")
    other = signed_in(people, people.make("Luis Ortega", Role.INVESTIGATOR))
    assert "data-single-keys" in other.get("/desk").text
    for _ in range(2):
        assert send(second, "/keys", keys="on").status_code == 303
    assert "data-single-keys" in second.get("/desk").text


def test_another_choice_than_on_or_off_is_asked_again(people: People) -> None:
    dana = signed_in(people, people.make("Dana Ruiz", Role.INVESTIGATOR))
    for odd in ("", "ON", "maybe", "<script>"):
        answer = send(dana, "/keys", keys=odd)
        assert answer.status_code == 422
        assert "Choose on or off" in answer.text


def test_candidates_have_no_such_page(people: People) -> None:
    from tests.factories.protocol import Bench

    case = Bench(people).ready()
    candidate = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
    assert people.browser(candidate).get("/keys").status_code == 404
