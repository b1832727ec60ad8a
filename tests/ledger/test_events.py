"""Every event is a past act with a sentence, exact parameters and a line of explanation."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.ledger.conftest import write
from tracker.clock import SystemClock
from tracker.db import UnitOfWork
from tracker.ledger.acts.act import Act, Misrecorded, Part
from tracker.ledger.events import EVENTS, OPENINGS, Event
from tracker.ledger.journal import Recording, record
from tracker.policy.actors import SYSTEM, Actor, Role

ROOMS = Event.__bases__
SEARCH: dict[str, Any] = {
    "step": "04",
    "step_title": "Instagram",
    "result": "nothing-found",
    "place": "x.com",
    "method": "public",
}


def work(actor: Actor = SYSTEM) -> UnitOfWork:
    """Return an act that is never committed."""
    return UnitOfWork(Session(), actor, SystemClock())


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_each_act_has_a_line_of_explanation(room: type) -> None:
    tree = ast.parse(inspect.getsource(room)).body[0]
    assert isinstance(tree, ast.ClassDef)
    for act, words in zip(tree.body[1::2], tree.body[2::2], strict=True):
        assert isinstance(act, ast.Assign)
        assert isinstance(words, ast.Expr), f"{ast.unparse(act)} needs a docstring below it"
        assert isinstance(words.value, ast.Constant)
        assert re.fullmatch(r"[A-Z`].*\.", str(words.value.value), re.DOTALL)


@pytest.mark.parametrize("act", EVENTS.values(), ids=lambda act: act.name)
def test_each_sentence_can_be_said(act: Act) -> None:
    assert getattr(Event, act.name) is act
    assert re.fullmatch(r"[A-Z][A-Z_]+", act.name)
    parts = act.parts("F-7KQ4M2", dict.fromkeys(act.keys, "nothing-found"))
    words = "".join({"actor": "Dana Ruiz"}.get(part.kind, part.text) for part in parts)
    assert re.fullmatch(r"[^{}\s][^{}]*[^{}.\s]", words)
    assert "please" not in words.lower()


def test_openings_are_the_access_log() -> None:
    assert {"AFFIDAVIT_OPENED", "NOTE_OPENED", "CAPTURE_OPENED", "PACKET_OPENED", "ROUTE_DENIED"} <= OPENINGS
    assert set(EVENTS) > OPENINGS


def test_a_recording_waits_in_the_unit_of_work() -> None:
    candidate = Actor(UUID(int=7), Role.CANDIDATE, "Marisol", case_id=UUID(int=9))
    act = work(candidate)
    record(act, Event.SEARCH_LOGGED, **SEARCH)
    record(act, Event.SEARCH_VOIDED, about=("search", "S-7KQ4M2"), case_id=UUID(int=3), outcome="denied")
    assert act.entries == [
        Recording("SEARCH_LOGGED", None, str(UUID(int=9)), "ok", SEARCH),
        Recording("SEARCH_VOIDED", ("search", "S-7KQ4M2"), str(UUID(int=3)), "denied", {}),
    ]


class Colour(StrEnum):
    """A code."""

    RED = "red"


def test_parameters_become_plain_values() -> None:
    act = Act("{a} {b} {c} {d} {e} {f} {g}")
    noon = datetime(2026, 3, 9, 12, tzinfo=timezone(timedelta(hours=-5)))
    settled = act.settle(
        {
            "a": Colour.RED,
            "b": UUID(int=1),
            "c": date(2026, 3, 9),
            "d": noon,
            "e": {"z", "a"},
            "f": None,
            "g": True,
        }
    )
    assert settled == {
        "a": "red",
        "b": str(UUID(int=1)),
        "c": "2026-03-09",
        "d": "2026-03-09T17:00:00Z",
        "e": ["a", "z"],
        "f": None,
        "g": True,
    }
    assert [type(value) for value in settled.values()] == [str, str, str, str, list, type(None), bool]


@pytest.mark.parametrize(
    "value",
    [
        "marisol@example.com",
        "two\nlines",
        "x" * 121,
        1.5,
        b"bytes",
        {"a": 1},
        object(),
        [["nested"]],
        "\x00",
        "\x9f",
    ],
)
def test_what_a_person_might_have_written_is_no_parameter(value: object) -> None:
    with pytest.raises(Misrecorded, match="short code"):
        record(work(), Event.SEARCH_LOGGED, **(SEARCH | {"result": value}))


def test_other_parameters_are_refused_by_name() -> None:
    given = {key: value for key, value in SEARCH.items() if key != "place"}
    with pytest.raises(Misrecorded, match=r"lacking \['place'\], surplus \['query'\]"):
        record(work(), Event.SEARCH_LOGGED, query="marisol", **given)


@pytest.mark.parametrize(
    "about", [None, ("Finding", "F-1"), ("finding", ""), ("finding", "a b"), ("", "F-1")]
)
def test_what_it_is_about_is_a_type_and_a_reference(about: tuple[str, str] | None) -> None:
    with pytest.raises(Misrecorded, match="about"):
        record(work(), Event.NOTE_WRITTEN, about=about)


def test_an_outcome_is_ok_or_denied() -> None:
    with pytest.raises(Misrecorded, match="outcome"):
        record(work(), Event.SIGNED_OUT, outcome="maybe", reason="idle")


@pytest.mark.parametrize("sentence", ["{actor} did {x:loudly}", "{actor} saw {outcome}", "{case_id}"])
def test_a_sentence_that_could_not_be_recorded_is_refused_at_once(sentence: str) -> None:
    with pytest.raises(Misrecorded):
        Act(sentence)


def test_a_sentence_comes_in_parts() -> None:
    act = Act("{actor} gave {person:person} {roles:words} on {about}: {kept}, {live}")
    shown = act.parts(
        "R-26-7KQ4M", {"person": "p-1", "roles": ["board-member", "it"], "kept": None, "live": False}
    )
    assert shown == (
        Part("actor", ""),
        Part("text", " gave "),
        Part("person", "p-1"),
        Part("text", " "),
        Part("value", "board member and it"),
        Part("text", " on "),
        Part("about", "R-26-7KQ4M"),
        Part("text", ": "),
        Part("value", "none"),
        Part("text", ", "),
        Part("value", "no"),
    )


def test_a_refused_recording_leaves_nothing(session: Session) -> None:
    write()
    act = work()
    with pytest.raises(Misrecorded):
        record(act, Event.SIGNED_OUT)
    assert act.entries == []
