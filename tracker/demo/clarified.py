"""What investigators of the sample data ask about one answer, and what candidates say to that."""

from __future__ import annotations

from tracker.affidavits.clarifying import answer_in_words, ask_about
from tracker.db import unit_of_work
from tracker.demo.company import Company
from tracker.demo.post_office import hand_over
from tracker.demo.running import investigator_of
from tracker.policy.actors import Actor

NAME_BACK = (
    "You wrote that you do not remember your name on Reddit. Did it come back to you since? If it did not, "
    "that is an answer too."
)
LIVE_VIDEO = (
    "Your page on YouTube names a place for live video. Do you have an account there? If you do, add it to "
    "your list."
)
BUILDING = "You share the account on Nextdoor. Are some of its posts yours, and how can they be told?"
BUILDING_SAID = (
    "Few. Everybody in the building writes there under one name. I wrote twice, about the bicycle room, and "
    "put my first name under both."
)


def ask_about_answer(company: Company, slug: str, about: str, words: str) -> str:
    """Have the investigator ask about one answer, mail that, and return the reference of the question."""
    with unit_of_work(investigator_of(company, slug)) as work:
        asked = ask_about(work, company.case(slug), about=about, words=words).reference
    hand_over()
    return asked


def say_in_words(company: Company, slug: str, candidate: Actor, reference: str, words: str) -> None:
    """Have the candidate answer in words, and change nothing."""
    with unit_of_work(candidate) as work:
        answer_in_words(work, company.case(slug), reference=reference, words=words)
