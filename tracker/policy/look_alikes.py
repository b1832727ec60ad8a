"""Letters that look like plain ones, and the one table of them that every reading of words asks."""

from __future__ import annotations

_TWINS = (
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043e\u0440\u0455\u051d\u0443\u0445\u0410\u0412\u0421"
    "\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423\u03bf\u03b1\u03bd\u03c1",
    "acdehijopswyxABCEHIJKMOPSTXYoavp",
)
LOOK_ALIKE = str.maketrans(*_TWINS)
"""Letters of Cyrillic and Greek that look Latin, so that a word written with them is read as it looks."""

_ROWS: tuple[tuple[str, str], ...] = (
    ("абвгдеёзийкмнопрстухчьіїјѕһԁԛԝӏ", "abbrdee3nnkmhonpctyx4biijshdqwl"),
    ("αβγδεζηθικλμνοπρστυφχω", "abydeznoiklmvonpotuoxw"),
    ("яшщъцэғҳөқңҫѡѵҽԍҡӄғԃѐєґ", "rwwbuefxokhcwveqkkfdeer"),
    ("օսհոցքьƅɓƀɗɖɦɨʝƙɫɭɱɳŋɲɵƥɋɽʂƨʃʈƭʉʋⱳʍƴʐƶƈƒϲςξκψ", "ouhngfbbbbddhijkllmnnnopqrsssttuvwwyzzcfccekp"),
    ("ıȷøłđħŧɡɩʟɴʀɢʜɪʏʙᴀᴄᴅᴇᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢɑɐəɛ", "ijoldhtgilnrghiybacdejkmopstuvwzaaee"),
)
ALIKE = {sign: plain for rows in _ROWS for sign, plain in zip(*rows, strict=True)} | {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
}
"""Small letters of other alphabets, and rare ones, with the plain letters that each of them stands for."""
