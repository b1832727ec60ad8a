"""Acts of candidates, cases, assignments, conflicts and invitations."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class CaseActs:
    """From the candidate's name on a list to an investigator who has no conflict."""

    CANDIDATE_ADDED = Act("{actor} added candidate {about}")
    """A person seeking a post was entered."""
    CANDIDATE_LANGUAGE_SET = Act("the candidate of case {about} is written to in {language:language}")
    """What we send to a candidate is in another language from now on."""
    CASE_OPENED = Act("{actor} opened case {about} in requisition {requisition}")
    """A candidate's background check began."""
    CASE_STAGE_CHANGED = Act("case {about} went from {before:stage} to {after:stage}")
    """A case moved along the journey."""
    CASE_WITHDRAWN = Act("{actor} withdrew the application of case {about}")
    """The candidate stepped back."""
    CASE_WITHDRAWN_ON_WORD = Act("{actor} withdrew the application of case {about}, on the candidate's word")
    """HR recorded that the candidate stepped back in person or by telephone."""
    PARTNER_BOUND = Act("{actor} bound {person:person}, lent by a partner agency, to case {about}")
    """Somebody of a partner agency may be given this case, and no other one."""
    CASE_ASSIGNED = Act("{actor} assigned case {about} to {investigator:person}")
    """A background investigator was given the case."""
    ASSIGNMENT_ENDED = Act("{actor} took case {about} back from {investigator:person}")
    """An assignment ended; access given to that investigator does not pass on."""
    ASSIGNMENT_GIVEN_BACK = Act("{actor} gave case {about} back because of a tie")
    """Who had the case stepped away from it; access given to them does not pass on."""
    AWAY_SET = Act("{actor} recorded that {person:person} is away from {starts:day} to {ends:day}")
    """No case is given to them on these days; why they are away is kept nowhere."""
    AWAY_ENDED = Act("{actor} recorded that {person:person} is not away")
    """The days recorded before do not count any more; they stay."""
    HANDOVER_WORDS_LEFT = Act("{actor} left words for the handover of case {about}")
    """Whoever has the case wrote to whoever has it next; the words are sealed."""
    CONFLICT_DECLARED = Act("{actor} declared on case {about}: {answer:tie}", "tie")
    """A person said whether there are ties to the candidate; ``tie`` is its kind as a code, or none."""
    CONFLICT_RULED = Act(
        "{actor} ruled on case {about}, on the tie that {declarer:person} declared: {ruling:tie-ruling}"
    )
    """Somebody else upheld or lifted a declared tie; the reason is sealed, and the declaration stays."""
    AGE_WINDOW_SET = Act("{actor} set the age window of case {about}", "turn")
    """From when posts may be used by age was set; the month is sealed, ``turn`` counts the settings."""
    INVITATION_ISSUED = Act(
        "{actor} issued an invitation for case {about}, open until {expires:moment}", "channel"
    )
    """A link and a separate code were made; the ledger holds neither, ``channel`` is how the link goes."""
    CODE_SET_APART = Act("the tries of an earlier invitation's code are counted apart from its link now")
    """The code of a link from before codes had rows of their own got its row."""
    LINK_ASKED_FOR = Act("a new link was asked for in case {about}; HR is told", "asked_from")
    """Nothing could be sent, so it waits for HR; ``asked_from`` is the page."""
    LINK_SENT = Act(
        "a new link was asked for and sent in case {about}, open until {expires:moment}",
        "asked_from",
    )
    """A further link for the same code went to the address on file; ``asked_from`` is the page."""
    INVITATION_STOPPED = Act("the invitation for case {about} was stopped: {reason:stopped}")
    """A link no longer works: replaced, used up, or too many wrong codes."""
    INVITATION_CODE_REFUSED = Act(
        "a code for case {about} did not match; {tries_left:counted try/tries} left"
    )
    """A wrong code was entered."""
    INVITATION_ACCEPTED = Act("the candidate of case {about} came in by invitation")
    """The right code was entered, and a session was opened."""
