"""How the wording of a protocol is changed step by step: each act gives a further wording, numbered anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.policy.definitions import ProtocolDefinition, StepDefinition


def with_step(protocol: ProtocolDefinition, code: str, step: StepDefinition) -> ProtocolDefinition:
    """Return it with one step reworded; in another section, it stands there last."""
    before = protocol.step(code)
    if step.section == before.section:
        steps = [step if one.code == code else one for one in protocol.steps]
    else:
        steps = [*(one for one in protocol.steps if one.code != code), step]
    return _numbered(protocol, steps)


def with_added(protocol: ProtocolDefinition, step: StepDefinition) -> ProtocolDefinition:
    """Return it with a further step, the last one of its section."""
    return _numbered(protocol, (*protocol.steps, step))


def without_step(protocol: ProtocolDefinition, code: str) -> ProtocolDefinition:
    """Return it without a step; the last one stays, since a protocol without steps is none."""
    rest = [one for one in protocol.steps if one.code != code]
    return _numbered(protocol, rest) if rest else protocol


def moved_up(protocol: ProtocolDefinition, code: str) -> ProtocolDefinition:
    """Return it with a step before the one above it, within their section; the first one stays."""
    steps = list(protocol.steps)
    place = next(place for place, one in enumerate(steps) if one.code == code)
    if place == 0 or steps[place - 1].section != steps[place].section:
        return protocol
    steps[place - 1], steps[place] = steps[place], steps[place - 1]
    return _numbered(protocol, steps)


def moved_down(protocol: ProtocolDefinition, code: str) -> ProtocolDefinition:
    """Return it with a step after the one below it, within their section; the last one stays."""
    codes = [one.code for one in protocol.steps]
    following = codes[codes.index(code) + 1 :]
    if not following or protocol.step(following[0]).section != protocol.step(code).section:
        return protocol
    return moved_up(protocol, following[0])


def _numbered(protocol: ProtocolDefinition, steps: Iterable[StepDefinition]) -> ProtocolDefinition:
    """Return it with these steps in the order of the sections, numbered from one."""
    ordered = sorted(steps, key=lambda step: protocol.sections.index(step.section))
    return replace(
        protocol, steps=tuple(replace(step, code=f"{number:02}") for number, step in enumerate(ordered, 1))
    )
