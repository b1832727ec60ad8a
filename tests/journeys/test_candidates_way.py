"""The candidate's whole way in both languages: accounts of every kind, or none at all, and what follows."""

from __future__ import annotations

import sys

import pytest
from flask import Flask

from tests.affidavits.conftest import Site
from tests.factories.affidavits import NAME
from tests.journeys import affidavit, filing
from tests.journeys.post_office import post_office
from tests.journeys.served_case import EMAIL, Glass, ServedCase

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

DANA = "Dana Ruiz"
PHONE_ES = Glass("es", 320, scripts=False)
DESK_EN = Glass("en", 1280, scripts=True)
CROSSES = [Glass("es", 1280, scripts=True), Glass("en", 320, scripts=False)]
LONGEST, SHORTEST = 40, 15
"""The most interactions that four accounts, or none, may cost from the start page to the receipt."""
TIMELINE = (
    "came in by invitation",
    "filed affidavit D-",
    "The receipt of affidavit D-",
    "chose how account 1 may be looked at",
    "stopped access to account 1",
    "asked a question",
    "filed edition 2 of the affidavit",
)
LINKS = (
    "https://www.instagram.com/marisol.pena/",
    "https://www.tiktok.com/@mari.p?lang=es",
    "https://m.facebook.com/marisol.pena.9",
    "https://x.com/mari_pena",
)


@pytest.mark.parametrize("glass", [PHONE_ES, DESK_EN], indirect=True, ids=str)
def test_every_kind_of_account_to_the_receipt_and_on(served_case: ServedCase[Site]) -> None:
    invited, candidate = served_case.invited(), served_case.candidate()
    affidavit.candidate_enters(candidate, invited.link, invited.code)
    candidate.follow("Start")
    filing.names_herself_otherwise(candidate)
    filing.is_not_sure_and_then_is(candidate)
    filing.lists_four_accounts(candidate)
    filing.lists_one_from_before(candidate)
    filing.chooses_access_by_account(candidate, DANA)
    fingerprint = affidavit.candidate_signs(candidate, NAME)
    filing.keeps_proof(candidate, fingerprint)
    affidavit.candidate_looks_where_it_stands(candidate, DANA)
    filing.stops_access(candidate)
    filing.asks(candidate)
    filing.begins_a_change(candidate)
    for way in ("Public only", "Together, on my own device"):  # the account that was stopped, and the new one
        affidavit.candidate_chooses_access(candidate, way, investigator=DANA)
    assert affidavit.candidate_signs(candidate, NAME) != fingerprint
    candidate.sees("What this edition changed")
    candidate.sees("mari.writes")
    staff_reads_all_of_it(served_case)


def staff_reads_all_of_it(served_case: ServedCase[Site]) -> None:
    """Have the investigator read the amendment, and find everything in the timeline."""
    investigator, case = served_case.staff(served_case.site.round.dana), served_case.site.case.reference
    investigator.go(f"/cases/{case}/affidavit")
    investigator.sees("mari.writes")
    investigator.sees("What it changed")
    investigator.go(f"/cases/{case}/timeline")
    for line in TIMELINE:
        investigator.sees(line)


@pytest.mark.parametrize("glass", [PHONE_ES, *CROSSES], indirect=True, ids=str)
def test_four_accounts_cost_few_interactions(served_case: ServedCase[Site]) -> None:
    invited, candidate = served_case.invited(), served_case.candidate()
    affidavit.candidate_enters(candidate, invited.link, invited.code)
    candidate.touches = 0
    candidate.follow("Start")
    candidate.choose("No")
    candidate.press(filing.SAVE)
    candidate.choose("Yes")
    candidate.press(filing.SAVE)
    for link in LINKS:
        filing.lists_an_account(candidate, link, button=filing.SAVE if link == LINKS[-1] else filing.NEXT)
    candidate.choose("Yes")
    candidate.press(filing.SAVE)
    candidate.choose("No")
    candidate.press(filing.SAVE)
    candidate.choose("Together, on my own device")
    candidate.choose("Use this answer for all my accounts")
    candidate.press(filing.SAVE)
    affidavit.candidate_signs(candidate, NAME)
    sys.stdout.write(f"four accounts: {candidate.touches} interactions, of {LONGEST} at most\n")
    assert candidate.touches <= LONGEST, candidate.touches


@pytest.mark.parametrize("glass", [PHONE_ES, DESK_EN], indirect=True, ids=str)
def test_no_accounts_cost_fewer_and_whoever_filed_can_withdraw(
    served_case: ServedCase[Site], app: Flask
) -> None:
    invited, candidate = served_case.invited(), served_case.candidate()
    affidavit.candidate_enters(candidate, invited.link, invited.code)
    candidate.touches = 0
    candidate.follow("Start")
    candidate.choose("No")
    candidate.press(filing.SAVE)
    affidavit.candidate_uses_none(candidate)
    with post_office(app, candidate.address) as mail:
        affidavit.candidate_signs(candidate, NAME, mailed=lambda: mail.code(to=EMAIL))
    sys.stdout.write(f"no accounts: {candidate.touches} interactions, of {SHORTEST} at most\n")
    assert candidate.touches <= SHORTEST, candidate.touches
    filing.withdraws(candidate)
