"""How a printed quantity is meant: actual, plan, estimate, change, share or rank.

Read from the words before it (``tăng``, ``ước``, ``chiếm``, ``phấn đấu``) and straight behind
it (``… % kế hoạch``), listed in ``ingest/data/labels.txt``.

What this module does not know: what is counted, where and when.
"""

from __future__ import annotations

from ingest.clauses import Span
from ingest.quantities import Quantity
from ingest.report import FigureKind
from ingest.vocabulary import Keyed, Pattern, any_of, spellings

_FILE = "labels.txt"


def _words(section: str) -> str:
    return rf"(?<![^\W_]){any_of(spellings(_FILE, section))}(?![^\W_])"


_ROUGH = rf"(?:{any_of(spellings(_FILE, 'rough'))} )*"
_CHANGE = Pattern(rf"{_words('change')} {_ROUGH}(?:từ )?$")
# "thấp hơn mục tiêu Nghị quyết khoảng …": some words between the comparison and its number
_COMPARED = Pattern(rf"(?<![^\W_])(?:cao|thấp|nhiều|ít) hơn(?: [^\W\d_]+){{0,6}} {_ROUGH}$")
_GROWTH = Pattern(_words("growth"))
_TO_LEVEL = Pattern(
    r"(?:giảm|tăng|hạ|nâng)[^,;.:()]{0,40}(?:còn|xuống|lên|đến|tới)(?: còn| đến)? " + _ROUGH + "$"
)
_SHARE = Pattern(_words("share"))
_OF_PLAN = Pattern(
    r" (?:so với )?(?:của )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kh(?![^\W_]))"
)
_PLAN = Pattern(
    # "chương trình mục tiêu quốc gia" names what is paid for, no target
    rf"{_words('plan')}(?! quốc gia)|(?<![^\W_])(?:kế hoạch|dự toán)[^;.()]{{0,60}}giao(?![^\W_])"
    r"|(?<![^\W_])kế hoạch năm \d+"
    # "đạt 88,4% (kế hoạch 88%)", "đạt 15,8%, kế hoạch 17%"
    r"|(?:\(|[,;] )(?:kế hoạch|kh|chỉ tiêu|mục tiêu|dự toán)"
    r"(?: (?:giao|được giao|đề ra|cả năm|là))*:? $"
)
# "bằng 112,4% dự toán HĐND tỉnh giao (13.280 tỷ đồng)": the whole of which it is a share
_HELD = Pattern(r" (?:so với )?(?:kế hoạch|kh|chỉ tiêu|dự toán)(?: [^\W\d_]+){0,5} \($")
# "45 ha, vượt kế hoạch (40 ha)": straight in brackets behind the plan that was met or missed
_MET = Pattern(
    r"(?<![^\W_])(?:đạt|vượt|hoàn thành|bằng|so với|thấp hơn|cao hơn|chưa đạt)"
    r" (?:mức )?(?:kế hoạch|kh|chỉ tiêu|dự toán|mục tiêu)"
    r"(?: (?:năm|giao|được giao|đề ra|cả năm))* \($"
)
_REACHED = Pattern(
    r"(?<![^\W_])(?:đạt|vượt|hoàn thành|thực hiện|theo|so với) (?:mục tiêu|chỉ tiêu|kế hoạch)"
)
_ESTIMATE = Pattern(_words("estimate"))
_GOAL = Pattern(
    r"(?<![^\W_])(?:phấn đấu|đặt mục tiêu|mục tiêu (?:đến|năm|chung|cụ thể)|chỉ tiêu (?:đến|năm))"
    r"(?![^\W_])"
)
_FROM = Pattern(r"(?<![^\W_])từ $")
_THEN = Pattern(r"[^.;]{0,40}(?:xuống|lên|còn|đến)(?![^\W_])")
_AND = Pattern(r"[ ,]*(?:và )?(?:thêm )?$")


def is_percent(quantity: Quantity) -> bool:
    """Whether the quantity is a share of something: %, ‰ or percentage points."""
    return quantity.unit is not None and quantity.unit.base in {"%", "‰", "điểm phần trăm"}


def kind_of(
    line: Keyed, quantity: Quantity, start: int, floor: int, *, inherited: bool, planned: bool
) -> FigureKind:
    """The kind of a quantity that is no rank.

    start: where it begins with its word of approximation; floor: where the number before it
    ends; inherited: its clause has no subject of its own; planned: its section speaks of
    what is to come.
    """
    begin = max(floor, start - 60)
    number = quantity.start
    percent = is_percent(quantity)
    level = _TO_LEVEL.search(line, begin, start) or _is_from(line, quantity)
    if not level and (_CHANGE.search(line, begin, number) or _COMPARED.search(line, begin, number)):
        return FigureKind.CHANGE
    begin = _behind_share(line, floor, begin, start)
    reached = _REACHED.search(line, begin, start)
    # "đạt 86% kế hoạch tỉnh giao và 97% kế hoạch …": the plan in front is that of another share.
    of_plan = percent and _OF_PLAN.match(line, quantity.end) is not None
    aimed = planned or (_PLAN.search(line, begin, start) and not of_plan)
    held = line.text[:floor].endswith("%") and _HELD.match(line, floor, start) is not None
    held = held or (not percent and _MET.search(line, begin, start) is not None)
    aimed = held or (aimed and not reached)
    if percent and aimed:
        return FigureKind.PLAN
    if percent and not level and _GROWTH.search(line, begin, start):
        return FigureKind.CHANGE
    share = of_plan or _SHARE.search(line, begin, start)
    if percent and (share or inherited):
        return FigureKind.SHARE
    if _ESTIMATE.search(line, begin, number):
        return FigureKind.ESTIMATE
    return FigureKind.PLAN if aimed else FigureKind.ACTUAL


def _behind_share(line: Keyed, floor: int, begin: int, start: int) -> int:
    """Where the own words of "bằng 96% dự toán tỉnh giao, trong đó thu nội địa 12 tỷ" begin.

    The plan named in front is what the share before is of, up to the comma.
    """
    if not line.text[:floor].endswith("%") or _OF_PLAN.match(line, floor) is None:
        return begin
    comma = line.text.find(", ", floor, start)
    return max(begin, comma)


def aims(line: Keyed, sentence: Span) -> bool:
    """Whether a sentence opens with a goal, so that all its figures are planned."""
    return _GOAL.search(line, sentence.start, min(sentence.end, sentence.start + 45)) is not None


def _is_from(line: Keyed, quantity: Quantity) -> bool:
    """``giảm từ 5,2% năm 2023 xuống còn 3,1%``: the first is a level too."""
    start = quantity.start
    if quantity.upper is not None or not _FROM.search(line, max(0, start - 4), start):
        return False
    return _THEN.match(line, quantity.end) is not None


def goes_on(line: Keyed, floor: int, start: int) -> bool:
    """``giảm 25 cơ quan chuyên môn và 02 cơ quan hành chính``: the kind carries over "và"."""
    if start - floor > 40 or " v" not in line.key[floor : start + 1]:
        return False
    return _AND.match(line, max(0, start - 4), start) is not None
