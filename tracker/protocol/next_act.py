"""What comes next in a case, in words: for the investigator's desk and for the box at the top of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tracker.clock import agency_zone
from tracker.policy.casework import StepFacts
from tracker.policy.steps import is_settled
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted, moment
from tracker.protocol.history import History
from tracker.protocol.progress import next_step


class Group(StrEnum):
    """Where a case stands on the desk; the words are its heading."""

    TODO = "To do"
    """Something waits for the investigator."""
    WAITING = "Waiting"
    """Somebody else has to act first."""
    DONE = "Done"
    """Nothing more is asked of the investigator."""


class Act(StrEnum):
    """What comes next."""

    DECLARE = "declare"
    """Say on the name alone whether there is a tie."""
    ANSWER_RETURN = "answer-return"
    """Answer what a supervisor returned."""
    SEARCH = "search"
    """Do the next step."""
    CHECK = "check"
    """All steps are settled: check and screen what was written since it was last checked."""
    SUBMIT = "submit"
    """All steps are settled: look at the board page and submit."""
    HAND_IN = "hand-in"
    """All is settled and the board page approved: submit."""
    LOOK = "look"
    """A supervisor's ruling changed the board page: look at it once more, so that it can be released."""
    AFFIDAVIT = "affidavit"
    """The candidate has not filed."""
    RULING = "ruling"
    """A supervisor has to rule on requests."""
    REVIEW = "review"
    """A supervisor reviews."""
    ANSWER = "answer"
    """The candidate may answer."""
    RELEASED = "released"
    """The board has the packet."""
    OVER = "over"
    """Decided, closed or withdrawn."""


OTHERS: frozenset[Act] = frozenset({Act.AFFIDAVIT, Act.RULING, Act.REVIEW, Act.ANSWER})
"""What somebody else has to do."""
THEIRS: dict[Act, str] = {
    Act.DECLARE: "says whether there is a tie to this candidate",
    Act.ANSWER_RETURN: "answers what was returned",
    Act.SEARCH: "does the next step",
    Act.CHECK: "checks and screens each finding",
    Act.SUBMIT: "looks at the board page, then submits the case",
    Act.HAND_IN: "submits the case",
    Act.LOOK: "looks at the board page once more",
}
"""What waits for the investigator, as other readers are told of it."""
FINISHED: frozenset[Act] = frozenset({Act.RELEASED, Act.OVER})
"""What leaves nothing to do."""


@dataclass(frozen=True, slots=True)
class NextAct:
    """What comes next, in words; ``step`` is the code of the step to do, empty where it is no step."""

    act: Act
    words: str
    step: str = ""
    title: str = ""

    @property
    def group(self) -> Group:
        """Return where the case stands on the desk."""
        if self.act in FINISHED:
            return Group.DONE
        return Group.WAITING if self.act in OTHERS else Group.TODO

    def told_of(self, investigator: str) -> str:
        """Return it for other readers: whose step it is; ``investigator`` is empty while nobody is."""
        if self.act not in THEIRS:
            return self.words
        if not investigator:
            return "A supervisor assigns the case"
        step = f"does step {self.step}: {self.title}" if self.act is Act.SEARCH else THEIRS[self.act]
        return f"{investigator} {step}"

    @property
    def on_board_page(self) -> bool:
        """Say whether it is done on the board page or beyond, from where it is no step any more."""
        return self.act in (Act.SUBMIT, Act.LOOK, Act.HAND_IN)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many steps are settled, of how many, with a sentence."""

    done: int
    excused: int
    total: int
    sentence: str


_STAGES: dict[Stage, tuple[Act, str]] = {
    Stage.OPENED: (Act.AFFIDAVIT, "The candidate is not invited yet"),
    Stage.AFFIDAVIT_PENDING: (Act.AFFIDAVIT, "The candidate has not filed the affidavit yet"),
    Stage.REVIEW: (Act.REVIEW, "A supervisor reviews the case"),
    Stage.RESPONSE: (Act.ANSWER, "The candidate has time to answer"),
    Stage.RELEASED: (Act.RELEASED, "Released to the board"),
    Stage.DECIDED: (Act.OVER, "The board has decided"),
    Stage.CLOSED: (Act.OVER, "Closed"),
    Stage.WITHDRAWN: (Act.OVER, "The candidate withdrew. Nothing more is searched"),
    Stage.DISPOSED: (Act.OVER, "Disposed of"),
}


def next_act(
    stage: Stage,
    steps: Sequence[StepFacts],
    *,
    declared: bool,
    history: History,
    person: UUID | None,
    now: datetime,
    waiting: frozenset[str] = frozenset(),
) -> NextAct:
    """Say what comes next in a case for its investigator, who is ``person``.

    ``declared`` says that the investigator has answered the question about ties; ``waiting`` are the codes of
    steps on whose excuse a supervisor is to rule.
    """
    if not declared and stage in (Stage.OPENED, Stage.AFFIDAVIT_PENDING, Stage.SEARCH):
        return NextAct(Act.DECLARE, "Say whether you know this candidate")
    if elsewhere := _elsewhere(stage, history, person, now):
        return elsewhere
    if history.returned:
        return NextAct(Act.ANSWER_RETURN, "Answer what was returned")
    step = next_step(steps, waiting)
    if step is not None:
        words = f"Step {step.code} of {len(steps)}: {step.title}"
        return NextAct(Act.SEARCH, words, step.code, step.title)
    if waiting:
        return NextAct(Act.RULING, f"A supervisor rules on {counted(len(waiting), 'request')}")
    return _last(history, person)


def _elsewhere(stage: Stage, history: History, person: UUID | None, now: datetime) -> NextAct | None:
    """Say what is left of a case that its investigator does not search now, None where they do."""
    if stage is Stage.REVIEW and person is not None and history.looker == person:
        return NextAct(Act.LOOK, "Look at the board page once more")
    if stage is Stage.RESPONSE and history.answer_until is not None:
        return _answer(history.answer_until, now)
    return NextAct(*_STAGES[stage]) if stage in _STAGES else None


def _answer(until: datetime, now: datetime) -> NextAct:
    """Say until when the candidate can answer, or that this is past."""
    said = moment(until.astimezone(agency_zone()))
    if until > now:
        return NextAct(Act.ANSWER, f"The candidate can answer until {said}")
    return NextAct(Act.ANSWER, f"The time to answer ended on {said}. A supervisor goes on")


def _last(history: History, person: UUID | None) -> NextAct:
    """Say what comes once all steps are settled."""
    if history.unchecked:
        return NextAct(Act.CHECK, "All steps are settled. Check and screen each finding")
    if person in history.approvers:
        return NextAct(Act.HAND_IN, "All is settled and the board page approved. Submit the case")
    return NextAct(Act.SUBMIT, "All steps are settled. Look at the board page, then submit the case")


def progress_of(steps: Sequence[StepFacts], upon: NextAct | None = None) -> Progress:
    """Count what is settled, with the sentence that stands above the picture; ``upon`` is what comes next."""
    settled = [step for step in steps if is_settled(step)]
    excused = [step for step in settled if step.excuse_code]
    sentence = f"{len(settled)} of {len(steps)} steps are settled"
    if excused:
        sentence += f", {len(excused)} of them excused"
    sentence += f". Next: step {upon.step}, {upon.title}." if upon and upon.step else "."
    return Progress(len(settled), len(excused), len(steps), sentence)
