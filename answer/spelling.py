"""Slips of the pen in questions, mended against the words that the reports use.

Two kinds: a pair of syllables that is no ordinary Vietnamese but that sounds like one the
reports have, with one of the two as typed ("kế hoạt", "nước xạch"), and an abbreviation
that is the initials of words they repeat ("TĐYN"). A pair that stands in any report, or is
common in general text, is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from answer.asking import asking
from answer.slips import Words
from answer.sounds import rime, sound
from answer.terms import general_rarity, light
from index.common_pairs import is_common
from index.tokens import units
from ingest.syllables import is_syllable
from ingest.text import bare, canonical, has_marks
from ingest.vocabulary import CAPITALS

_INITIALS = re.compile(r"(?<![\w/.-])[A-ZĐ]{3,6}(?![\w/-])")
_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTHAND = Path(__file__).parent / "data" / "shorthand.txt"
_COMRADE = re.compile(rf"(?<![\w/])(?:đ/?c|Đ/?C|ĐC) (?=[{CAPITALS}][^\W\d_]*[^\W\d_A-Z])")
# "năm 22" is the year where nothing counted follows it.
_SHORT_YEAR = re.compile(
    r"(?<!\w)(năm|nam) ([123]\d)"
    r"(?=\s*(?:[?,;]|$)| (?:có|co|là|la|được|duoc|dc|đạt|dat|so|của|cua)\b)",
    re.IGNORECASE,
)
# "PAPI hạn mấy?": a rank is asked for; what has a term ("thời hạn mấy ngày") says of what.
_DOTTED = re.compile(r"(?<![\w.])([^\W\d_]{1,2})\.([^\W\d_]{2,})(?![\w.])")
_RANKED = re.compile(
    r"(?<!thời )(?<!kỳ )(?<!kì )(?<!quá )(?<!đúng )(?<!trễ )(?<!sớm )(?<!trước )(?<!gia )"
    r"(?<!\w)hạn(?= (?:thứ )?(?:mấy|bao nhiêu)\s*\??$)",
    re.IGNORECASE,
)
# "6th đầu năm"
_MONTHS = re.compile(r"(?<=\d)\s?th(?= (?:đầu|cuối|dau|cuoi)(?!\w))", re.IGNORECASE)
_ASKS = frozenset({"bao", "nhiêu", "mấy"})
OFTEN = 2
NEAR = 8  # syllables on either side of a word that tell what it is said of


def _slip(typed: str, meant: str) -> bool:
    """Whether one may be a slip for the other: a word that exists keeps its vowels."""
    return general_rarity(typed, True) >= 1.0 or _vowels(typed) == _vowels(meant)


def _vowels(syllable: str) -> str:
    """The vowels of a syllable without their tone: "hạng" and "hạn" have the same."""
    letters = unicodedata.normalize("NFD", syllable)
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return "".join(c for c in plain if bare(c) in "aeiouy")


@dataclass(frozen=True, slots=True)
class Heard:
    """A pair of syllables of the reports; sure: they repeat it, or it is common Vietnamese."""

    one: str
    two: str
    sure: bool

    def mends(self, one: str, two: str) -> tuple[int, str] | None:
        """Which of two typed syllables (0, 1) is a slip for which; None if not just one is."""
        if (self.one != one) == (self.two != two):
            return None
        place, typed, meant = (0, one, self.one) if self.one != one else (1, two, self.two)
        # What the reports have but once must sound just so, tone and all.
        fits = _slip(typed, meant) if self.sure else rime(typed) == rime(meant)
        return (place, meant) if fits else None


@cache
def _either() -> dict[str, tuple[str, ...]]:
    """Each short form with the words that it may stand for."""
    lines = _SHORTHAND.read_text(encoding="utf-8").splitlines()
    rows = (line.split("=") for line in lines if line and not line.startswith("#"))
    return {short.strip(): tuple(w.strip() for w in words.split(",")) for short, words in rows}


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.&-])({'|'.join(_either())})(?![\w/&-])", re.IGNORECASE)


def _company(sequences: Iterable[list[str]]) -> dict[str, Counter[str]]:
    """For each word that shorthand may stand for: what stands near it, and how often.

    "<" and ">" mark the syllable straight before and behind it. Under "" how often each
    syllable stands in any passage. All syllables bare.
    """
    words = {full for options in _either().values() for full in options}
    found: dict[str, Counter[str]] = {full: Counter() for full in ["", *words]}
    for sequence in sequences:
        loose = [bare(unit) for unit in sequence]
        found[""].update(set(loose))
        for at, pair in enumerate(pairwise(sequence)):
            full = " ".join(pair)
            if full in words:
                found[full].update(set(loose[max(at - NEAR, 0) : at + NEAR]))
                found[full].update(f"<{unit}" for unit in loose[max(at - 1, 0) : at])
                found[full].update(f">{unit}" for unit in loose[at + 2 : at + 3])
    return found


@dataclass(frozen=True, slots=True)
class Speller:
    """The pairs, and the words behind initials, of one library."""

    pairs: frozenset[tuple[str, str]]
    heard: dict[tuple[str, str], list[Heard]]
    initials: dict[str, str]
    company: dict[str, Counter[str]]  # what stands in a passage with words that shorthand hides
    words: Words

    @classmethod
    def of(cls, texts: Iterable[str]) -> Speller:
        """Learn from all passages."""
        pairs: Counter[tuple[str, str]] = Counter()
        runs: Counter[tuple[str, ...]] = Counter()
        sequences = [units(text) for text in texts]
        for sequence in sequences:
            pairs.update(pairwise(sequence))
            for size in (3, 4, 5, 6):
                runs.update(tuple(sequence[i : i + size]) for i in range(len(sequence) - size + 1))
        heard: dict[tuple[str, str], list[Heard]] = defaultdict(list)
        ends: dict[str, list[str]] = defaultdict(list)
        short: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (one, two), count in pairs.most_common():
            if one[0].isalpha() and two[0].isalpha():
                ends[two].append(one)
                short[one[0] + two[0]].append((one, two))
                sure = count >= OFTEN or _is_known_pair(one, two)
                heard[sound(one), sound(two)].append(Heard(one, two, sure))
        initials: dict[str, str] = {}
        for run, count in runs.most_common():
            if count >= OFTEN and all(word[0].isalpha() for word in run):
                initials.setdefault("".join(word[0] for word in run), " ".join(run))
        spelled: dict[str, list[str]] = defaultdict(list)
        for syllable in dict.fromkeys(one for sequence in sequences for one in sequence):
            if syllable[0].isalpha():
                spelled[bare(syllable)].append(syllable)
        known = frozenset(pairs)
        words = Words(dict(pairs), dict(ends), dict(short), dict(spelled))
        return cls(known, dict(heard), initials, _company(sequences), words)

    def mend(self, question: str, known: Collection[str] = ()) -> str:
        """The question with its slips mended; ``known`` holds abbreviations to leave alone."""

        def written_out(match: re.Match[str]) -> str:
            key = canonical(match[0])
            if key in self.initials and not any(canonical(word) == key for word in known):
                return self.initials[key]
            return match[0]

        text = _MONTHS.sub(" tháng", self._either(question))
        text = _INITIALS.sub(written_out, text)
        text = _DOTTED.sub(self._dotted, _RANKED.sub("hạng", text))
        if not has_marks(text):
            return text
        tokens = list(_WORD.finditer(text))
        words = [canonical(token[0]) for token in tokens]
        fixed = [token.start() > 0 and token[0][0].isupper() for token in tokens]
        changed: dict[int, str] = {}
        for index in range(len(words) - 1):
            if text[tokens[index].end() : tokens[index + 1].start()] != " ":
                continue
            if fixed[index] or fixed[index + 1]:
                continue
            for place, better in self._better(words, index):
                changed[place] = words[place] = better
        for place in sorted(changed, reverse=True):
            token = tokens[place]
            text = text[: token.start()] + changed[place] + text[token.end() :]
        return self._whole(text, known)

    def _whole(self, text: str, known: Collection[str]) -> str:
        """Words cut short or mistyped into none, as the reports have them there."""
        left_alone = {canonical(word) for word in known}
        parts: list[str] = []
        end, before = 0, ""
        tokens = list(_WORD.finditer(text))
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            after = ""
            if following is not None and text[token.end() : following.start()] == " ":
                after = canonical(following[0])
            typed = token[0]
            name = token.start() > 0 and typed[0].isupper() and not typed.isupper()
            meant = ""
            if name and not is_syllable(canonical(typed)):  # "Phườg" is no name
                meant = self.words.mistyped_name(before, canonical(typed), after).capitalize()
            if not name and canonical(typed) not in left_alone and _bounded(text, token):
                meant = self.words.meant(before, typed, after)
            parts += [text[end : token.start()], meant or typed]
            end = token.end()
            beside = following is not None and text[end : following.start()] == " "
            before = canonical((meant or typed).split()[-1]) if beside else ""
        return "".join([*parts, text[end:]])

    def _either(self, question: str) -> str:
        """Shorthand that may be one of several words, written as the one the reports have there."""
        question = _SHORT_YEAR.sub(r"\1 20\2", _COMRADE.sub("đồng chí ", question))
        said = {bare(unit) for unit in units(_short().sub(" ", question))}

        def written_out(match: re.Match[str]) -> str:
            before, after = units(question[: match.start()]), units(question[match.end() :])
            scores = {
                full: self._meant(full, before[-1:], after[:1], said)
                for full in _either()[match[1].lower()]
            }
            best = max(scores, key=lambda full: scores[full])
            return best if scores[best] > 0 else match[1]

        return _short().sub(written_out, question)

    def _meant(self, full: str, before: list[str], after: list[str], said: set[str]) -> float:
        """How likely a short form means a word: by its neighbours, then by its company."""
        everywhere, company = self.company[""], self.company[full]
        beside = sum(company[f"<{bare(word)}"] > 0 for word in before)
        beside += sum(company[f">{bare(word)}"] > 0 for word in after)
        known = [unit for unit in said if everywhere[unit] and len(unit) > 1]
        return 2 * beside + sum(min(company[unit] / everywhere[unit], 1.0) for unit in known)

    def _dotted(self, match: re.Match[str]) -> str:
        """ "t.thể": the commonest pair that ends so and begins with that letter."""
        begin = canonical(match[1])
        firsts = self.words.ends.get(canonical(match[2]), ())
        first = next((one for one in firsts if one.startswith(begin)), "")
        return f"{first} {match[2]}" if first else match[0]

    def _better(self, words: list[str], index: int) -> Iterable[tuple[int, str]]:
        """What to put at the first or second of two neighbours, nothing if they are in order."""
        one, two = words[index], words[index + 1]
        if self._ordinary(one, two):
            return
        heard = self.heard.get((sound(one), sound(two)), ())
        slip = next(filter(None, (pair.mends(one, two) for pair in heard)), None)
        if slip is None:
            return
        place, better = slip
        first = place == 0
        typed, partner = (one, two) if first else (two, one)
        everyday = _small(partner) or (_small(typed) and rime(typed) != rime(better))
        if everyday and general_rarity(typed, True) < 1.0:  # a word, and in its place
            return
        # The word changed must not be at home with its other neighbour.
        beside = words[max(index - 1, 0) : index] if first else words[index + 2 : index + 3]
        pairs_beside = [(word, one) if first else (two, word) for word in beside]
        if not any(self._ordinary(*pair) for pair in pairs_beside):
            yield index + place, better

    def _ordinary(self, one: str, two: str) -> bool:
        """Whether two neighbours are in order: printed in a report, or common Vietnamese."""
        return (one, two) in self.pairs or _is_known_pair(one, two)


def _bounded(text: str, token: re.Match[str]) -> bool:
    """Whether a word stands between spaces and marks, no part of a number or code."""
    start, end = token.span()
    return not re.search(r"[\w/.&-]$|\d\s$", text[:start]) and not re.match(r"[\d/_&-]", text[end:])


def _small(syllable: str) -> bool:
    """Whether it is an everyday or asking word, beside which any word may stand."""
    return syllable in asking().stop or syllable in light() or syllable in _ASKS


def _is_known_pair(one: str, two: str) -> bool:
    """Whether the pair is common Vietnamese of syllables that general text has."""
    known = general_rarity(one, True) < 1.0 and general_rarity(two, True) < 1.0
    return known and is_common(one, two)
