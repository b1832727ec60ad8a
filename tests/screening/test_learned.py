"""What the screen learned is of the corpus that stands here, weighs what lists say, and says what told it."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.screening import examples
from tests.screening.corpus import Label, Statement, statements
from tests.screening.counted import Counted
from tests.screening.learner import Learner
from tests.screening.left_out import read_left_out
from tests.screening.thresholds import counted
from tracker.editions.shelf import CONFIG, FaultyEdition, digest_of, editions
from tracker.editions.weights import CLASSES, WEIGHTS, WHOSE, learned, read_weights
from tracker.policy.learned import CATEGORIES, Learned, Threshold, chance
from tracker.policy.learned_whose import whose_learned
from tracker.policy.marks import Found, whole
from tracker.policy.sanitising import Protected, Whose
from tracker.policy.suggesting import Suggestion, suggestions
from tracker.policy.word_classes import Lexicon, stem_of

SEX = CATEGORIES.index(Protected.SEX)
NOBODY_KNOWS = Lexicon({}, {}, {}, frozenset(("she", "that", "my", "is", "a", "wrote", "the")), frozenset())
MOST_BYTES = 1_500_000


def taught(weights: dict[str, float], least: Threshold) -> Learned:
    return Learned(
        {sign: ((SEX, weight),) for sign, weight in weights.items()},
        {},
        dict.fromkeys(Protected, least),
        NOBODY_KNOWS,
        1_234,
        {},
    )


def marked(text: str, known: Learned) -> list[Suggestion]:
    return [
        one for one in suggestions(text, editions().screens(), (), known) if one.category is Protected.SEX
    ]


def test_what_was_learned_is_of_the_corpus_and_the_classes_that_stand_here() -> None:
    head = (CONFIG / "learned" / WEIGHTS).read_text("utf-8").split("\n\n", 1)[0]
    heads = dict(line.split(": ", 1) for line in head.splitlines() if not line.startswith("#"))
    assert heads["corpus"] == examples.digest(), "learn anew: python -m tests.screening.learning"
    assert read_left_out()[0] == examples.digest()
    assert heads["classes"] == digest_of(CONFIG / "learned" / CLASSES)
    assert (CONFIG / "learned" / WEIGHTS).stat().st_size < MOST_BYTES


def test_every_weight_is_of_a_category_and_every_category_has_its_thresholds() -> None:
    known = learned()
    assert set(known.thresholds) == set(Protected)
    assert all(0 < one.listed <= one.new < 1 for one in known.thresholds.values())
    assert {place for row in known.weights.values() for place, _ in row} == set(range(len(CATEGORIES)))
    assert known.sentences == sum(1 for part in examples.PARTS for _ in statements(part))


def test_a_file_of_weights_that_cannot_be_read_is_said(tmp_path: object) -> None:
    folder = CONFIG.__class__(str(tmp_path)) / "learned"
    folder.mkdir()
    for name in (CLASSES, WHOSE):
        (folder / name).write_bytes((CONFIG / "learned" / name).read_bytes())
    for text in ("sentences: 3\n\n", "sentences: many\n\ns=a\tsex=1\n", "s=a\tsex=1\n"):
        (folder / WEIGHTS).write_text(text, "utf-8")
        with pytest.raises(FaultyEdition, match=WEIGHTS):
            read_weights(folder.parent)


@pytest.mark.clause("IACP")
def test_a_learned_mark_says_what_it_may_show_and_which_words_told_it() -> None:
    known = taught({"s=zorbo": 2.0, "-1=my": 2.0}, Threshold(0.9, 0.1))
    (one,) = marked("The candidate wrote that my zorbo is a zorbo.", known)
    assert one.passage == "zorbo"
    assert "learned from 1,234 sentences, told by “my” “zorbo”" in one.why


@pytest.mark.clause("IACP")
def test_a_mark_of_a_list_stays_where_its_words_are_likely_enough() -> None:
    text = "The candidate is pregnant."
    assert marked(text, taught({"*": 1.0}, Threshold(0.99, 0.5)))
    assert not marked(text, taught({"*": -1.0}, Threshold(0.99, 0.5)))


@pytest.mark.clause("IACP")
def test_what_a_shape_proves_or_a_record_names_is_never_left_out() -> None:
    known = taught({}, Threshold(0.99, 0.98))
    text = "Posted at https://x.com/jo as @marisol_99, 203-555-0188, and he met Marisol Vega."
    found = suggestions(text, editions().screens(), ["Marisol Vega"], known)
    assert {"Marisol Vega", "@marisol_99", "he"} <= {one.passage for one in found}
    assert any(one.passage.startswith("https://") for one in found)
    assert any("203-555-0188" in one.passage for one in found)


@pytest.mark.clause("Hampton C.2")
def test_a_word_of_the_list_of_opinions_stays_however_unlikely() -> None:
    known = taught({}, Threshold(0.99, 0.98))
    found = suggestions("The candidate gave five excellent answers.", editions().screens(), (), known)
    assert [(one.passage, one.category) for one in found] == [("excellent", Protected.OPINION)]


def test_what_is_underlined_already_is_not_underlined_as_something_else() -> None:
    text = "Loans were explained by telephone at some length to war veterans."
    likely = taught({"*": -2.0, "w=war": 7.0, "w=loans": 7.0}, Threshold(0.9, 0.1))
    military = CATEGORIES.index(Protected.MILITARY)
    known = Learned(
        {**likely.weights, "s=veteran": ((military, 5.0),)}, {}, likely.thresholds, NOBODY_KNOWS, 1_234, {}
    )
    found = suggestions(text, editions().screens(), (), known)
    assert [(one.passage, one.category) for one in found] == [
        ("Loans", Protected.SEX),
        ("war veterans", Protected.MILITARY),
    ]


def test_whose_it_is_does_not_hang_on_the_order_in_which_signs_are_added() -> None:
    weights = {"a": (0.1, 0.6), "b": (0.2, 0.0), "c": (0.3, 0.0)}
    rows = {sign: (*pair, 0.0) for sign, pair in weights.items()}
    said = {whose_learned(order, Whose.THIRD_PERSON, rows) for order in permutations(rows)}
    assert said == {Whose.CANDIDATE}, "a tie goes to the candidate, whatever was added first"


def test_likely_words_beside_each_other_or_beside_a_mark_are_one_question() -> None:
    known = taught({"*": 3.0}, Threshold(0.9, 0.1))
    assert [one.passage for one in marked("Blue zorbo and green fish swam.", known)] == [
        "Blue zorbo and green fish swam"
    ]
    assert [one.passage for one in marked("The pregnant zorbo.", known)] == ["pregnant"]


def test_no_word_that_says_nothing_is_an_edge_of_a_mark() -> None:
    text = "of veterans, and the rest"
    found = whole(text, Found(0, 21, Protected.MILITARY, ""))
    assert text[found.start : found.end] == "veterans"
    alone = Found(0, 2, Protected.MILITARY, "")
    assert whole(text, alone) == alone


def test_the_same_is_learned_of_the_same_sentences() -> None:
    lists, lexicon = examples.lists(examples.NEWEST)
    told = [
        Statement(
            f"She wrote {number} times of my zorbo.",
            (Label(23 + len(str(number)), 31, ("sex",), None, False),),
        )
        for number in (10, 20, 30, 40)
    ]
    plain = [Statement(f"She wrote {number} times of the fish.", ()) for number in (50, 60, 70, 80)]
    made = [examples.example(one, lists, lexicon) for one in (*told, *plain)]
    learners = [Learner(), Learner()]
    for one in learners:
        one.learn(made)
    first, second = ([one.chances(example) for example in made] for one in learners)
    assert first == second
    assert max(row[SEX] for row in first[0]) > max(row[SEX] for row in first[-1])


def test_marks_are_counted_as_the_figures_count_them() -> None:
    lists, lexicon = examples.lists(examples.NEWEST)
    text = "The candidate is pregnant."
    one = examples.example(Statement(text, (Label(17, 25, ("sex",), None, False),)), lists, lexicon)
    sure = [[1.0] * len(CATEGORIES) if word.signs else [0.0] * len(CATEGORIES) for word in one.words]
    assert counted((one, sure), {Protected.SEX: Threshold(0.5, 0.5)}) == Counted(1, 1, 0, 1, 0, 0, 1)
    nothing = [[0.0] * len(CATEGORIES) for _ in one.words]
    assert counted((one, nothing), {Protected.SEX: Threshold(0.5, 0.5)}) == Counted(0, 0, 0, 1, 0, 0, 1)


def test_endings_are_cut_off_and_sums_brought_between_nought_and_one() -> None:
    assert {stem_of(one) for one in ("praying", "prayed", "prays")} == {"pray"}
    assert stem_of("gas") == "gas"
    assert 0 <= chance(-1e9) < chance(0) == 0.5 < chance(1e9) <= 1
