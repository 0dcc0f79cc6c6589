"""Printed labels of Vietnamese administrative texts: ``PHẦN I``, ``II.``, ``8.1``, ``đ)``, ``-``.

The kinds and their order follow Nghị định 30/2020/NĐ-CP, Phụ lục I (phần, chương, mục,
điều, khoản, điểm) and the habits of reports (roman, arabic, letter, brackets, bullets).

What this module does not know: whether a line with a label is a heading (``outline.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class LabelKind(IntEnum):
    """Kinds of labels, outermost first; bullets and brackets nest in order of appearance."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    DIVISION = 3
    UPPER = 4
    ROMAN = 5
    ARTICLE = 6
    ARABIC = 7
    ARABIC_2 = 8
    ARABIC_3 = 9
    ARABIC_4 = 10
    LETTER = 11
    BRACKET = 12
    BULLET = 13


NAMED = {LabelKind.APPENDIX, LabelKind.PART, LabelKind.CHAPTER, LabelKind.DIVISION}


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line.

    printed: as it stands there ("a)", "PHẦN I"); step: as a section path shows it ("a").
    mark: tells labels of one kind apart that are written differently ("1." and "1)").
    value: its number, 0 for bullets; end: where the words after it begin.
    """

    kind: LabelKind
    mark: str
    printed: str
    step: str
    value: int
    end: int
    within: tuple[int, ...] = ()

    @property
    def style(self) -> tuple[LabelKind, str]:
        """What labels of the same list have in common."""
        return (self.kind, self.mark)

    def follows(self, value: int) -> bool:
        """Whether it may come after ``value`` in the same list (e or đ after d, g after e)."""
        if self.kind in {LabelKind.LETTER, LabelKind.UPPER} or self.mark == "(a)":
            return value < self.value <= value + 2
        return self.value == value + 1


# Upper and lower case alternate in Unicode from Ạ to ỹ, so a range of them would take both.
_UPPER_CASE = "A-ZĐ" + "".join(
    char
    for char in map(chr, range(0xC0, 0x1EFA))
    if char.isupper()
    and char.isalpha()
    and char >= "À"
    and (char <= "Ý" or char in "ĂĨŨƠƯ" or char >= "Ạ")
    and char != "Ð"
)
CAPITAL = re.compile(f"[{_UPPER_CASE}]")
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4,
    "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_NAMED = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|PHỤ LỤC|Phụ lục)"
    r"(?:\s+(?P<nth>(?:THỨ|Thứ|thứ)\s+)?(?P<value>[IVX]+|\d{1,2}[a-z]?|[^\W\d_]+))?"
    r"(?P<stop>\s*[.:)\-–—]|(?=\s|$))\s*"
)
_WORDS = {
    "phần": LabelKind.PART,
    "chương": LabelKind.CHAPTER,
    "mục": LabelKind.DIVISION,
    "phụ lục": LabelKind.APPENDIX,
}
_ARTICLE = re.compile(r"(?P<word>ĐIỀU|Điều)\s+(?P<value>\d{1,3})(?:\s*[.:]\s*|\s*$)")
_ROMAN_LABEL = re.compile(
    r"(?P<value>[IVX]{1,6})\s?(?P<mark>[.)]|/(?=\s)|\s[-–—](?=\s))\s*(?=[^\s.,;])"
)
_UPPER_LABEL = re.compile(r"(?P<value>[A-HKĐ])(?P<mark>[.)/])\s+(?=\S)")
_DOTTED = re.compile(
    rf"(?P<value>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?P<mark>[.)]?)\s+(?=[{_UPPER_CASE}“\"‘(\[])"
)
# "I.1.", "II.2.1", "A.1": a numeral under a roman or capital one, written out.
_UNDER = re.compile(
    rf"(?P<value>(?:[IVX]{{1,5}}|[A-HKĐ])(?:\.\d{{1,2}}){{1,3}})(?P<mark>[.)]?)\s+(?=[{_UPPER_CASE}“\"‘(\[])"
)
_ARABIC = re.compile(
    rf"(?P<value>\d{{1,2}})(?:(?P<mark>[.)/])\s+(?=[^\W\d_]|[“\"‘(\[])|(?P<tight>[.)/])(?=[{_UPPER_CASE}“]))"
)
_LETTER = re.compile(r"(?P<value>[a-zđ])(?P<mark>[.)/])\s*(?=[^\s.,;)])")
_BRACKET = re.compile(r"\((?P<value>\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=[^\s.,;)])")
_BULLET = re.compile(
    rf"(?:(?P<dash>[-–—])(?:\s+(?=\S)|(?=[{_UPPER_CASE}“]))|(?P<plus>\+)\s*(?=\S)"
    rf"|(?P<dot>\.)\s*(?=[{_UPPER_CASE}“])"
    r"|(?P<other>[*•●○▪■□◦➢➤✓✔·‣➔→\uf0b7\uf0a7\uf02d])\s*(?=[^\s*])|(?P<o>o)\s+(?=[A-ZĐ]))"
)
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"


def roman_value(text: str) -> int:
    """The value of a roman numeral up to XXXIX, 0 if it is none."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in text]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def _named(text: str) -> Label | None:
    found = _NAMED.match(text)
    if not found:
        return None
    word, value, rest = found["word"], found["value"] or "", text[found.end() :]
    kind = _WORDS[word.lower()]
    number = roman_value(value) or _ORDINALS.get(value.lower(), 0)
    if not number and re.fullmatch("[A-HKĐ]", value):
        number = _ALPHABET.index(value.lower()) + 1
    if not number and value[:1].isdigit():
        number = int(re.sub(r"\D", "", value))
    if not number:
        # "PHỤ LỤC" may stand alone; "Phần lớn …" and "Mục tiêu" are words.
        if kind is not LabelKind.APPENDIX or not word.isupper():
            return None
        return Label(kind, "", word, "Phụ lục", 1, len(word))
    stopped = bool(found["stop"].strip())
    if rest and not stopped and not (word.isupper() or CAPITAL.match(rest)):
        return None
    typed = word.isupper() or is_capitals(rest) or kind is LabelKind.APPENDIX
    if rest and not stopped and not typed:
        return None
    kept = roman_value(value) or value[:1].isdigit() or len(value) == 1
    shown = value if kept else value.lower()
    step = f"{word.capitalize()} {'thứ ' if found['nth'] else ''}{shown}"
    printed = text[: found.end("value")]
    return Label(kind, "", printed, step, number, found.end())


def _article(text: str) -> Label | None:
    found = _ARTICLE.match(text)
    if not found:
        return None
    step = f"Điều {found['value']}"
    return Label(LabelKind.ARTICLE, "", step, step, int(found["value"]), found.end())


def _roman(text: str) -> Label | None:
    found = _ROMAN_LABEL.match(text)
    value = roman_value(found["value"]) if found else 0
    if not found or not value:
        return None
    mark = found["mark"].strip()
    if mark in "-–—" and not CAPITAL.match(text[found.end() :]):
        return None
    printed = found["value"] + (mark if mark in ".)/" else "")
    return Label(LabelKind.ROMAN, mark, printed, found["value"], value, found.end())


def _upper(text: str) -> Label | None:
    found = _UPPER_LABEL.match(text)
    if not found:
        return None
    value = _ALPHABET.index(found["value"].lower()) + 1
    mark = found["mark"]
    return Label(LabelKind.UPPER, mark, found["value"] + mark, found["value"], value, found.end())


def _under(text: str) -> Label | None:
    found = _UNDER.match(text)
    if not found:
        return None
    first, *rest = found["value"].split(".")
    parts = (roman_value(first) or _ALPHABET.index(first.lower()) + 1, *map(int, rest))
    kind = LabelKind(LabelKind.ARABIC + len(rest) - 1)
    printed = found["value"] + found["mark"]
    return Label(kind, "I.1", printed, found["value"], parts[-1], found.end(), parts[:-1])


def _numbers(text: str) -> Label | None:
    found = _DOTTED.match(text)
    if found:
        parts = tuple(map(int, found["value"].split(".")))
        kind = LabelKind(LabelKind.ARABIC + len(parts) - 1)
        printed = found["value"] + found["mark"]
        return Label(kind, "", printed, found["value"], parts[-1], found.end(), parts[:-1])
    found = _ARABIC.match(text)
    if not found:
        return None
    mark = found["mark"] or found["tight"]
    value = found["value"]
    return Label(LabelKind.ARABIC, mark, value + mark, value, int(value), found.end())


def _letters(text: str) -> Label | None:
    found = _LETTER.match(text)
    if found:
        value, mark = found["value"], found["mark"]
        number = _ALPHABET.index(value) + 1
        return Label(LabelKind.LETTER, mark, value + mark, value, number, found.end())
    found = _BRACKET.match(text)
    if not found:
        return None
    value = found["value"]
    printed = f"({value})"
    if value.isdigit():
        return Label(LabelKind.BRACKET, "(1)", printed, printed, int(value), found.end())
    if roman_value(value.upper()):
        number = roman_value(value.upper())
        return Label(LabelKind.BRACKET, "(i)", printed, printed, number, found.end())
    number = _ALPHABET.index(value) + 1
    return Label(LabelKind.BRACKET, "(a)", printed, printed, number, found.end())


def _bullet(text: str) -> Label | None:
    found = _BULLET.match(text)
    if not found:
        return None
    printed = found[0].strip()
    mark = "-" if found["dash"] else printed
    return Label(LabelKind.BULLET, mark, printed, mark, 0, found.end())


def read_label(text: str) -> Label | None:
    """The label at the beginning of ``text``, None if it begins with words."""
    for read in (_named, _article, _under, _roman, _upper, _numbers, _letters, _bullet):
        label = read(text)
        if label:
            return label
    return None


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals: at least four letters, hardly one of them small."""
    letters = [char for char in text if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return len(letters) >= 4 and small <= 0.1 * len(letters)
