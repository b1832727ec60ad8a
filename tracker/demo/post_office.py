"""Mail of the sample data: handed over once it is posted, refused once, and reminders each morning."""

from __future__ import annotations

from tracker.cases.reminding import post_reminders
from tracker.cases.way_back import ask_by_link
from tracker.db import unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import WORKING_DAYS
from tracker.journey import REMINDERS
from tracker.mail.delivering import Taken, deliver_due
from tracker.mail.outcomes import Never
from tracker.policy.actors import SYSTEM

UNKNOWN = Never(550, "5.1.1 there is no mailbox of that name here")


def mornings(company: Company) -> Scenes[None]:
    """Remind those who are due to be reminded, and hand over what was posted since the day before."""
    for day in range(1, WORKING_DAYS + 1):
        yield company.days.at(day, "07:15")
        post_reminders(REMINDERS)
        hand_over()


def hand_over() -> None:
    """Have the mail server take everything that waits."""
    deliver_due(lambda _: None)


def refuse() -> None:
    """Have the mail server refuse what waits: nobody has a mailbox there."""

    def send(_: Taken) -> None:
        raise UNKNOWN

    deliver_due(send)


def ask_for_link(token: str) -> None:
    """Have a candidate press the button on the page of a link whose time is over."""
    with unit_of_work(SYSTEM) as work:
        ask_by_link(work, token)
    hand_over()
