"""The part where something matters: a capture, a finding, a sealed note, checks, screen, the board page."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import FilePayload

from tests.journeys.walker import Walker

OBSERVED = (
    "A letter in the Riverton Courier of May 3, 2025 tells how its writer led others out of a flooded street."
)
STATEMENT = (
    "In May 2025, the candidate wrote in a local newspaper about leading several people out of a flood."
)
RELEVANCE = "It shows steadiness when others were in danger."
GROUND = "Name, town and portrait agree, and the editors printed the letter under the full name."
ANSWERED = "Looked once more; the file says now which registers were looked at."
NOTE = "The portrait in the paper is the same as on the declared account. I am sure that it is the candidate."
SOURCE = "https://courier.example/2025/05/03/flood"


def picture(width: int = 8, height: int = 8) -> bytes:
    """Return a small PNG in one color, byte by byte."""
    rows = b"".join(b"\0" + b"\x2f\x5d\x8a" * width for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


LETTER = FilePayload(name="letter.png", mimeType="image/png", buffer=picture())
"""What the letter looked like on the screen."""


def investigator_writes_a_finding(
    investigator: Walker, *, direction: str = "Favorable", step: str = "", at: datetime | None = None
) -> str:
    """Write what speaks for the candidate, or against, with a capture; return its reference."""
    investigator.follow("Write a finding")
    if step:
        investigator.pick("The search that led to this", f"step {step}")
    investigator.write("What was seen", OBSERVED)
    investigator.write("Statement for the board", STATEMENT)
    kept = {"What was seen": OBSERVED, "Statement for the board": STATEMENT}
    investigator.press_too_early("Save finding", keeps=kept)
    investigator.pick("Job dimension", "Composure under stress")
    investigator.write("Why it matters for the job", RELEVANCE)
    investigator.choose(direction)
    investigator.choose("Wrote or posted it")
    investigator.write("What ties the account to the candidate", "Full name and town\nSame portrait")
    investigator.write("Day it was posted", "2025-05-03")
    investigator.write("Link where it was seen", SOURCE)
    investigator.press("Add a capture and come back; what you typed is kept")
    adds_a_capture(investigator, at or datetime.now(UTC))
    assert investigator.page.get_by_label("What was seen").first.input_value() == OBSERVED
    investigator.press("Save finding")
    investigator.sees(STATEMENT)
    return investigator.page.url.split("/")[-1]


def adds_a_capture(investigator: Walker, at: datetime, capture: FilePayload = LETTER) -> None:
    """Say of a file where, when and how it was captured, and add it."""
    investigator.write("What it shows", "The letter, with the name and the portrait of its writer.")
    investigator.write("Link where it was captured", SOURCE)
    investigator.write(
        "When it was captured", f"{at.astimezone(ZoneInfo('America/New_York')):%Y-%m-%dT%H:%M}"
    )
    investigator.write("Tool", "Screenshot of the system")
    investigator.choose("No")
    investigator.choose("It was captured on a department device")
    investigator.page.get_by_label("Files").first.set_input_files([capture])
    investigator.press("Add captures")
    investigator.sees("sealed and added")


def investigator_seals_a_note(investigator: Walker) -> None:
    """Write down what is thought, where the board can never read it."""
    investigator.follow("Add a note")
    investigator.write("Note", NOTE)
    investigator.press("Seal this note")
    investigator.sees("is sealed")
    investigator.does_not_see(NOTE)


def investigator_reads_the_note(investigator: Walker) -> None:
    """Open the notes, with a reason that is recorded first."""
    investigator.choose("To write or check a finding")
    investigator.press("Open the notes")
    investigator.sees(NOTE)
    investigator.follow("Back to the finding")


def investigator_checks(investigator: Walker) -> None:
    """Answer the checks that are the investigator's own, each with its ground."""
    investigator.follow("Check it")
    investigator.sees("Ten checks, each Yes, No or Cannot tell")
    for check in investigator.page.locator("section.check:has(textarea)").all():
        check.get_by_label("Yes", exact=True).check()
        check.get_by_label("How you know").fill(GROUND)
    investigator.press("Save checks")
    investigator.sees("are saved")


def investigator_screens(investigator: Walker) -> None:
    """Read the wording for what the board may not use."""
    investigator.follow("Screen the wording")
    investigator.press("Save the screen")
    investigator.sees("This wording is screened, and everything in it is settled")


def investigator_hands_in(investigator: Walker, *, says: str) -> None:
    """Look at the exact page of the board, approve it, and hand the case in."""
    investigator.follow("Look at the board page")
    investigator.sees("What the board will read")
    investigator.sees(says)
    investigator.does_not_see(NOTE)
    investigator.press("Use this page")
    investigator.does_not_see("Left to do")
    investigator.press("Submit for review")
    investigator.sees("is submitted")


def investigator_answers_a_return(investigator: Walker, case: str, *, reasons: str) -> None:
    """Read why the case came back, say what was done about it, and submit it again."""
    investigator.follow("My work")
    investigator.follow("Answer what was returned")
    investigator.sees(reasons)
    investigator.press_into("Mark answered", 409)
    investigator.sees("Write in a few words what you did about it, or why nothing.")
    investigator.write("What you did about it", ANSWERED)
    investigator.press("Mark answered")
    investigator.sees(ANSWERED)
    investigator.go(f"/cases/{case}/submit")
    investigator.press("Submit for review")
    investigator.sees(f"Case {case} is submitted")
