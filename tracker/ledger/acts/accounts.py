"""Acts of signing in, of people and roles, and of designations."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class AccountActs:
    """People, their sessions, their roles, and who may search."""

    SIGNED_IN = Act("{actor} signed in", "role")
    """A person or a candidate opened a session."""
    SIGN_IN_TRIED = Act("somebody tried to sign in", "account")
    """A try began, before the password was looked at; ``account`` as below."""
    SIGN_IN_REFUSED = Act("a sign-in was refused: {reason:why}", "account")
    """A try did not succeed; ``account`` is the first 8 hex digits of the blind index of what was typed."""
    SIGN_IN_LOCKED = Act("an account was locked after {tries:counted wrong try/wrong tries}", "account")
    """Too many wrong tries; ``account`` as above."""
    SIGNED_OUT = Act("{actor} signed out: {reason:why}")
    """A session ended: by hand, by idling, by age, or because it was ended for the person."""
    SESSION_GAVE_WAY = Act("{actor} signed in once more, so the session begun first was ended")
    """One person is signed in at a few places at once, and no more."""
    ROLE_SWITCHED = Act("{actor} went on working as {role:role}")
    """A person with several roles chose another one to work in."""
    KEYS_TURNED_OFF = Act("{actor} turned the keys in lists off for themselves")
    """A person works without single keys (WCAG 2.2, 2.1.4)."""
    KEYS_TURNED_ON = Act("{actor} turned the keys in lists on for themselves")
    """A person works with single keys again."""
    PERSON_ADDED = Act("{actor} added {person:person} to the people")
    """A member of staff or of a board got an account."""
    PERSON_DISABLED = Act("{actor} stopped {person:person} from signing in")
    """A person may no longer sign in; nobody is deleted."""
    PERSON_ENABLED = Act("{actor} let {person:person} sign in again")
    """A disabled person may sign in again."""
    PASSWORD_CHANGED = Act("{actor} changed the password of {person:person}")
    """A password was set; the ledger holds nothing of it."""
    ROLE_GRANTED = Act("{actor} gave {person:person} the role of {role:role}")
    """A person may work in one more role."""
    ROLE_PROPOSED = Act("{actor} proposed the role of {role:role} for {person:person}")
    """A role waits for a second person; nothing of it is in force."""
    ROLE_APPROVED = Act(
        "{actor} approved the role of {role:role} for {person:person}, which {asked_by:person} had proposed"
    )
    """Two people gave a role, so a person may work in it."""
    ROLE_TURNED_DOWN = Act(
        "{actor} turned down the role of {role:role} that was proposed for {person:person}"
    )
    """A proposed role is not given; also where whoever proposed it took it back."""
    ROLE_ENDED = Act("{actor} took the role of {role:role} from {person:person}")
    """A person may no longer work in that role."""
    DUTIES_BY_CASE = Act("{actor} recorded a deviation from {clause:clause}: duties are by case")
    """The Chief let more roles meet in one person, in the whole agency (Hamden D.2)."""
    DUTIES_BY_TITLE = Act("{actor} ended the deviation from {clause:clause}: duties are by title again")
    """Roles that met only while duties were by case cannot be worked in together any more."""
    SEARCHER_DESIGNATED = Act(
        "{actor} designated {person:person} as a searcher from {starts:day} to {ends:day}"
    )
    """The Chief named a person as holding a sensitive position (Hamden D.3)."""
    DESIGNATION_ENDED = Act("{actor} ended the designation of {person:person} as a searcher")
    """A designation stopped before its day."""
    FORM_KEPT = Act("what {actor} had typed was kept sealed after the session had ended")
    """A post that came too late was kept for its writer."""
    FORM_SETTLED = Act("{actor} settled what had been kept: it was {choice:words}")
    """The writer saved or dropped what was kept."""
