"""Sentences in the manner of administrative reports, and questions that they answer.

All sentences are this project's own, put together at random from the lists in
``genre.txt``; places and figures are invented. They teach the embedder the words that an
encyclopedia hardly has, and that a short, colloquial question may ask for a long bullet.

What this module does not know: real reports, tokens, vectors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from index.train.corpus import Paragraph, split_sentences

WORDS = Path(__file__).with_name("genre.txt")
SYNONYMS = Path(__file__).parents[1] / "data" / "synonyms.txt"
_BLANK = re.compile(r"\{(\w+?)(\d?)\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the passage that answers it."""

    question: str
    passage: str


def word_lists(path: Path = WORDS) -> dict[str, list[str]]:
    """The lists of ``genre.txt``: ``[name]`` and then one entry a line."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.startswith("[") and entry.endswith("]"):
            name = entry[1:-1]
            found[name] = []
        else:
            found[name].append(entry)
    return found


def alternatives(path: Path = SYNONYMS) -> list[tuple[str, str]]:
    """Pairs of ways to say one thing, from the product's own list; both directions of a line."""
    found: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0]
        terms = [term.strip() for term in re.split(r"[=~>|]", entry) if term.strip()]
        found += [(one, other) for one in terms for other in terms if one != other]
    return found


def questions(number: int, seed: int) -> list[Asked]:
    """So many questions with their passages; the same seed gives the same ones."""
    random = Random(seed)
    lists = word_lists()
    swaps = [pair for pair in alternatives() if " " in pair[0]]
    return [_asked(random, lists, swaps) for _ in range(number)]


def documents(number: int, seed: int) -> list[tuple[Paragraph, ...]]:
    """Made-up reports of twelve passages each, to count words and to learn from as text."""
    random = Random(seed)
    lists = word_lists()
    return [_report(random, lists) for _ in range(number)]


def _report(random: Random, lists: dict[str, list[str]]) -> tuple[Paragraph, ...]:
    title = _fill(random.choice(lists["title"]), random, lists)
    passages = []
    for _ in range(12):
        text = " ".join(
            _fill(random.choice(lists["statement"]).partition(" => ")[0], random, lists)
            for _ in range(random.randint(1, 3))
        )
        passages.append(Paragraph(split_sentences(text), title, random.choice(lists["heading"])))
    return tuple(passages)


def _asked(random: Random, lists: dict[str, list[str]], swaps: Sequence[tuple[str, str]]) -> Asked:
    template, _, asking = random.choice(lists["statement"]).partition(" => ")
    chosen: dict[str, str] = {}
    statement = _fill(template, random, lists, chosen)
    question = _fill(random.choice(asking.split(" / ")), random, lists, chosen)
    parts = [statement]
    for _ in range(random.randint(0, 2)):  # what stands beside it in the same bullet
        other = random.choice(lists["statement"]).partition(" => ")[0]
        parts.insert(random.randint(0, len(parts)), _fill(other, random, lists))
    if random.random() < 0.5:
        parts.append(random.choice(lists["heading"]))
    return Asked(_reworded(question, random, swaps), " ".join(parts))


def _reworded(text: str, random: Random, swaps: Sequence[tuple[str, str]]) -> str:
    """The question with up to two of its terms said another way."""
    at = [pair for pair in swaps if pair[0] in text]
    for term, other in random.sample(at, min(len(at), random.randint(0, 2))):
        text = text.replace(term, other, 1)
    return text if random.random() < 0.6 else text.lower().rstrip("?")


def _fill(
    template: str,
    random: Random,
    lists: dict[str, list[str]],
    chosen: dict[str, str] | None = None,
) -> str:
    """A template with its blanks filled; a blank that was filled before keeps its filling."""
    known = {} if chosen is None else chosen

    def word(blank: re.Match[str]) -> str:
        name = blank[0]
        if name not in known:
            known[name] = _value(blank[1], random, lists)
        return known[name]

    return _BLANK.sub(word, template)


def _value(name: str, random: Random, lists: dict[str, list[str]]) -> str:
    if name == "n":
        return str(random.randint(2, 980))
    if name == "big":
        return f"{random.randint(1, 98)}.{random.randint(0, 999):03d}"
    if name == "part":
        return f"{random.randint(2, 99)},{random.randint(0, 99):02d}"
    if name == "year":
        return str(random.randint(2015, 2031))
    if name == "day":
        return f"{random.randint(1, 28)} tháng {random.randint(1, 12)}"
    value = random.choice(lists[name])
    return _fill(value, random, lists) if "{" in value else value
