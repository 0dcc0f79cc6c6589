"""Does a printed figure count what the question asks to be counted?

Compares the noun after "bao nhiêu"/"mấy" with what the report prints behind the number
and around it. Knows words, not places or topics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from answer.asking import asking
from answer.frame import Frame, Wanted
from index.synonyms import SAME, general
from ingest.report import Figure, FigureKind
from ingest.text import SYLLABLE, bare, canonical

QUALIFIER = 0.9  # a figure that only prints what tells its sort from the others
PERCENT = frozenset({"%", "phần trăm"})
# Who asks for so many of them leaves open of what: any count may be meant.
_ANYTHING = frozenset(
    ["cái", "chiếc", "thứ", "món", "khoản", "việc", "trường hợp",
     "cai", "chiec", "thu", "mon", "khoan", "viec", "truong hop"]
)  # fmt: skip
_PIECES = [["cái"], ["chiếc"], ["cai"], ["chiec"]]  # of anything that can be counted
_MONEY_WORDS = ("tiền", "tỷ", "tỉ", "triệu", "đồng", "vốn", "kinh phí", "usd")
_TIMES = frozenset(["năm", "nam", "tháng", "thang", "ngày", "ngay"])
_LASTS = frozenset(
    ["lâu", "lau", "thời", "thoi", "hạn", "han", "kỳ", "kì", "ky", "ki", "công", "cong"]
)
# "trường cấp ba" asks for no third prizes.
_NUMERALS = frozenset({"nhất", "hai", "ba", "tư", "nhat", "tu"})
_SORTED = frozenset({"giải", "giai", "huân", "huan", "huy", "hạng", "hang", "loại", "loai"})
_SCALE = re.compile(r"^(?:nghìn|nghin|ngàn|ngan|triệu|trieu|tỷ|tỉ|ty|ti) ")
_KINDS_FILE = Path(__file__).parent / "data" / "counted_kinds.txt"


@cache
def _kinds() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Groups of nouns: those that stand for any of the group, and the members."""
    lines = _KINDS_FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("|") for line in lines if line and not line.startswith("#"))
    return tuple((_words(general), _words(special)) for general, _, special in pairs)


def _words(text: str) -> tuple[str, ...]:
    return tuple(canonical(word.strip()) for word in text.split(",") if word.strip())


def is_money(figure: Figure) -> bool:
    """Whether the figure is an amount of money of any currency."""
    base = figure.base_unit.lower()
    return base.split("/")[0] in {"đồng", "usd", "đô la", "eur", "euro"}


def is_percent(figure: Figure) -> bool:
    """Whether the figure is a percentage (percentage points are not)."""
    return figure.base_unit == "%" or figure.unit in PERCENT


# What a question asks for that names no noun to count, and the base unit of an answer.
_HOW_MUCH = r"(?: [^\W\d_]+){0,2} (?:bao nhiêu|bao nhieu|mấy|cỡ nào)(?!\w)"
# The people of a place; "dân số tham gia bảo hiểm" may be a share.
_PEOPLED = re.compile(
    r"(?:^|[,:] )(?:năm \d{4} )?(?:tổng )?(?:dân số|dan so)(?!\w)"
    r"(?! (?:được|tham|có|nông|thành|sử|duoc|tham|co|nong|thanh|su))[^,?]{0,60}"
    r"(?:bao nhiêu|bao nhieu|mấy)"
)
_MEASURES = (
    (_PEOPLED, "người"),
    *(
        (re.compile(rf"(?<!\w)(?:{words}){_HOW_MUCH}"), unit)
        for words, unit in (
            (r"rộng|tổng diện tích|diện tích|rong|dien tich", "m2"),
            (r"(?<!kéo )dài|chiều dài|chieu dai", "m"),
            (r"sản lượng|san luong|cân nặng|can nang", "kg"),
        )
    ),
)
# "doanh nghiệp góp bao nhiêu": mostly money, where nothing else is named.
_GIVEN = re.compile(
    r"(?<!\w)(?:góp|đóng góp|ủng hộ|tài trợ|quyên góp|gop|ung ho|tai tro) (?:được |duoc )?"
    r"(?:bao nhiêu|bao nhieu)(?: \?|\?)*$"
)


@lru_cache(maxsize=65536)
def _key(text: str, marked: bool) -> str:
    joined = " ".join(SYLLABLE.findall(canonical(text)))
    return joined if marked else bare(joined)


def fits(frame: Frame, figure: Figure, following: str) -> float:
    """-1 (another thing) … 0 (does not say) … 1 (just that).

    following: the text printed right behind the figure, to the end of its segment.
    """
    typed = _by_type(frame, figure)
    if typed is not None and (typed < 0 or not frame.units):
        return typed
    if not frame.units:
        return _by_measure(frame, figure)
    best = max(noun_fit(unit, figure, following, frame.marked) for unit in frame.units)
    printed = _key(figure.unit, frame.marked)
    named = len(printed) > 2 and printed not in _TIMES  # "từ ba tháng trở lên" counts no months
    if best < 0.5 and named and f" {printed} " in f" {_key(frame.key, True)} ":
        best = 0.5  # the question names the printed unit elsewhere ("mấy người có bằng thạc sĩ")
    return best if typed is None else max(best, typed)


def _by_measure(frame: Frame, figure: Figure) -> float:
    """Whether a figure has the measure that a question without a noun asks for ("rộng mấy")."""
    if frame.wanted is not Wanted.AMOUNT:
        return 0.0
    if _GIVEN.search(frame.key):
        return 0.5 if is_money(figure) else 0.0
    measured = next((unit for words, unit in _MEASURES if words.search(frame.key)), "")
    if not measured or not figure.base_unit:
        return 0.0
    return 0.6 if figure.base_unit == measured else -0.5


def which_unit(frame: Frame, figure: Figure, following: str) -> int | None:
    """The index of the asked noun that the figure counts, None if none fits."""
    fit = [noun_fit(unit, figure, following, frame.marked) for unit in frame.units]
    if not fit or max(fit) < 0.3:
        return None
    return fit.index(max(fit))


def _by_type(frame: Frame, figure: Figure) -> float | None:
    if frame.wanted is Wanted.PERCENT:
        return 1.0 if is_percent(figure) else -1.0
    if frame.wanted is Wanted.MONEY:
        return 0.9 if is_money(figure) else (0.4 if _bare_scale(frame, figure) else -1.0)
    if frame.wanted is Wanted.RANK:
        return 1.0 if figure.kind is FigureKind.RANK else -1.0
    if figure.kind is FigureKind.RANK:
        return -0.6
    return None


def _bare_scale(frame: Frame, figure: Figure) -> bool:
    """Whether a question asks for millions without saying of what and the figure has some.

    "Dân số mấy triệu?" is answered by "3,27 triệu người".
    """
    scale = _SCALE.match(_key(figure.unit, frame.marked) + " ")
    return scale is not None and frame.units == (scale[0].strip(),)


def noun_fit(unit: str, figure: Figure, following: str, marked: bool) -> float:
    """How well a figure counts one asked noun, -1 … 1."""
    asked = unit.split()
    if unit.startswith(("phần trăm", "phan tram")):
        return 1.0 if is_percent(figure) else -1.0
    if asked[0] in (_MONEY_WORDS if marked else tuple(map(bare, _MONEY_WORDS))):
        bronze = _key(figure.unit, marked) == asked[0]  # "12 đồng" of a bracket of medals
        return 0.9 if is_money(figure) or bronze else -1.0
    if asked[0] in {"đô", "usd"}:
        return 1.0 if figure.base_unit.lower() in {"usd", "đô la"} else -0.8
    if asked[0] in {"điểm", "diem"}:
        unsaid = not figure.unit and figure.column != ""  # tables of points rarely print the unit
        return 1.0 if figure.unit.startswith("điểm") else -0.2 if unsaid else -0.8
    if asked[0] in {"cái", "cai", "chiếc", "chiec"}:
        asked = asked[1:] or asked
    if " ".join(asked) in _ANYTHING and figure.kind is not FigureKind.RANK:
        own = _key(figure.unit, marked).split()
        if own[:1] != asked[:1] and own[:1] != [] and own[0] not in _TIMES:
            return -0.9 if is_percent(figure) or is_money(figure) else 0.3
    asked = [*_in_full(asked[0], marked), *asked[1:]]
    printed = _key(f"{_written_out(figure.unit)} {following}", marked).split()
    if printed and printed[0] in _TIMES and asked[0] not in {*_TIMES, *_LASTS}:
        return -0.5
    matched = 0
    for a, b in zip(asked, printed, strict=False):
        if a != b:
            break
        matched += 1
    if not matched and len(asked) > 1 and len(printed) > 1 and asked[1] == printed[1]:
        return 0.5  # "đám cháy" for "vụ cháy"
    alone = _key(figure.unit, marked)
    if (
        not matched
        and alone
        and alone in asked[1:3]
        and (asked[0] in _SORTED or alone not in _NUMERALS)
    ):
        return QUALIFIER  # "giải nhì" in "50 giải (05 nhất, 10 nhì)"
    if matched:
        return 0.7 + 0.3 * min(matched, 3) / min(len(asked), 3)
    if is_percent(figure) or is_money(figure):
        return 0.3 if _names_share(asked, figure, marked) else -0.9
    label = f" {_key(figure.label, marked)} "
    if len(asked) >= 2 and f" {asked[0]} {asked[1]} " in label:
        return 0.6
    if same_kind(unit, figure.unit, marked):
        return 0.5
    if f" {asked[0]} " in label:
        each = f" mỗi {asked[0]} " in label or f" moi {asked[0]} " in label
        return -0.5 if each and figure.unit else 0.35
    return -0.5 if figure.unit else -0.2


def _written_out(unit: str) -> str:
    """A unit that is printed as an abbreviation ("VĐV") in full."""
    first, _, rest = unit.partition(" ")
    full = asking().chat.get(canonical(first), first) if len(first) > 2 else first
    return f"{full} {rest}"


@lru_cache(maxsize=4096)
def _in_full(word: str, marked: bool) -> tuple[str, ...]:
    """An abbreviation written out ("hdv": "hướng dẫn viên"), any other word as it is."""
    full = _abbreviations().get(word)
    if full is None:
        return (word,)
    return full if marked else tuple(map(bare, full))


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Abbreviations of nouns with one meaning, by their canonical key."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for phrase, other in general():
        if len(phrase) == 1 and other.weight == SAME and len(other.phrase) > 1:
            found[phrase[0]].add(other.phrase)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _names_share(asked: list[str], figure: Figure, marked: bool) -> bool:
    """Whether what is asked for is itself a share or a sum ("mấy kinh phí", "mấy tỷ lệ")."""
    nouns = ("tỉ lệ", "tỷ lệ", "kinh phí", "doanh thu", "vốn", "ngân sách", "kế hoạch", "dự toán")
    text = " ".join(asked) + " "
    return any(text.startswith((noun if marked else bare(noun)) + " ") for noun in nouns)


@lru_cache(maxsize=65536)
def same_kind(asked: str, unit: str, marked: bool) -> bool:
    """Whether two nouns name the same sort of things, one of them in general ("người")."""
    wide, narrow = _kinds_of(asked, marked)
    wide_too, narrow_too = _kinds_of(_SCALE.sub("", _key(unit, marked)), marked)
    return bool(wide & wide_too or wide & narrow_too or narrow & wide_too)


def one_kind(asked: str, unit: str, marked: bool) -> bool:
    """Whether two nouns stand for one another ("cây số" and "km"), not one for its sort."""
    printed = _kinds_of(_SCALE.sub("", _key(unit, marked)), marked)
    return bool(_kinds_of(asked, marked)[0] & printed[0])


@lru_cache(maxsize=16384)
def by_kind(asked: str, unit: str, marked: bool) -> int:
    """How many syllables of an asked noun a printed unit stands for ("thanh niên": "công dân")."""
    printed = _kinds_of(_SCALE.sub("", _key(unit, marked)), marked)[0]
    general = _by_word(marked)[0]
    words = asked.split()
    for size in range(min(len(words), 3), 0, -1):
        if printed & frozenset(general.get(" ".join(words[:size]), ())):
            return size
    return 0


def is_general(noun: str, marked: bool) -> bool:
    """Whether a noun stands for any member of its kind ("người", "cái gì")."""
    return noun.split()[:1] in _PIECES or bool(_kinds_of(noun, marked)[0])


@lru_cache(maxsize=16384)
def _kinds_of(noun: str, marked: bool) -> tuple[frozenset[int], frozenset[int]]:
    """The groups that a noun begins with: as what stands for any of them, and as a member."""
    general, special = _by_word(marked)
    opening = [noun, *(noun[: space.start()] for space in re.finditer(" ", noun))]
    return (
        frozenset(group for words in opening for group in general.get(words, ())),
        frozenset(group for words in opening for group in special.get(words, ())),
    )


@cache
def _by_word(marked: bool) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """The numbers of the groups by their general nouns, and by their members."""
    general: dict[str, set[int]] = defaultdict(set)
    special: dict[str, set[int]] = defaultdict(set)
    for group, (wide, narrow) in enumerate(_kinds()):
        for words, found in ((wide, general), (narrow, special)):
            for word in words:
                found[word if marked else bare(word)].add(group)
    return general, special
