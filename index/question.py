"""A question as keyword search weighs it: literal words, other names, what it leaves out.

Literal words that carry no content ("bao nhiêu", "cho biết") are dropped; another name of
a phrase counts where it scores higher than the literal words, never on top of them. A
question typed without diacritics is compared with the accent-stripped copy alone.

What this module does not know: dense vectors, and what the answer will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.keywords import KeywordIndex
from index.spelling import mended
from index.synonyms import Match, Phrase, Thesaurus, bare_phrase
from index.tokens import bare_tokens, exact_tokens, units, whole_tokens
from ingest.text import canonical, has_marks, strip_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STOPWORDS = Path(__file__).with_name("data") / "stopwords.txt"
MARKED_ONLY = "="

# What a token of each stream counts. Chosen on the ViQuAD slice, reported on MLQA-vi.
EXACT, BARE, PAIR, BARE_PAIR, WHOLE = 1.0, 0.5, 0.7, 0.35, 1.0


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


def token_weights(runs: Iterable[Sequence[str]], marked: bool) -> dict[str, float]:
    """The tokens of runs of units, each once, with what it counts."""
    weights: dict[str, float] = {}
    for run in runs:
        if marked:
            weights |= {token: PAIR if " " in token else EXACT for token in exact_tokens(run)}
            weights |= {token: BARE_PAIR if " " in token else BARE for token in bare_tokens(run)}
        else:
            both = {token: PAIR if " " in token else EXACT for token in bare_tokens(run)}
            weights |= {token: weight * (EXACT + BARE) for token, weight in both.items()}
    return weights


def keyword_scores(question: Question, index: KeywordIndex) -> NDArray[np.float32]:
    """BM25 of every row, literal words and other names together, shape (rows,).

    Another name counts where it scores higher than the literal words, never on top.
    """
    import numpy as np

    weights = token_weights(question.runs, question.marked)
    weights |= dict.fromkeys(question.wholes, WHOLE)
    total = index.scores(weights)
    for match in question.matches:
        literal = index.scores(token_weights(_inside(question, match), question.marked))
        best = literal
        for other in match.alternatives:
            found = index.scores(token_weights([other.phrase], _is_marked(other.phrase)))
            best = np.maximum(best, np.float32(other.weight) * found)
        total += best - literal
    return total


def coverage(question: Question, index: KeywordIndex) -> NDArray[np.float32]:
    """How much of what the question says stands in each row, 0..1, rare words counting more.

    Words that no report has count as the rarest: a row cannot cover what is nowhere.
    """
    import numpy as np

    names = {place: match for match in question.matches for place in range(match.start, match.end)}
    total, covered = 0.0, np.zeros(index.rows, np.float32)
    for place in sorted(question.kept):
        unit = question.sequence[place]
        token = "_" + strip_marks(unit)
        rarity = index.rarity(unit if question.marked and len(index.column(unit)[0]) else token)
        found = index.holds(token)
        if (match := names.get(place)) is not None:
            for other in match.alternatives:
                found |= _holds_all(other.phrase, index)
        total += rarity
        covered += np.float32(rarity) * found
    return covered / np.float32(total) if total else covered


def _holds_all(phrase: Phrase, index: KeywordIndex) -> NDArray[np.bool_]:
    held = index.holds("_" + strip_marks(phrase[0]))
    for unit in phrase[1:]:
        held &= index.holds("_" + strip_marks(unit))
    return held


def _is_marked(phrase: Phrase) -> bool:
    return has_marks(" ".join(phrase))


def _inside(question: Question, match: Match) -> list[Phrase]:
    """The literal runs within a match (its question words are not counted)."""
    kept = question.kept & frozenset(range(match.start, match.end))
    return _runs(question.sequence, kept)


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
