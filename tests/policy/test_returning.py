"""What returns ask for is told apart by a closed list, and nothing of it is lost in counting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tracker.policy.returning import RETURN_KINDS, ReturnKind, counted_by_kind, kind_of

SAID = some.one_of(some.sampled_from(ReturnKind).map(lambda kind: kind.value), some.text(max_size=9))


def test_each_kind_has_its_words_in_one_order() -> None:
    assert tuple(RETURN_KINDS) == tuple(ReturnKind)


@given(some.lists(some.lists(SAID)))
def test_whatever_was_asked_for_is_counted_once(returns: list[list[str]]) -> None:
    counted = counted_by_kind(returns)
    assert sum(counted.values()) == sum(map(len, returns))
    assert all(counted.values())
    for kind, number in counted.items():
        assert number == sum(kind_of(said) is kind for asked in returns for said in asked)
