"""What candidates and staff ordinarily write to each other is sent as it was typed."""

from __future__ import annotations

import pytest

from tracker.editions.shelf import editions
from tracker.policy.clarifying import missing_in_question
from tracker.policy.clarifying_answers import missing_to_reply
from tracker.policy.rights import missing_to_answer_candidate, missing_to_ask
from tracker.policy.sanitising import Protected
from tracker.policy.suggesting import suggestions

CANDIDATES = """
I closed that account in 2019 and I cannot open it any more.
My ex-wife made that page; I only had the login for a month.
The handle is the same because my brother and I shared a computer.
I am 46 and I was 22 when I wrote that.
Can I use my passport instead of a license to prove who I am?
I was in the hospital from March to May and did not post.
I forgot the password to that account. What do I do?
Do you need my password?
I will not give my password to anybody, is that all right?
I am pregnant and would like the visit after January.
My church runs that page and I post the event times.
I was deployed to Kuwait and had no internet for eight months.
The name on the account is my maiden name.
I changed my name after my divorce.
I speak Spanish at home. May I answer in Spanish?
Puedo contestar en español?
No uso esa cuenta desde que me mudé a Hartford.
Mi hija creó esa cuenta cuando tenía 12 años.
I live at 12 Elm Street now, the old address was on the form.
You can call me at 203-555-0148 after five.
The link is https://social.example/jordan.r and it is public.
My email is now j.reyes@mail.example instead of the old one.
The two accounts are mine, the third one is not.
I am a union member and the page belongs to the local.
That was a joke between friends and I regret it.
I was arrested in 2014 and the case was dismissed.
My record was erased and my lawyer says I do not have to talk about it.
I have a disability and need more time for the form.
I use a screen reader. Is there a version of the page for it?
I have dyslexia; can somebody read the questions to me?
I am deaf, so email is better than a call.
The picture is from my cousin's wedding.
I posted under #veteran because I served four years.
I do not know which account you mean.
Which account is meant by account 3?
What happens if I do not answer?
Who reads my answer?
How long do you keep this?
When is the deadline?
Can I change an answer after I sign?
I answered too fast, number 4 should be yes.
I thought the question was about the last five years only.
My son uses the tablet and he may have liked that post.
I never had an account there.
I had it for a week in 2020, then I deleted it.
It was hacked in June 2021 and I reported it.
I got the code but it says it has expired.
The email with the code never came.
The page asks me to sign again. Why?
I would rather not say.
Please tell me if a paper form is possible.
The date is wrong, it was 03/04/2018.
I am transgender and the old name is on that profile.
I moved from Honduras in 2009 and had no accounts before.
My wife and I both use it, it has both names.
It is a business page for my landscaping company.
I follow that group to read the news, I am not a member.
Is it a problem that I have no social media at all?
ok thank you 👍
The user name is night_owl77, I wrote it wrong before.
""".strip().splitlines()
"""What candidates ask and answer; much of it is about themselves, and that is theirs to say."""

STAFF = """
Is the account in answer 3 still open?
When did you stop using this account?
Which years does this answer cover?
Did you mean the account with one r or two?
The link in answer 2 does not open. Is it written as you meant it?
You answered that you have no account on this platform. Did you have one before?
Is this account used by you alone?
What is the name of this account now?
Is the date in answer 5 the date of opening or of closing?
Which of the two platforms does this answer belong to?
Answer 7 is empty. Is there anything to say there?
Is this the business account that you listed on page 2?
You wrote that the account is private. Is that still so?
Do answers 4 and 6 speak of the same account?
How many accounts did you mean when you wrote "a few"?
""".strip().splitlines()
"""What investigators ordinarily ask about an answer."""

REPLIES = """
You can answer until Friday at five.
Nobody needs your password, and nobody will ask for it.
A paper form is at the front desk of the agency.
You can change an answer until the decision; you then sign again.
The code works for ten minutes. Ask for a new one on the same page.
""".strip().splitlines()


def test_there_are_sixty_of_them() -> None:
    assert len(set(CANDIDATES)) == 60


@pytest.mark.clause("Hampton D.2")
@pytest.mark.parametrize("number", range(1, 61))
def test_what_a_candidate_ordinarily_writes_is_sent(number: int) -> None:
    words = CANDIDATES[number - 1]
    assert missing_to_ask(words, waiting=0) == ()
    assert missing_to_reply(words, ending=None) == ()


@pytest.mark.parametrize("number", range(1, len(STAFF) + 1))
def test_what_an_investigator_ordinarily_asks_is_sent(number: int) -> None:
    words = STAFF[number - 1]
    found = suggestions(words, editions().hints())
    touched = tuple(one.passage for one in found if one.category is not Protected.IDENTIFIER)
    assert missing_in_question(words, touched=touched) == ()


@pytest.mark.parametrize("number", range(1, len(REPLIES) + 1))
def test_what_staff_ordinarily_answer_needs_no_second_look(number: int) -> None:
    words = REPLIES[number - 1]
    hinted = bool(suggestions(words, editions().hints()))
    assert missing_to_answer_candidate(words, seen_answers=0, answers=0, hinted=hinted, looked=False) == ()
