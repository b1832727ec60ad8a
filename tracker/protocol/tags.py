"""What kind of tag a stage is, and the state of a step, on every page of the run."""

from __future__ import annotations

from tracker.policy.vocabulary import Stage, StepStatus

STAGE_KINDS: dict[Stage, str] = dict.fromkeys(Stage, "none") | {
    Stage.AFFIDAVIT_PENDING: "waiting",
    Stage.SEARCH: "info",
    Stage.REVIEW: "waiting",
    Stage.RESPONSE: "waiting",
    Stage.RELEASED: "done",
    Stage.DECIDED: "done",
}
"""What kind of tag a stage is."""

STEP_KINDS: dict[StepStatus, str] = {
    StepStatus.NOT_STARTED: "none",
    StepStatus.IN_PROGRESS: "waiting",
    StepStatus.DONE_NOTHING: "done",
    StepStatus.DONE_FOUND: "info",
    StepStatus.NOT_APPLICABLE: "excused",
    StepStatus.COULD_NOT_BE_DONE: "excused",
}
"""What kind of tag the state of a step is."""
