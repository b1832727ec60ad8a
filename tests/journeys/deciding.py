"""The board's part: duties, packets, stepping out, and a decision on job-related grounds."""

from __future__ import annotations

from tests.journeys.walker import Walker
from tracker.policy.relied import NO_OWN_SEARCH


def member_accepts_duties(member: Walker) -> None:
    """Read what a board member does and does not do, and accept it; nothing is to be read yet."""
    member.follow("Docket")
    member.sees("Your duties, before the first packet")
    member.follow("Read your duties")
    member.press("I understand and accept")
    member.sees("You can read its packets now")


def member_has_no_tie(member: Walker, candidate: str) -> None:
    """Say that there is no tie to the one candidate whose packet came, without which it stays closed."""
    member.follow("Docket")
    member.follow("Say whether you have a tie")
    member.sees(candidate)
    member.choose("No")
    member.press("Save what I said")
    member.sees("What you said of ties is recorded")


def member_reads(member: Walker, candidate: str, *, says: str, never: tuple[str, ...]) -> None:
    """Read the packet of a candidate, find nothing of the file in it, and say that it was read."""
    member.follow("Docket")
    member.follow("Start reading")
    member.sees(candidate)
    member.sees(says)
    for words in never:
        member.does_not_see(words)
    member.choose(NO_OWN_SEARCH)
    member.press("I have read this")
    member.sees("Ready, read by you")


def member_steps_out(member: Walker, candidate: str) -> None:
    """Take no part in one decision."""
    member.follow("Docket")
    member.follow("Say whether you have a tie")
    member.sees(candidate)
    member.sees("The other members see that you stepped out, not why")
    member.choose("Yes, I will step out")
    member.press("Save what I said")
    member.sees("You take no part")


def member_is_kept_from_the_file(member: Walker, case: str) -> None:
    """Type the address of the case itself, and be told that it is not there."""
    member.is_refused(f"/cases/{case}")
    member.follow("Docket")


def chair_records_the_decision(chair: Walker, candidate: str) -> None:
    """Record what the board decided, and on which grounds."""
    chair.follow("Docket")
    chair.follow(f"Decision on {candidate}")
    chair.choose("The candidate goes on")
    chair.press_too_early("Record decision", keeps={}, chosen=("The candidate goes on",))
    chair.choose("Composure under stress")
    chair.choose("No")
    chair.choose(NO_OWN_SEARCH)
    chair.press("Record decision")
    chair.sees("The decision is recorded")
    chair.sees("The candidate goes on")
