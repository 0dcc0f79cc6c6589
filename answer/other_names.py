"""What may stand in a report for words of a question: names that the thesaurus knows, digits.

What this module does not know: how much the question's words weigh, and where they are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from answer.frame import Frame
from answer.spelled_numbers import spelled_numbers
from index.synonyms import ASKED, NEAR, SAME, Thesaurus
from ingest.text import bare

# How well another name stands for the question's words, by the sign it has in the data.
_STANDS_FOR = {SAME: 0.9, ASKED: 0.75, NEAR: 0.65}
SPREAD = 0.9  # of that: its words stand apart in the question
INNER = 0.9  # and: it stands within a longer phrase that has other names


def other_names(
    frame: Frame, thesaurus: Thesaurus, sequence: Sequence[str], kept: Sequence[int]
) -> Iterable[tuple[tuple[int, ...], tuple[tuple[str, float], ...]]]:
    """Of places among the kept units: the phrases that stand for the words there, with weights.

    sequence: the units of the question; kept: which of them are content, by their number.
    """
    at = {index: place for place, index in enumerate(kept)}
    close = [
        (tuple(range(match.start, match.end)), match.alternatives)
        for match in thesaurus.matches(sequence, frame.marked)
    ]
    spread = [
        (places, others)
        for places, others in thesaurus.scattered(sequence, frame.marked)
        if not any(set(places) <= set(known) for known, _ in close)
    ]
    inner = [
        (tuple(range(match.start, match.end)), match.alternatives)
        for match in thesaurus.within(sequence, frame.marked)
    ]
    if frame.marked:
        for start, end, value in spelled_numbers(sequence):
            inside = tuple(at[index] for index in range(start, end) if index in at)
            if inside:
                yield inside, ((str(value), _STANDS_FOR[SAME]),)
    for factor, matches in ((1.0, close), (SPREAD, spread), (INNER, inner)):
        for places, others in matches:
            inside = tuple(at[index] for index in places if index in at)
            if inside and (factor == 1.0 or len(inside) >= 2):
                yield (
                    inside,
                    tuple(
                        (
                            " ".join(it.phrase) if frame.marked else bare(" ".join(it.phrase)),
                            factor * _STANDS_FOR.get(it.weight, it.weight),
                        )
                        for it in others
                    ),
                )
