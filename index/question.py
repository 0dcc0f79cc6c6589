"""A question as keyword search weighs it: literal words, other names, what it leaves out.

Words that carry no content ("bao nhiêu", "cho biết", "của") count little, and only beside
words that do; another name of a phrase counts where it scores higher than the literal
words, never on top of them. A question typed without diacritics is compared with the
accent-stripped copy, and with what is printed without marks in both (names, codes).

What this module does not know: dense vectors, and what the answer will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from index.keywords import KeywordIndex
from index.spelling import mended
from index.synonyms import Match, Phrase, Thesaurus, bare_phrase
from index.tokens import BARE as BARE_STREAM
from index.tokens import bare_unit, units, whole_tokens
from ingest.text import canonical, has_marks, strip_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STOPWORDS = Path(__file__).with_name("data") / "stopwords.txt"
MARKED_ONLY = "="

# What a token counts, and a pair of neighbours against one word. Chosen on MLQA-vi and one
# half of the ViQuAD slice, reported on the other half and XQuAD-vi (eval/LOG.md).
EXACT, BARE, WHOLE = 1.0, 0.5, 1.0
PAIR = 0.6
AS_TYPED = 0.6  # of a word typed without marks that is printed without them too
LITTLE, LITTLE_BARE = 0.4, 0.1  # of a question word, typed with and without diacritics
MISSED = 0.3  # of its score that a row without the rarer words loses
NAMES = 0.5  # of what another name scores above the literal words


@dataclass(frozen=True, slots=True)
class Question:
    """What keyword search looks for.

    kept: the units that carry content, in runs of neighbours.
    matches: where other names are known; their offsets count ``sequence``.
    """

    sequence: tuple[str, ...]
    runs: tuple[Phrase, ...]
    wholes: tuple[str, ...]
    marked: bool
    matches: tuple[Match, ...]
    kept: frozenset[int]


def understand(text: str, thesaurus: Thesaurus, index: KeywordIndex) -> Question:
    """Takes a question apart; never fails, an empty one has no runs."""
    sequence = mended(units(text), index)
    marked = has_marks(canonical(text))
    dropped = _stopped(sequence, marked)
    if len(dropped) == len(sequence):
        dropped = set()
    kept = frozenset(range(len(sequence))) - dropped
    return Question(
        sequence=tuple(sequence),
        runs=tuple(_runs(sequence, kept)),
        wholes=tuple(whole_tokens(text)),
        marked=marked,
        matches=tuple(thesaurus.matches(sequence, marked)),
        kept=kept,
    )


def token_weights(sequence: Sequence[str], places: Iterable[int], marked: bool) -> dict[str, float]:
    """The tokens of the units at some places, and of the pairs that lie within, with what
    each counts."""
    weights: dict[str, float] = {}
    chosen = sorted(places)
    for place in chosen:
        weights |= _streams((sequence[place],), marked, 1.0)
    for place, following in pairwise(chosen):
        if following == place + 1:
            weights |= _streams(sequence[place : place + 2], marked, PAIR)
    return weights


def _streams(run: Sequence[str], marked: bool, factor: float) -> dict[str, float]:
    """A unit or a pair as the exact and the accent-stripped stream have it."""
    token = " ".join(run)
    stripped = BARE_STREAM + " ".join(map(bare_unit, run))
    if marked:
        return {token: factor * EXACT, stripped: factor * BARE}
    return {token: factor * AS_TYPED, stripped: factor * (EXACT + BARE)}


def keyword_scores(question: Question, index: KeywordIndex) -> NDArray[np.float32]:
    """BM25 of every row, literal words and other names together, shape (rows,).

    Another name counts where it scores higher than the literal words, never on top.
    """
    import numpy as np

    marked = question.marked
    weights = token_weights(question.sequence, question.kept, marked)
    weights |= dict.fromkeys(question.wholes, WHOLE)
    total = index.scores(weights)
    for match in question.matches:
        inside = question.kept & frozenset(range(match.start, match.end))
        literal = index.scores(token_weights(question.sequence, inside, marked))
        best = literal
        for other in match.alternatives:
            tokens = token_weights(other.phrase, range(len(other.phrase)), _is_marked(other.phrase))
            best = np.maximum(best, np.float32(other.weight) * index.scores(tokens))
        total += np.float32(NAMES) * (best - literal)
    every = token_weights(question.sequence, range(len(question.sequence)), marked)
    little = {token: weight for token, weight in every.items() if token not in weights}
    share = np.float32(LITTLE if marked else LITTLE_BARE)
    return total + share * index.scores(little) * (total > 0)


def word_scores(
    question: Question, index: KeywordIndex
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Keyword scores, less where the rarer words are missing; and the coverage."""
    covered = coverage(question, index)
    return keyword_scores(question, index) * (1 - MISSED + MISSED * covered), covered


def coverage(question: Question, index: KeywordIndex) -> NDArray[np.float32]:
    """How much of what the question says stands in each row, 0..1, rare words counting more.

    Words that no report has count as the rarest: a row cannot cover what is nowhere.
    """
    import numpy as np

    names = {place: match for match in question.matches for place in range(match.start, match.end)}
    total, covered = 0.0, np.zeros(index.rows, np.float32)
    for place in sorted(question.kept):
        unit = question.sequence[place]
        token = BARE_STREAM + strip_marks(unit)
        rarity = index.rarity(unit if question.marked and len(index.column(unit)[0]) else token)
        found = index.holds(token)
        if (match := names.get(place)) is not None:
            for other in match.alternatives:
                found |= _holds_all(other.phrase, index)
        total += rarity
        covered += np.float32(rarity) * found
    return covered / np.float32(total) if total else covered


def _holds_all(phrase: Phrase, index: KeywordIndex) -> NDArray[np.bool_]:
    held = index.holds(BARE_STREAM + strip_marks(phrase[0]))
    for unit in phrase[1:]:
        held &= index.holds(BARE_STREAM + strip_marks(unit))
    return held


def _is_marked(phrase: Phrase) -> bool:
    return has_marks(" ".join(phrase))


def _runs(sequence: Sequence[str], kept: frozenset[int]) -> list[Phrase]:
    runs: list[list[str]] = []
    for place in sorted(kept):
        if place - 1 in kept and runs:
            runs[-1].append(sequence[place])
        else:
            runs.append([sequence[place]])
    return [tuple(run) for run in runs]


@cache
def _stop_phrases() -> tuple[frozenset[Phrase], frozenset[Phrase], int]:
    """The question words: with diacritics, without them, and the longest one's length."""
    lines = STOPWORDS.read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line.strip() and not line.startswith("#")]
    exact = frozenset(tuple(units(line.lstrip(MARKED_ONLY))) for line in entries)
    loose = [line for line in entries if not line.startswith(MARKED_ONLY)]
    bare = frozenset(bare_phrase(units(line)) for line in loose)
    return exact, bare, max(map(len, exact))


def _stopped(sequence: Sequence[str], marked: bool) -> set[int]:
    exact, bare, longest = _stop_phrases()
    known = exact if marked else bare
    dropped: set[int] = set()
    place = 0
    while place < len(sequence):
        for length in range(min(longest, len(sequence) - place), 0, -1):
            if tuple(sequence[place : place + length]) in known:
                dropped.update(range(place, place + length))
                place += length
                break
        else:
            place += 1
    return dropped
