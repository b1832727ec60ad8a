"""What candidates of the sample data ask, and what HR answers."""

from __future__ import annotations

from tracker.db import unit_of_work
from tracker.demo.company import HR, Company
from tracker.policy.actors import Actor
from tracker.rights.service import answer_question, ask_question, request_copy


def ask(company: Company, slug: str, candidate: Actor, words: str) -> str:
    """Have the candidate ask, and return the reference of the question."""
    with unit_of_work(candidate) as work:
        return ask_question(work, company.case(slug), words=words).reference


def ask_for_more(company: Company, slug: str, candidate: Actor, words: str) -> None:
    """Have the candidate ask for more of the file than what they gave."""
    with unit_of_work(candidate) as work:
        request_copy(work, company.case(slug), words=words)


def answer(company: Company, slug: str, question: str, words: str) -> None:
    """Have HR answer a question for the first time."""
    with company.act(HR) as work:
        answer_question(work, company.case(slug), reference=question, words=words, seen_answers=0)
