"""How slots of a passage follow from each other: changes, shares, fulfilment of a plan.

Read from last year's sentence, so that the same sum can be worked with this year's figures:
``842 vụ, giảm 5,82% so với năm 2023 (894 vụ)`` makes the change a sum of this year's and
last year's count, and the base in the bracket last year's count.

What this module does not know: the values (``fill.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.draft.marks import Mark, Marks
from answer.draft.nouns import PieceKind, RelationKind, SlotKind
from check.placed import is_rate, same_unit
from ingest.clauses import sentences
from ingest.report import Figure, FigureKind, Passage
from ingest.text import canonical, syllables
from ingest.vocabulary import Pattern, any_of

_UP = ("tăng", "tăng thêm", "cao hơn", "nhiều hơn", "vượt", "gấp", "lớn hơn")
_DOWN = ("giảm", "giảm được", "thấp hơn", "ít hơn", "kém")
_ROUGH = r"(?: khoảng| gần| hơn| trên| được| thêm)?"
_MOVES = Pattern(rf"(?<![^\W_])(?:{any_of((*_UP, *_DOWN))}){_ROUGH} ?$")
_MOVES_PLAN = Pattern(
    rf"(?<![^\W_])(?:{any_of((*_UP, *_DOWN))}) (?:so với )?(?P<plan>(?:mục tiêu|kế hoạch|chỉ tiêu"
    rf"|dự toán|nghị quyết)(?: [^\W\d_]+){{0,3}}){_ROUGH} ?$"
)
_BEHIND = re.compile(r"(?! so | cùng | năm | lần)[^,;.()\d]{0,25}")
_AGAINST_YEAR = Pattern(
    r"(?: ?\([^()]*\))?"
    r"(?:[^.;\d]{0,30}(?:so (?:với )?|cùng kì)(?:cùng kì )?(?:năm )?(?:trước|(?:19|20)\d\d)"
    r"| (?:lần |so với )?năm (?:trước|(?:19|20)\d\d)|,? so (?:với )?cùng kì)"
)
# "so với năm 2024, số vụ giảm …": said once for all that follows in the sentence
_AHEAD = Pattern(r"so (?:với )?(?:cùng kì )?năm (?:trước|(?:19|20)\d\d), ")
_NO_SUBJECT = frozenset(
    [
        "và",
        "số",
        "thì",
        "trong",
        "đó",
        "tuy",
        "nhiên",
        "so",
        "với",
        "năm",
        "cùng",
        "kì",
        "còn",
        "là",
    ]
)
_AGAINST_PLAN = Pattern(
    r" ?(?:so với |của )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kh(?![^\W_]))"
)
_BASE = re.compile(
    r"[^.;\d]{0,40}(?:(?:19|20)\d\d)?[^.;\d()]{0,20}\((?:năm (?:19|20)\d\d)?\D{0,8}$"
)
_BRACKET = re.compile(r"[^.;\d(]{0,20}\($")
_OUTCOME = Pattern(
    r"(?<=, )(?:và |đều |cơ bản )?(?P<words>(?:đạt và vượt|đạt|vượt|chưa đạt|không đạt|hoàn thành"
    r"|hoàn thành vượt)(?: mức)? (?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)(?! [^\W_]*\d)"
    r"(?: nghị quyết| năm| đề ra| được giao| giao)*)(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between marks of one passage, by their starts; whole is -1 where none is."""

    kind: RelationKind
    start: int
    of: int
    whole: int = -1
    signed: bool = True


def mark_changes(marks: Marks, figures: list[Figure]) -> list[Tie]:
    """Takes up changes with their word (``giảm 5,82%``) and says what they compare."""
    ties: list[Tie] = []
    for order, figure in enumerate(figures):
        word = _MOVES.search(marks.line, max(0, figure.start - 30), figure.start)
        told = word or _MOVES_PLAN.search(marks.line, max(0, figure.start - 60), figure.start)
        if told is None or figure.kind is FigureKind.RANK or _names_a_rate(marks, told.start()):
            continue
        mark = Mark(told.start(), figure.end, PieceKind.SLOT, SlotKind.CHANGE, figure=figure)
        if not marks.add(mark):
            continue
        now = _now(marks, figure, figures[:order], told.start())
        if now is None:
            continue
        planned = not word or _AGAINST_PLAN.match(marks.line, figure.end)
        if planned:
            over = figure.base_unit == "%" and now.base_unit != "%"
            kind = RelationKind.OVER_PLAN if over else RelationKind.PLAN_GAP
            ties.append(Tie(kind, told.start(), now.start))
        elif _against_last_year(marks, figure):
            ties.append(Tie(RelationKind.CHANGE, told.start(), now.start))
            ties += _beside(marks, figure, now, figures[order + 1 :])
    return ties


def _names_a_rate(marks: Marks, offset: int) -> bool:
    """``tốc độ tăng 8%``, ``mức giảm …``: the word belongs to a name."""
    return re.search(r"(?:tốc độ|mức|tỷ lệ|tỉ lệ|đà|độ) $", marks.text[:offset].lower()) is not None


def _against_last_year(marks: Marks, figure: Figure) -> bool:
    found = _AGAINST_YEAR.match(marks.line, figure.end)
    begin, end = (figure.end, found.end()) if found else (0, 0)
    if found is None:
        ahead = _AHEAD.finditer(marks.line, _sentence(marks, figure.start), figure.start)
        if not ahead:
            return False
        begin, end = ahead[-1].span()
    years = re.findall(r"(?:19|20)\d\d", marks.text[begin:end])
    return not years or int(years[-1]) == marks.year - 1


def _sentence(marks: Marks, offset: int) -> int:
    starts = [span.start for span in sentences(marks.text) if span.start <= offset]
    return starts[-1] if starts else 0


def _now(marks: Marks, change: Figure, earlier: list[Figure], start: int) -> Figure | None:
    """The nearest figure before that the change can be of."""
    able = [
        one
        for one in earlier
        if one.start >= _sentence(marks, start) and one.of is None
        and one.kind not in {FigureKind.CHANGE, FigureKind.RANK} and _can_change(one, change)
    ]  # fmt: skip
    floor = max((one.end for one in earlier if one.end <= start), default=0)
    before = re.split(r"[,;(]", marks.text[max(floor, _sentence(marks, start)) : start])[-1]
    behind = _BEHIND.match(marks.text, change.end)
    subject = _words(f"{before} {behind[0] if behind else ''}")
    if not subject or len(able) < 2:
        return able[-1] if able else None
    scored = sorted(
        ((len(subject & _about(marks, one, earlier)), one.start, one) for one in able),
        key=lambda entry: entry[:2],
    )
    best = scored[-1]
    return best[2] if best[0] and best[0] > scored[-2][0] else None


def _can_change(one: Figure, change: Figure) -> bool:
    if change.base_unit == "điểm phần trăm":
        return one.base_unit == "%"
    if change.base_unit in {"%", "lần"}:
        return not is_rate(one)
    return same_unit(one, change)


def _words(text: str) -> frozenset[str]:
    return frozenset(syllables(canonical(text))) - _NO_SUBJECT


def _about(marks: Marks, figure: Figure, earlier: list[Figure]) -> frozenset[str]:
    """The words between the figure before and the words behind this one."""
    floor = max((one.end for one in earlier if one.end <= figure.start), default=0)
    behind = re.compile(r"[^,;.()]{0,40}").match(marks.text, figure.end)
    end = behind.end() if behind else figure.end
    return _words(marks.text[floor : figure.start] + " " + marks.text[figure.end : end])


def _beside(marks: Marks, change: Figure, now: Figure, later: list[Figure]) -> list[Tie]:
    """The base in a bracket behind the change, or the change in percent."""
    if not later or later[0].start - change.end > 80:
        return []
    following = later[0]
    gap = marks.text[change.end : following.start]
    if following.base_unit == "%" and change.base_unit != "%" and _BRACKET.fullmatch(gap):
        return [Tie(RelationKind.CHANGE, following.start, now.start, signed=False)]
    if same_unit(following, now) and _BASE.fullmatch(gap):
        return [Tie(RelationKind.BASE, following.start, now.start)]
    return []


def mark_outcomes(marks: Marks, figures: list[Figure]) -> list[Tie]:
    """``…, đạt mục tiêu Nghị quyết``: last year's outcome is asked anew."""
    ties = []
    for match in _OUTCOME.finditer(marks.line):
        start, end = match.span("words")
        before = [
            figure
            for figure in figures
            if _sentence(marks, start) <= figure.start and figure.end <= start <= figure.end + 80
        ]
        if before and marks.slot(start, end, SlotKind.OUTCOME):
            now = next(
                (one for one in reversed(before) if one.kind is not FigureKind.CHANGE), before[-1]
            )
            ties.append(Tie(RelationKind.OUTCOME, start, now.start))
    return ties


def shares_of(marks: Marks, figures: list[Figure]) -> list[Tie]:
    """Percentages of a fraction or of two counts before them, and of a plan."""
    ties = []
    for order, share in enumerate(figures):
        if share.base_unit != "%" or share.kind in {FigureKind.CHANGE, FigureKind.RANK}:
            continue
        earlier = [
            one for one in figures[:order]
            if one.start >= _sentence(marks, share.start) and not is_rate(one)
            and one.kind is not FigureKind.RANK
        ]  # fmt: skip
        if not earlier:
            continue
        if _AGAINST_PLAN.match(marks.line, share.end):
            ties.append(Tie(RelationKind.OF_PLAN, share.start, earlier[-1].start))
        elif earlier[-1].of is not None and share.start - earlier[-1].end <= 60:
            if _gives(share, earlier[-1].value, earlier[-1].of):
                ties.append(Tie(RelationKind.SHARE, share.start, earlier[-1].start))
        else:
            ties += _of_two(share, earlier)
    return ties


def _of_two(share: Figure, earlier: list[Figure]) -> list[Tie]:
    """The last count before the share, of the whole whose share it is."""
    part = earlier[-1]
    for whole in reversed(earlier[:-1]):
        if same_unit(part, whole) and _gives(share, part.amount, whole.amount):
            return [Tie(RelationKind.SHARE, share.start, part.start, whole.start)]
    return []


def _gives(share: Figure, part: Decimal, whole: Decimal | None) -> bool:
    """Whether part and whole give the printed percentage, to its last digit."""
    if not whole:
        return False
    decimals = -int(share.value.normalize().as_tuple().exponent) if share.value % 1 else 0
    quantum = Decimal(1).scaleb(-max(decimals, _printed_decimals(share)))
    value = (part / whole * 100).quantize(quantum, ROUND_HALF_UP)
    return value == share.value.quantize(quantum)


def _printed_decimals(share: Figure) -> int:
    found = re.search(r",(\d+)", share.text)
    return len(found[1]) if found else 0


def row_ties(passage: Passage, figures: list[Figure]) -> list[Tie]:
    """In a table row: the column that compares the result with the plan."""
    if passage.row is None:
        return []
    cells = {cell.header.lower(): cell for cell in passage.row.cells if cell.header}
    plan = next((c for h, c in cells.items() if h.startswith(("kế hoạch", "dự toán"))), None)
    done = next((c for h, c in cells.items() if h.startswith(("thực hiện", "kết quả"))), None)
    ratio = next(
        (c for h, c in cells.items() if "%" in h and ("kế hoạch" in h or "kh" in h.split())), None
    )
    starts = {figure.start: figure for figure in figures}
    if not (plan and done and ratio) or not {plan.start, done.start, ratio.start} <= set(starts):
        return []
    if _gives(starts[ratio.start], starts[done.start].value, starts[plan.start].value):
        return [Tie(RelationKind.SHARE, ratio.start, done.start, plan.start)]
    return []
