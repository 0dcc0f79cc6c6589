"""Text of TCVN3 (.VnTime …) and VNI fonts, as it comes out of a PDF, back to Unicode.

These fonts put Vietnamese letters on the codes of Western ones, so a PDF made with them
extracts as ``Céng hßa`` (TCVN3) or ``Coäng hoøa`` (VNI). The font's name decides where it
is known; else the text does: of the words with Western accents, how many become
Vietnamese syllables under each reading.

Decode before ``text.nfc``: TCVN3 writes ư as a soft hyphen, which ``nfc`` drops.

What this module does not know: VISCII, VPS, VIQR and other encodings of the nineties, and
whether the decoded words make sense (``legible.py`` asks whether text can be used).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from ingest.syllables import is_syllable

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# A page needs this share of its accented words readable under a legacy encoding …
ENOUGH = 0.7
# … and that much more than under Unicode, to be taken for legacy text.
LEAD = 0.25

_DATA = Path(__file__).parent / "data"
_LETTER = r"A-Za-z\u00a1-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0"
_TOKEN = re.compile(rf"[{_LETTER}\u1ea0-\u1ef9{SOFT_HYPHEN}]+")
_WESTERN = re.compile("[\u00a1-\u00ff]")
# Letters that no old font puts on a page.
_ONLY_UNICODE = re.compile("[\u1ea0-\u1ef9]")
# Hyphens with letters on a side, where a PDF made TCVN3's soft hyphen (ư) an ordinary one.
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]*)-([^\W\d_]*)(?![^\W\d_])")


class Encoding(StrEnum):
    """How the letters of a font are coded."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words of a text say about its encoding.

    shares: per encoding, the share of the ``words`` accented words that it makes syllables.
    certain: False where so few words speak that the choice is a default.
    """

    encoding: Encoding
    words: int
    shares: tuple[tuple[Encoding, float], ...]
    certain: bool


def encoding_of_font(name: str) -> Encoding | None:
    """The encoding that a font's name tells (``ABCDEF+.VnTimeH``), None for other names."""
    plain = name.rsplit("+", 1)[-1].lstrip("/").lower()
    family = re.split(r"[,\-]?(?:bold|italic|regular|normal)", plain)[0]
    if family.startswith(".vn") or re.match(
        r"vn(time|arial|helve|avant|times|courier|3d|aristote|black|book|century|cooper|univer)",
        family,
    ):
        return Encoding.TCVN3_CAPITALS if family.endswith("h") else Encoding.TCVN3
    if family.startswith(("vni-", "vni ", "vni_")):
        return Encoding.VNI
    return None


def guess_encoding(text: str) -> Guess:
    """The encoding under which most of the accented words of ``text`` are Vietnamese."""
    words = [word for word in _TOKEN.findall(text) if _WESTERN.search(word)]
    if not words:
        return Guess(Encoding.UNICODE, 0, (), False)
    shares = {
        encoding: sum(is_syllable(_decode_word(word, encoding)) for word in words) / len(words)
        for encoding in (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI)
    }
    best = max((Encoding.TCVN3, Encoding.VNI), key=shares.__getitem__)
    lead = shares[best] - shares[Encoding.UNICODE]
    legacy = shares[best] >= ENOUGH and lead >= LEAD
    unicode_wins = shares[Encoding.UNICODE] >= ENOUGH and lead <= -LEAD
    return Guess(
        best if legacy else Encoding.UNICODE,
        len(words),
        tuple(shares.items()),
        legacy or unicode_wins,
    )


def decode(text: str, encoding: Encoding) -> str:
    """``text`` as Unicode (NFC); text that is Unicode already only gets composed."""
    if encoding is Encoding.VNI:
        return _compose(_vni_pattern().sub(lambda pair: _vni_table()[pair[0]], text))
    if encoding is Encoding.UNICODE:
        return _compose(text)
    plain = _restore_hyphens(_compose(text.translate(_tcvn3_table())))
    if encoding is Encoding.TCVN3_CAPITALS:
        return plain.upper()
    return _TOKEN.sub(lambda word: _even_case(word[0]), plain)


def to_unicode(text: str, font: str = "", page: Encoding | None = None) -> str:
    """Decode by the font's name, else by what the text itself says, else as its page is.

    page: the encoding of the text around, used where these few words do not decide.
    """
    named = encoding_of_font(font) if font else None
    if named is not None:
        return decode(text, named)
    guess = guess_encoding(text)
    if not guess.certain and page is not None and guess.words:
        return decode(text, page)
    return decode(text, guess.encoding)


def encodings_of_fonts(texts: Mapping[str, str], whole: str) -> dict[str, Encoding]:
    """The encoding of each font of a page: by its name, else by its text, else by the page.

    texts: all that is printed in each font; whole: the page's text in reading order.
    """
    page = guess_encoding(whole)
    usual = page.encoding if page.certain else Encoding.UNICODE
    found: dict[str, Encoding] = {}
    for font, text in texts.items():
        named = encoding_of_font(font)
        # A few words of a Unicode font may look like anything; on a page of old fonts they count.
        if named or usual is Encoding.UNICODE:
            found[font] = named or usual
        elif _ONLY_UNICODE.search(text):
            found[font] = Encoding.UNICODE
        else:
            own = guess_encoding(text)
            found[font] = own.encoding if own.certain else usual
    return found


def decode_pieces(pieces: Sequence[tuple[str, str]], whole: str) -> list[str]:
    """Pieces of a page, (text, font name) each, as Unicode where their font is an old one."""
    texts: dict[str, str] = {}
    for text, font in pieces:
        texts[font] = f"{texts.get(font, '')} {text}"
    encodings = encodings_of_fonts(texts, whole)
    return [
        text if encodings[font] is Encoding.UNICODE else decode(text, encodings[font])
        for text, font in pieces
    ]


def _compose(text: str) -> str:
    """NFC, also where a space was extracted between a letter and its mark."""
    return unicodedata.normalize("NFC", re.sub(r"(?<=[^\W\d_]) (?=[\u0300-\u0323])", "", text))


@lru_cache(maxsize=20_000)
def _decode_word(word: str, encoding: Encoding) -> str:
    return decode(word, encoding)


def _restore_hyphens(text: str) -> str:
    """``h-ớng`` to ``hướng`` where only ư makes the pieces a syllable."""

    def mend(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        joined = f"{left}ư{right}"
        whole = (left == "" or is_syllable(left)) and (right == "" or is_syllable(right))
        # A hyphen at a word's end may be a bullet or a break: both sides must be no words.
        return found[0] if whole or not is_syllable(joined) else joined

    return _HYPHENATED.sub(mend, text)


def _even_case(word: str) -> str:
    """Capital letters throughout where a word's plain letters are all capitals (TRƯêNG)."""
    capitals = sum(char.isupper() for char in word)
    plain_small = any("a" <= char <= "z" for char in word)
    return word.upper() if capitals >= 2 and not plain_small else word


def _rows(file: str) -> list[tuple[str, str]]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return [(code, letter) for code, letter in pairs]


@lru_cache(maxsize=1)
def _tcvn3_table() -> dict[int, str]:
    table = {int(code, 16): letter for code, letter in _rows("tcvn3.txt")}
    # Code B5 is the micro sign, which many extractors turn into the Greek letter.
    return table | {ord("\N{GREEK SMALL LETTER MU}"): "à"}


@lru_cache(maxsize=1)
def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for code, letter in _rows("vni.txt"):
        # The mark after a capital may be typed small (Aù) or capital (AÙ).
        for written in {code, code.upper(), code[0].upper() + code[1:]}:
            table[written] = letter if written == code else letter.upper()
    return table


@lru_cache(maxsize=1)
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(_vni_table(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
