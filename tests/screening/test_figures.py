"""The published figures of the screen are true, and long texts take it no more than in proportion."""

from __future__ import annotations

import hashlib

import pytest

from tests.screening.corpus import EVERY, FOLDER, LABEL, TRAINING, WHOSE, screened, statements
from tests.screening.figures import PAGE, page
from tests.screening.first_readings import wilson
from tracker.editions.shelf import editions
from tracker.policy import matching
from tracker.policy.sanitising import Protected

AS_WRITTEN = {
    "eighth_author": "0894456c8fcee475c0feb20fab30ddc436af51abcf2f137fbbcf9f4e027e5767",
    "seventh_author": "b194d25592f37eafc865ce6db054adad8f5b231df61437aee198ba611d8127fb",
    "held_out_1": "159559608176b34650d4b13f45de84afcf626a80551e266fe2b6fd91e415705a",
    "held_out_2": "04173e81cfe0be488e46bfd2e985a35f9036cb7be06930a507904a4f5699a156",
    "second_author": "4f3f818d79584c0777320958be87840d93f72ec709c91c44d78fd31c3de299ee",
    "second_author_later": "032c7ef4a217bdac9d23e7165b9650b2666dc0e3e7104e72aed304b8608e1cdc",
    "third_author": "752190db12c0646ed858b6b141f9f7be4d4b12e2d879bca60a272bf126dd9252",
    "fifth_author": "7dd8f4f9c09e86e87af964cbdb9b455c4655a50b63d83ac69f893139d4f3ec55",
    "workshop_1": "2996e15e3d4186df80a9e2b3e5fd45d92eabe52d39d2a1258dd6be23e92787a8",
    "workshop_2": "a50a4a92e87bc6511ac8526075b013e9ba8550fd0b93564ec936cb62b824d271",
    "workshop_3": "72365d369e0bc632d059435d87186f3cd0b3f98a0fbf5bf5c596b4002dd15f66",
    "sixth_author": "80a84982a0324c799c9ff25f1ab02ba7f762de49b40ca1a17530053b56c53c59",
    "fourth_author": "c199450d345c020f7a7d9fd6e5f33ee69d61e06b3cff3b76c7fc2086f6840ec3",
    "training/author_1": "346665f5de6f78b7d8fe7dfa4d23c00eb582b4fbd3e73bc2374b754bc1cc7203",
    "training/author_2": "4123f39906c78090e21d51310c79ddcd3459bfa2c29e01cfb895b01e9d898625",
    "training/author_3": "76f84be46c6ba4468cce204430d76eb027ef939fc9d52b8ff325e76fea241d1d",
    "training/author_4": "7f5e0ad2c5ebcf4c3767f683860bd07c8939548a419f022e367ee5d9733d8eda",
    "training/author_5": "5f37c3ae628d6875680f55a88061a1e06bec52e49d8c53129c00b00a2b7161af",
    "training/author_6": "ddee31b7de781366323ae4414f3663c1f7dd81a271c2d891e83a67f533e05dfb",
    "training/author_7": "fa11c3ccc53c576239234894ff41ed24af4eedaa4b6c951056357238eff2c1b5",
    "training/author_8": "1fd60f3602d2ff6a60b39637ce8f306216f937d114a88c5b457119e9fcbd404a",
    "training/author_9": "43efa611af511bfaadb39726d38f565fe7a315f124f6a7b70615f329bfef0e55",
    "training/author_10": "c4bb2c67f5c5bcfa2f164a06364b9585d6f005ae1491836ca9c0a90b4173a94a",
    "training/author_11": "a021f4719770a955b09a13b9642b5c52c9044e5bee4210b0c789be82e7a8b410",
    "training/author_12": "d7184c15d73e2cb4cc37a83c0bfeb28ad70af92f2b2b6357cfa0d4c7ab8f262d",
}


@pytest.mark.clause("IACP")
def test_the_published_figures_are_true() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.screening.figures"


@pytest.mark.parametrize("part", AS_WRITTEN)
def test_the_held_out_parts_are_as_they_were_written(part: str) -> None:
    assert hashlib.sha256((FOLDER / f"{part}.txt").read_bytes()).hexdigest() == AS_WRITTEN[part]


def test_the_corpus_is_large_and_its_labels_are_of_the_list() -> None:
    assert len([one for part in (*EVERY, *TRAINING) for one in statements(part)]) >= 12_000
    known = {one.value for one in Protected} | {"-"}
    for part in (*EVERY, *TRAINING):
        for match in LABEL.finditer((FOLDER / f"{part}.txt").read_text("utf-8")):
            assert set(match[3].replace("?", "").split("+")) - {"-"} <= known, match[0]
            assert match[4] in {*WHOSE, "-"}


def test_no_statement_stands_in_two_parts() -> None:
    texts = [one.text for part in (*EVERY, *TRAINING) for one in statements(part)]
    assert len(texts) == len(set(texts))


def test_an_interval_holds_its_share() -> None:
    for good, of in ((0, 1), (1, 1), (19, 20), (50, 100), (0, 0)):
        low, high = wilson(good, of)
        assert 0 <= low <= (good / of if of else 0.5) <= high <= 1


def test_each_word_list_says_where_it_comes_from() -> None:
    for words in editions().screens():
        assert len(words.source) > 40


HOSTILE = (
    "a ",
    "black ",
    "the candidate's ",
    "#black",
    "p r e ",
    "1 ",
    "age ",
    "Mr. ",
    "A B ",
    "St. ",
    "a_",
    "no ",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_four_times_as_long_takes_about_four_times_the_steps(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    fits = matching._Word.fits

    def counted(word: matching._Word, forms: tuple[str, ...]) -> bool:
        nonlocal steps
        steps += 1
        return fits(word, forms)

    monkeypatch.setattr(matching._Word, "fits", counted)
    taken = []
    for length in (400, 1_600):
        steps = 0
        screened(unit * (length // len(unit)))
        taken.append(steps)
    assert taken[1] <= 4.5 * taken[0] + 50


def test_a_word_of_a_summary_costs_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    fits = matching._Word.fits

    def counted(word: matching._Word, forms: tuple[str, ...]) -> bool:
        nonlocal steps
        steps += 1
        return fits(word, forms)

    monkeypatch.setattr(matching._Word, "fits", counted)
    text = " ".join(one.text for one in statements("dev"))
    words = text.split()[:350]
    screened(" ".join(words))
    assert steps <= 60 * len(words)
