"""What the way of saying it tells: where somebody lives, how old, under what name, whatever the words are.

Each pattern reads a text once; what may repeat in it is bounded.
"""

from __future__ import annotations

import re

from tracker.policy.places import PLACE
from tracker.policy.sanitising import Protected

_LIVES = (
    r"(?:[Ll]ives?|[Ll]iving|[Ll]ived|[Ss]tay(?:s|ed|ing)?|[Rr]oom(?:s|ed|ing) with|[Rr]esid(?:es|ed|ing)"
    r"|[Cc]ouch[- ]surf(?:s|ed|ing)|[Cc]rash(?:es|ing) (?:at|with|on (?:a|his|her|my))|[Ss]ettled"
    r"|[Rr]elocat(?:es|ed|ing)|[Rr]ent(?:s|ed|ing)? (?:a|an|the|out a|his|her) (?:room|place|house|apartment"
    r"|apt|unit|studio|condo|basement|floor|trailer))"
)
_DWELLS = (
    r"(?:[Ll]ives?|[Ll]iving|[Ll]ived|[Ss]tay(?:s|ing)|[Rr]ents?|[Rr]ent(?:ed|ing)|[Rr]esides?|[Ss]leeps)"
)
_HOME = (
    r"(?:house|home|place|apartment|apt|condo|trailer|duplex|studio|crib|unit|building|block|street|road"
    r"|neighborhood|complex|driveway|porch|cabin|camper|garage|basement|room|yard|townhouse)"
)
_OWN = r"(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Cc]andidate's|[\w-]{3,15}'s)"
_NEARBY = (
    r"(?:above|over|behind|next to|next door to|across from|across the (?:street|road|hall) from"
    r"|upstairs from|around the corner from|down the (?:street|road|block) from|up the (?:street|hill) from"
    r"|beside"
    r"|right by|up from|down from|back of|in back of|under)"
)
_NUMBER_WORDS = (
    r"(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|[6-9]|1[0-7])"
)
_CHILD = (
    r"(?:[Bb]oys?|[Gg]irls?|[Kk]ids?|[Cc]hild|[Ss]on|[Dd]aughter|[Ss]isters?|[Bb]rothers?|[Cc]ousins?|[Nn]iece"
    r"|[Nn]ephew|[Gg]randson|[Gg]randdaughter|[Ss]tepson|[Ss]tepdaughter|[Ss]tudent|[Bb]abysitter|[Nn]eighbor"
    r"|[Vv]ictim|[Tt]een|[Bb]rat|[Dd]river|[Pp]assenger|[Ss]hoplifter|[Ss]uspect|[Ll]ifeguard|[Ss]kater"
    r"|[Pp]layer|[Ii]ntern|[Ff]ollower|[Uu]ser|[Pp]erson|[Ss]he|[Hh]e|[Tt]hey)"
)
_NO_UNIT = (
    r"(?!\s*(?:[-:/.]\d|%|percent|minutes?|miles?|mph|times|feet|foot|lbs?|pounds|days?|hours?|weeks?|months?"
    r"|seconds?|inch|dollars|bucks|likes|followers|posts|comments|beers|shots|drinks|rounds|photos|pictures"
    r"|of|out|in a row|for|points|games?|reps|k\b|p\.?m|a\.?m|people|officers|cars|calls|shifts|others|more"
    r"|different|words|guns))"
)
_SCHOOLS = (
    r"(?:UConn|UMass|UNH|URI|UVM|UMaine|SUNY\s\w+|CUNY|UCLA|USC|NYU|MIT|UNC|UVA|VCU|ODU|JMU|LSU|FSU|UCF|USF"
    r"|UGA|UT|BYU|SMU|TCU|WVU|Penn State|Ohio State|Yale|Harvard|Princeton|Cornell|Quinnipiac|Fairfield U"
    r"|Central Connecticut|CCSU|SCSU|ECSU|WCSU|Sacred Heart|Virginia Tech|Old Dominion|Norfolk State"
    r"|Stanford|Rutgers|Villanova|Syracuse|Purdue|Clemson|Gateway|Naugatuck Valley|Tidewater|Sandy Hook"
    r"|John Jay)"
)
PHRASES: tuple[tuple[re.Pattern[str], Protected, str], ...] = (
    (
        re.compile(
            rf"\b{_LIVES}\s+(?:(?!for\b|up\b|on\s+top\b|late\b|tuned\b)[\w']{{1,14}},?\s+){{1,6}}?"
            rf"(?:on|at|in|off|near|to|outside|around)\s+(?!(?:Twitch|Zoom|Live|Patrol|Call|Duty|Shift)\b)"
            rf"{PLACE}"
            rf"|\b{_DWELLS}\s+(?:\w+\s+){{0,3}}?{_NEARBY}\s+(?:the|a|an|his|her|my|their|our|some|that|[A-Z]\w+)"
            r"\s+\w+"
            rf"|\b{_OWN}\s+(?:\w+\s+){{0,2}}?{_HOME}(?:,|\s+(?:is|was|sits))?"
            rf"\s+(?:\w+\s+){{0,3}}?(?:on|at|off|near|by|behind|over|above|across from|next to|past|around)"
            r"\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,2}?[A-Z0-9]\w*"
            rf"|\b{_OWN}\s+(?:\w+\s+)?(?:street|road|block|building|complex|subdivision|neighborhood|town),\s+"
            rf"{PLACE}"
            r"|\bhouse\s+(?:is|was)\s+the\s+[\w-]+\s+(?:one|house|door)?\s*(?:on|at|past|after|before|from|up)\b"
            r"|\b(?:[Aa]t|gave|[Aa]ddress|[Ii]t['\u2019]s|is|lives|number|found)\s+(?:at\s+)?\d{1,5}[A-Z]?,?\s+"
            rf"(?!(?:AR|AK|CT|Glock|GB|TB|MB|Hz|Pro|Max|Plus|Series|Ways|Days|Percent)\b){PLACE}"
            r"(?=[,.;:\"\u201d]|\s+(?:and|with|upstairs|downstairs|rear|front|left|right|if|for|come|so|by|next)\b)"
            r"|\b(?:upstairs|downstairs|rear|basement|back|top|third|second|first|attic)\s+(?:bell|buzzer|unit"
            r"|apartment|apt|tenant|walk-?up|floor\s+(?:of|at|on|over|apartment|apt|unit|bell|left|right|rear))\b"
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            r"\b(?:map|location|gps|google)\s+pin\s+(?:of|for|on|at|to)\b|\bpin\s+(?:of|for|to|on)\s+(?:his|her"
            r"|my|their|the)\s+\w+"
            r"|\b(?:zip|zip ?code|postal code)(?:\s+(?:is|was|code|of))*[\s,:]+\d{5}\b"
            r"|\b-?\d{1,3}\.\d{3,8}\u00b0?\s*[NS]?,\s*-?\d{1,3}\.\d{3,8}\b"
            r"|\b(?:i'm|he's|she's|lives?|living|am|is)\s+in\s+#?\d{1,3}[a-k]\b"
            r"|\bcorner\s+of\s+[A-Z]\w+\s+(?:and|&)\s+[A-Z]\w+",
            re.IGNORECASE,
        ),
        Protected.ADDRESS,
        "may show where somebody lives",
    ),
    (
        re.compile(
            r"\b(?:[Cc]andidate|[Aa]pplicant|[Ss]ubject|[Aa]uthor|[Pp]oster|[Rr]ecruit)(?:\s+\(|,\s*)"
            r"(?:now\s+|then\s+|age\s+)?(?:1[89]|[2-6]\d)(?:\)|,)"
            r"|\b(?:[Bb]oys?|[Mm]en|[Gg]uys?|[Ww]om[ae]n|[Ll]adies|[Oo]fficers?|[Cc]ops?|[Rr]ookies?|[Rr]ecruits?"
            r"|[Dd]rivers?|[Pp]eople|[Ff]olks|[Aa]nyone|[Aa]nybody|[Ee]veryone|[Nn]obody|[Ss]omeone|[Aa]dults?"
            r"|[Aa]pplicants?|[Cc]andidates?|[Cc]hiefs?|[Ss]ergeants?|[Vv]oters?|[Tt]hose|[Cc]adets?)\s+"
            r"(?:who\s+(?:are|is)\s+)?(?:over|under|past|above|below|older\s+than|younger\s+than)\s+"
            rf"(?:1[89]|[2-9]\d|thirty|forty|fifty|sixty|seventy){_NO_UNIT}\b"
            r"|\b(?:over|under)-?(?:3|4|5|6|7)0s?\s+(?:crowd|club|league|team|division|group|set|gang|community)\b"
            rf"|\b(?:[2-9]\d)\s+(?:and|or)\s+(?:over|older|up|above|under|younger){_NO_UNIT}\b"
            r"|\bfresh\s+out\s+of\s+(?:college|high\s+school|school|the\s+cradle)\b"
            r"|\b(?:[Hh]igh\s+[Ss]chool|HS|[Cc]ollege)\s+(?:class|grad(?:uate)?|diploma|reunion|yearbook)\s*,?\s*"
            r"(?:of\s+|from\s+|in\s+)?(?:['\u2019]?\d{2}|(?:19|20)\d{2})\b"
            r"|\b(?:[Gg]rad(?:uated)?|[Dd]iploma|[Ss]enior\s+year|[Ff]reshman\s+year|[Pp]rom|[Yy]earbook)\b"
            r"(?:\s+(?:in|of|from|was|is|back\s+in))*\s+(?:19[4-9]\d|20[01]\d|['\u2019]\d{2})\b"
            r"|\b(?:joined|enlisted|started|hired|graduated|married|retired|sworn\s+in|applied|recruited|promoted)\b"
            rf"[^.;\n\"\u201d]{{0,25}}?\s+at\s+(?:age\s+)?(?:1[89]|[2-6]\d){_NO_UNIT}\b(?=\s*(?:[.,;:!?)\"\u201d]|$|and\b|with\b))"
            r"|(?<!\$)\b(?:[MF](?:1[89]|[2-6]\d)|(?:1[89]|[2-6]\d)[MF])\b|[\"\u201c](?:1[89]|[2-6]\d)"
            r"(?=\s*[|\u2022]|,\s|\s+(?:and|single|married|yrs?|years?\s+young|male|female)\b)"
            r"|[|\u2022]\s?(?:1[89]|[2-6]\d)(?=\s?(?:[|\u2022\"\u201d]))"
            r"|\b(?:I|he|she|we)\s+(?:was|were)\s+born\s+(?:when|before|after|during|under|the\s+year)\b"
        ),
        Protected.AGE,
        "may show age",
    ),
    (
        re.compile(
            rf"\b{_CHILD}(?:\s+(?:is|was|was\s+only|looks?|looked|turned|turns)|['\u2019]s|,|\s+of)\s+"
            rf"(?:only\s+|just\s+|about\s+|like\s+|maybe\s+|barely\s+|around\s+|all\s+of\s+)?"
            rf"{_NUMBER_WORDS}{_NO_UNIT}\b(?!\s+(?:years?\s+(?:of|in|on|ago)|and\s+a\s+half\s+(?:hours|miles)))"
            r"(?=\s*(?:[.,;:!?)\"\u201d\u2019']|$|\b(?:and|but|now|when|years?|or|maybe|at|so|lol|tops|if|who|yo)\b))"
            r"|\b(?:what\s+(?:is|are)\s+(?:she|he|they|you)|how\s+old),?\s+"
            rf"(?:like\s+)?(?:four|five|{_NUMBER_WORDS})\b"
            r"|\b(?:lil['\u2019]?|little|young|baby|small|teen(?:age)?)\s+(?:girl|boy|brat|shoplifter|skater|punk"
            r"|passenger|fan|hostage|suspect|cousin|niece|nephew)s?\b"
        ),
        Protected.MINOR,
        "may be about somebody under 18",
    ),
    (
        re.compile(
            r"(?<=[a-z,] )Black(?=\s+[a-z])(?!\s+(?:and\s+[Ww]hite|market|belt|coffee|ice|tie|bear)\b)"
        ),
        Protected.RACE,
        "may show race, color or ethnicity",
    ),
    (
        re.compile(
            r"\b[Hh]is\s+(?:husband|boyfriend)\b|\b[Hh]er\s+wife\b"
            r"|\b(?:[Cc]ame|[Cc]oming|[Cc]ome)\s+out\s+(?:on\s+(?:his|her|their|my)\s+\w+|to\s+(?:his|her|their|my)\s+"
            r"(?:\w+\s+)?(?:family|parents|mom|mother|dad|father|friends|squad|unit|shift|platoon|coworkers)|publicly"
            r"|at\s+(?:work|\d{2})|as\s+(?:a\s+)?(?:gay|bi\w*|trans\w*|queer|pan\w*|non-?binary|lesbian))"
        ),
        Protected.SEX,
        "may show sex, pregnancy, orientation or identity",
    ),
    (
        re.compile(
            r"\bR\.?I\.?P\.?,?\s+(?!(?:The|My|To|Our|All|This|And)\b)[A-Z][a-z]{1,15}\b"
            r"|\bBig\s+(?!(?:Brother|Mac|Apple|Bang|Sur|Ben|Bend|Sky|Lots?|Data|Bird|Foot|Deal|Ten|Pharma|Tech|Oil|Four"
            r"|East|Gulp|Dig|Easy|Boy|Red|Green|Blue|Island|Lebowski|Game|Papi|Box|Buck|Horn|City|Cat|Rock|Gun|Y)\b)"
            r"[A-Z][a-z]{1,15}\b"
            r"|\b(?:Lil|DJ|MC|Mister|Miz|Madam|Mme|Coach|Tia|Tio|Do\u00f1a|Nanny|Pop-?pop|Abuela|Titi)\.?\s+"
            r"(?!(?:The|League|Caesars?|Italy|Rhody|Smokies)\b)[A-Z][a-z]{1,15}\b"
            r"|\b(?:[Bb]ro(?:ther)?|[Ss]is(?:ter)?|[Cc]ousin|[Uu]ncle|[Aa]untie?|[Ff]riend|[Bb]uddy|[Nn]eighbor"
            r"|[Bb]oss|[Ee]x|[Gg]irlfriend|[Bb]oyfriend|[Ww]ife|[Hh]usband),\s+(?!(?:The|He|She|And|But|Who|I|It"
            r"|In|On|At|Then|This|That|So|We|You|They|No|Not|A)\b)[A-Z][a-z]{2,15},"
        ),
        Protected.OTHER_PERSON,
        "names somebody",
    ),
    (
        re.compile(
            r"\b[\w.]{2,30}\s*(?:\(at\)|\[at\]|\bat\b)\s*(?:gmail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|aol"
            r"|\w{2,20})\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*(?:com|net|org|edu|gov|me|io)\b"
            r"|\b(?:number|license|passport|account)\b[^.;\n\"]{0,25}?\b\d{6,12}\b"
            r"|\b(?:signs?|signed|posts?|posted|writes?|streams?|known|goes|went|plays?)\s+(?:\w+\s+){0,2}?(?:as|by|under)\s+"
            r"[\"\u201c][\w .'-]{3,30}[\"\u201d]"
            r"|\bbirth\s?date\b[^.;\n]{0,20}?\d{1,4}[/.-]\d[\d/.-]*"
            r"|\b(?:call|text|cell|phone|number|reach|dial)\b[^.;\n]{0,25}?\b\d{3}[-. ]\d{4}\b"
            r"|\b(?:snap(?:chat)?|ig|insta(?:gram)?|venmo|cash\s?app|psn|xbox|gamertag|steam|discord|kik|telegram"
            r"|signal|twitch|onlyfans|zelle|paypal|strava|tinder|reddit)(?:\s+(?:name|handle|id|user(?:name)?|tag|account)"
            r"\s*(?::|=|\bis\b)\s*[\"\u201c]?@?[\w.-]{3,30}|\s*[:=]\s*[\"\u201c]?"
            r"(?:@[\w.-]{3,30}|(?=[a-z_.-]*[\d_.]\w)[a-z][\w.-]{3,30}))",
            re.IGNORECASE,
        ),
        Protected.IDENTIFIER,
        "is a number or name that identifies",
    ),
    (
        re.compile(
            rf"\b{_SCHOOLS}\b(?=\s+(?:[Gg]rad|[Aa]lum|[Ss]tudent|[Dd]ropout|[Dd]egree|[Ss]enior|[Jj]unior|[Ff]ootball"
            r"|[Hh]ockey|[Hh]oodie|[Ss]weatshirt|[Cc]lass|[Dd]orm|[Cc]ampus|[Tt]rack|[Pp]olice\s+[Ee]xplorer))"
            rf"|\b(?:[Aa]t|[Ff]rom|[Aa]ttend(?:s|ed|ing)|[Gg]raduated|[Ee]nrolled\s+(?:at|in)|[Mm]ajor(?:s|ed)\s+\w+\s+\w+"
            rf"\s+at)\s+{_SCHOOLS}\b"
            r"|\b(?:[Ww]ent|[Gg]oes|[Gg]oing|[Aa]ttend(?:s|ed|ing)|[Gg]raduated|[Ee]nrolled|[Tt]eaches|[Cc]oaches|[Pp]layed)"
            r"\s+(?:\w+\s+)?(?:to|from|at|in|for)\s+(?:[A-Z][\w'.]{1,15}\s+){1,3}(?:Tech|Vo-?Tech|Magnet|Charter|Regional"
            r"|Montessori|Institute|Polytechnic|Community|CC|Catholic|Central|Memorial|Country\s+Day|Seminary)\b"
            r"|\b(?:Boy\s+Scout\s+|Girl\s+Scout\s+|Cub\s+Scout\s+)?(?:Troop|Explorers?\s+Post|Cub\s+Pack|VFW\s+Post"
            r"|Legion\s+Post|Elks\s+Lodge|Lodge|Explorers)\s+(?:No\.?\s*|#|Post\s+)?\d{1,5}\b"
        ),
        Protected.IDENTIFIER,
        "names a school or a group, which may identify",
    ),
)
"""What is found by how it is said, with the category and what to say of it."""
