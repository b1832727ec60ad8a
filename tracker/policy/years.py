"""How old somebody is, by the shape in which it is said.

Each pattern reads a text once.
"""

from __future__ import annotations

import re

from tracker.policy.sanitising import Protected

YEARS: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            r"\b(?:[Hh]e|[Ss]he|[Ss]on|[Dd]aughter|[Bb]oy|[Gg]irl|[Kk]id|[Nn]iece|[Nn]ephew|[Bb]aby"
            r"|[Cc]hild)"
            r"(?:\s+(?:is|was|turned|turns|just turned|only)|['\u2019]s)\s+(?:only\s+|just\s+"
            r"|like\s+)?(?:[1-9]|1[0-7]"
            r"|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b"
            r"(?=\s*(?:[.,;:!?)\"\u201d]|$|\b(?:and|but|now|when|years|or)\b))"
            r"|\b(?:[1-9]|1[0-7])\s?(?:y/o|yo|yr[s]?[- ]old|m/o)\b|\b(?:8|9|10|11|12|13|14|15|16"
            r"|18)U\b|\bU-?(?:8|10|12|14|16)\b"
            r"|\b(?:me|I|he|she|they)\s+(?:(?:am|was"
            r"|were)\s+)?(?:back\s+)?(?:when\s+)?(?:at\s+)?(?:was\s+|were\s+)?1[0-7]\b"
            r"(?=\s*(?:[.,;:!?)\"\u201d]|$))"
        ),
        Protected.MINOR,
        "may be about somebody under 18",
    ),
    (
        re.compile(
            r"\b[Gg]raduat(?:ed|es|ion|ing)\b[^.;\n]{0,45}?\b(?P<it>(?:in|of|with the class of)\s+"
            r"(?:19[3-9]\d|20[0-2]\d))\b|,\s+at\s+(?:1[89]|[2-7]\d),"
            r"|\b(?:single|widow(?:ed|er)?|divorced|married|male|female|vet|veteran|[Mm]arine|nurse|mom|dad|man"
            r"|woman"
            r"|guy|girl|mother|father|cop|bartender|teacher|driver|clerk|neighbor|caller|victim),\s+(?:1[89]|[2-8]\d)"
            r"(?=[,;.)]|\s+and\b)|\b(?:dude|guy|man|he|she|lady|woman)(?:['\u2019]s|\s+(?:is|was|be|looks))\s+(?:like|about|maybe"
            r"|almost|nearly|around|over|past|at\s+least|easily)\s+(?:1[89]|[2-8]\d)(?=[,;.\"\u201d]|\s+(?:and|but|so)\b)"
            r"|\b[Cc]lass\s+(?:of\s+)?['\u2019]\d{2}\b|\b[Cc]lass\s+of\s+(?:19|20)\d{2}\b|\b(?:HS"
            r"|high school)\s+['\u2019]\d{2}\b"
            r"|\b(?:[Ii]['\u2019]?m|is|was|am|be|being|about|turn(?:s|ed|ing)?|at|than|over|past|nearly"
            r"|almost|hit)\s+"
            r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s](?:one|two|three|four|five"
            r"|six|seven|eight|nine)"
            r"\b(?!\s*(?:miles|mph|percent|minutes|dollars|people|times|posts|feet|pounds|degrees|hours"
            r"|days))"
            r"|\bb\.\s?(?:19[3-9]|200)\d\b|\b[A-Z][a-z]+\s+['\u2019](?:[6-9]\d|[01]\d)\b"
            r"|\b(?:[Hh]e|[Ss]he|[Ww]ho|[Mm]a|[Mm]om|[Mm]other|[Dd]ad|[Ff]ather|[Ww]ife|[Hh]usband"
            r"|[Gg]randma|[Gg]randpa|[Ss]ubject"
            r"|[Cc]andidate|[Aa]pplicant|[Aa]uthor|[Bb]oss|[Pp]artner|[Ss]ergeant|[Gg]uy|[Ll]ady|[Mm]an"
            r"|[Ww]oman)"
            r"(?:\s+(?:is|was|turned|turns|just turned)|['\u2019]s)\s+(?:1[89]|[2-9]\d)\b"
            r"(?:\s+years\s+old\b)?(?!\s*(?:%|percent|minutes|miles|mph|times|feet|lbs|pounds"
            r"|days|hours|weeks|months|seconds|years (?:of|in|on)|of|out|for|likes|followers|posts|over))"
            r"|\b[Aa]t\s+(?:1[89]|[2-9]\d),?\s+(?:I|he|she|the\s+(?:candidate|applicant|subject))\b"
            r"|\bsince\s+(?:19[3-8]\d)\b|\b['\u2019]?(?:[4-9]0|19[4-9]0)s\s+(?:kid|baby|child)\b"
            r"|\b(?:candidate|he|she|coworker|officer|neighbor|supervisor|man|woman|who)(?:,?\s+(?:now"
            r"|then|currently|is|was|turned|turns|at))?"
            r",?\s+\(?(?:1[89]|[2-8]\d)(?:,|\))"
            r"|\b(?:I['\u2019]?m|I am|me at|at age|age|aged|am)\s+(?:1[89]|[2-8]\d)\b(?!\s*(?:%|percent"
            r"|minutes|miles|times|feet|lbs|pounds|days|hours|weeks|months|years (?:of|in|on)))"
            r"|\b(?:1[89]|[2-8]\d)[-\s]?(?:y/?o|yr old|yrs old|-year-old|yo)\b"
        ),
        Protected.AGE,
        "may show age",
    ),
)
"""What says how old somebody is, with the category and what to say of it."""
