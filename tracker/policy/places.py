"""Where somebody lives, by the shape in which it is said.

Each pattern reads a text once.
"""

from __future__ import annotations

import re

from tracker.policy.sanitising import Protected

PLACE = (
    r"(?:the\s+)?(?!(?:Instagram|Facebook|TikTok|Twitter|Reddit|YouTube|Snapchat|Discord|Twitch|Telegram"
    r"|WhatsApp"
    r"|LinkedIn|Threads|Bluesky|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January"
    r"|February|March"
    r"|April|May|June|July|August|September|October|November|December|Periscope|Zoom|Alabama|Alaska|Arizona"
    r"|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana"
    r"|Iowa|Kansas"
    r"|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada"
    r"|New (?:Hampshire|Jersey|Mexico|York State)|North|South|Ohio|Oklahoma|Oregon|Pennsylvania"
    r"|Rhode Island|Tennessee"
    r"|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming|America|Earth|God|Jesus)\b)"
    r"(?:\d{1,3}(?:st|nd|rd|th)\s+)?[A-Z][\w'\u2019]{1,30}(?:\s+[A-Z][\w'\u2019]{1,30}){0,3}"
)
"""A place as it is written: up to four words with capitals, no platform, month or state."""
PLACES: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            r"\b(?:[Ll]ive[sd]?|[Ll]iving|[Rr]eside[sd]?|[Rr]esiding|[Mm]oved|[Mm]oving|[Ss]tay(?:s|ed"
            r"|ing)|[Rr]ent(?:s|ed|ing)"
            r"|[Gg]rew up|[Rr]aised|[Hh]ouse|[Hh]ome|[Aa]partment|[Cc]ondo|[Tt]ownhouse|[Dd]uplex"
            r"|[Ss]tudio|[Pp]lace"
            r"|[Tt]railer|[Pp]orch|[Dd]riveway|[Ss]toop|[Bb]asement|[Rr]esidents?|[Nn]eighbors?)"
            r"(?:\s+(?:is|are|was|back|down|up|over|out|then|now|alone|together|apartment|unit|house))?"
            rf"\s+(?:on|at|in|near|off|to|into|by|around|above|behind|along|of)\s+{PLACE}"
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            r"\b(?:two|three|four|five|a few|\d)\s+(?:doors?|houses?|blocks?|streets?)\s+(?:down|up|over"
            r"|away|from|off)"
            rf"(?:\s+(?:on|from|of|at)\s+{PLACE})?"
            r"|\b(?:[Bb]ungalow|[Tt]riple[- ]decker|[Vv]ictorian|[Cc]ottage|[Cc]abin|[Rr]ow ?house"
            r"|[Bb]rownstone|[Ww]alk-?up|[Dd]ouble-?wide"
            r"|[Mm]obile home|[Cc]ourtyard|[Ff]loor|[Ll]oft|[Pp]enthouse|[Ss]ublet|[Cc]omplex|[Pp]orch"
            r"|[Bb]uilding|[Mm]ailbox)"
            rf"[^.;\n\"\u201d]{{0,25}}?\s(?:at|on|off|near|in)\s+{PLACE}(?:\s+and\s+[\dA-Z]\w*)?"
            rf"|\b[Mm]ove(?:d|s)?\s+(?:back\s+)?(?:to|from|out of)\s+(?!(?:Dismiss|Strike|Signal|Discord"
            rf"|Patrol)\b){PLACE}"
            rf"|\b[Gg]oodbye,?\s+{PLACE}|\b[Pp]ulled out of {PLACE}"
            r"|\bwhere\s+(?:he|she|they|the\s+(?:candidate|applicant|subject))\s+(?:stays?|lives?|rents?"
            r"|resides?|sleeps?)\b"
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            rf"\b{PLACE}\s+(?:neighbou?rhood|section of|side of|apartments?|apartment|condos?|lofts?"
            rf"|mobile home|subdivision"
            r"|housing|projects|towers|homes|residents?|trailer park|block of|condominium"
            r"|gardens apartments)\b"
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(r"\b\d{2,5}\s+block\s+of\s+[A-Z]\w+(?:\s+[A-Z]\w+)?"),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            r"\b(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ll]ot|[Rr]oom"
            r"|[Dd]orm room)\.?\s*#?\s*(?:\d{1,4}\s?-?[A-Z]?|[A-Z]-?\d{0,3})\b"
        ),
        Protected.ADDRESS,
        "is a part of an address",
    ),
    (
        re.compile(
            r"\b(?:live[sd]?|living|reside[sd]?|residing|stays?|staying)\s+(?:right\s+)?"
            r"(?:on|at|in|near|by|off|behind|above|across from|next to)\s+(?:the\s+)?"
            r"(?:[\w'.]{1,20}\s+){0,3}?"
            r"(?:street|avenue|ave|road|rd|lane|drive|court|blvd|boulevard|apartments?|projects|corner|block"
            r"|cul-de-sac|end of the (?:road|street|block)|trailer park|condo|duplex|dorms?|shelter"
            r"|motel|basement|attic)\b",
            re.IGNORECASE,
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
)
"""What says where somebody lives, with what to say of it."""
