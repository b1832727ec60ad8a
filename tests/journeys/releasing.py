"""The supervisor's part: a second reading beside the source, the ruling, the exact page, and the release."""

from __future__ import annotations

from tests.journeys.walker import Walker

READ = "Read against the letter and its capture; name, town and portrait agree."
REASONS = "Say in step 22 which registers were looked at, then submit it again."


def supervisor_opens_the_review(supervisor: Walker, case: str, *, asked: str = "") -> None:
    """Open what was submitted; the first time, ``asked`` on the candidate's name alone about ties."""
    supervisor.follow("Review")
    supervisor.follow(case)
    if asked:
        supervisor.sees(asked)
        supervisor.choose("No")
        supervisor.press("Continue")
        supervisor.sees("You told us that you have no tie")
    supervisor.press("Open the review")
    supervisor.sees("can no longer recall it")


def supervisor_reads_a_second_time(
    supervisor: Walker, finding: str, *, observed: str, statement: str
) -> None:
    """Read a finding beside its source, answer the last check, and rule that it goes to the board."""
    supervisor.follow(f"Read it a second time {finding}")
    supervisor.sees(observed)
    supervisor.sees(statement)
    supervisor.write("How you know", READ)
    supervisor.press_too_early("Save your reading", keeps={"How you know": READ})
    supervisor.choose("Yes")
    supervisor.choose("It goes to the board")
    supervisor.press("Save your reading")
    supervisor.sees("10 of 10 checks Yes")


def supervisor_returns(supervisor: Walker, investigator: str) -> None:
    """Return the case with reasons."""
    supervisor.follow("Decide")
    supervisor.choose(f"Return to {investigator}")
    supervisor.pick("What it is about", "Evidence")
    supervisor.write("What is to be done", REASONS)
    supervisor.press("Save decision")
    supervisor.sees("is returned")


def supervisor_releases(supervisor: Walker, choice: str) -> None:
    """Look at the exact page, and release it."""
    supervisor.follow("Decide")
    supervisor.press("I have looked at this page")
    supervisor.sees("You looked at this page, and its fingerprint is the same")
    supervisor.does_not_see("Left to do")
    supervisor.choose(choice)
    supervisor.press("Save decision")
    supervisor.sees("The board can read it now")
