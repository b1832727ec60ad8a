"""What differs between two editions of a protocol: steps added, taken out, and changed field by field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from tracker.policy.definitions import ProtocolDefinition, StepDefinition

STEP_FIELDS = tuple(field.name for field in fields(StepDefinition) if field.name != "code")
"""What a step says, but for its number."""
HEAD_FIELDS = ("title", "look_back_years", "sections", "do_not", "excuses")
"""What an edition says besides its steps; its number, day and fingerprint differ always."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that says something else."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class ChangedStep:
    """A step of both editions whose number or words differ; ``fields`` is empty if only the number does."""

    old: StepDefinition
    new: StepDefinition
    fields: tuple[Changed, ...]

    @property
    def moved(self) -> bool:
        """Say whether it has another number."""
        return self.old.code != self.new.code


@dataclass(frozen=True, slots=True)
class ProtocolDifference:
    """What makes one edition into another; empty where both say the same."""

    head: tuple[Changed, ...]
    taken_out: tuple[StepDefinition, ...]
    added: tuple[StepDefinition, ...]
    changed: tuple[ChangedStep, ...]

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return bool(self.head or self.taken_out or self.added or self.changed)

    @property
    def reworded(self) -> tuple[ChangedStep, ...]:
        """Return the steps that say something else."""
        return tuple(one for one in self.changed if one.fields)

    @property
    def renumbered(self) -> tuple[ChangedStep, ...]:
        """Return the steps that say the same under another number."""
        return tuple(one for one in self.changed if not one.fields)


def protocol_difference(old: ProtocolDefinition, new: ProtocolDefinition) -> ProtocolDifference:
    """Return what differs; a step is the same one where title, way of working or reason are the same."""
    pairs = _pairs(old, new)
    return ProtocolDifference(
        head=_changed(old, new, HEAD_FIELDS),
        taken_out=tuple(step for step in old.steps if step.code not in pairs),
        added=tuple(step for step in new.steps if step.code not in pairs.values()),
        changed=tuple(
            ChangedStep(before, after, _changed(before, after, STEP_FIELDS))
            for before, after in (
                (step, new.step(pairs[step.code])) for step in old.steps if step.code in pairs
            )
            if before != after
        ),
    )


def applied(old: ProtocolDefinition, difference: ProtocolDifference) -> ProtocolDefinition:
    """Return what an edition says once a difference is made to it; number, day and fingerprint stay."""
    gone = {step.code for step in difference.taken_out}
    renewed = {one.old.code: one for one in difference.changed}
    steps = [
        replace(
            step,
            code=renewed[step.code].new.code,
            **_values(renewed[step.code].fields),
        )
        if step.code in renewed
        else step
        for step in old.steps
        if step.code not in gone
    ]
    ordered = sorted((*steps, *difference.added), key=lambda step: step.code)
    return replace(old, steps=tuple(ordered), **_values(difference.head))


def _values(changed: Iterable[Changed]) -> dict[str, Any]:
    return {one.field: one.new for one in changed}


def _changed(old: object, new: object, names: tuple[str, ...]) -> tuple[Changed, ...]:
    values = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(Changed(name, before, after) for name, before, after in values if before != after)


ALIKE: tuple[Callable[[StepDefinition], Hashable], ...] = (
    lambda step: (step.section, step.title),
    lambda step: step.title,
    lambda step: step.method_text,
    lambda step: step.why,
)
"""By what a step is known again elsewhere, the surest first: its number says only where it stands."""


def _pairs(old: ProtocolDefinition, new: ProtocolDefinition) -> dict[str, str]:
    """Return the number in the new edition of each step that is in both, each once and in order."""
    found: dict[str, str] = {}
    for key in ALIKE:
        free: dict[Hashable, list[str]] = {}
        for step in new.steps:
            if step.code not in found.values():
                free.setdefault(key(step), []).append(step.code)
        for step in old.steps:
            if step.code not in found and free.get(key(step)):
                found[step.code] = free[key(step)].pop(0)
    return found
