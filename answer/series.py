"""Figures that a report sets side by side: one for each place, level, source or year.

A series is what sums, comparisons and "which of them" are about: its members have a name
each and count the same thing. It is read from an enumeration in a sentence, a bracket or a
note, from bullets under one lead-in, and from the column of a table. Built once per library.

What this module does not know: questions (``series_match.py``), and whether a total is right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from answer.series_items import Item, items_of, unit_key, unit_rest
from answer.series_parts import Member, Series
from answer.series_tables import table_series
from ingest.clauses import sentences
from ingest.report import Figure, FigureKind, Passage, PassageKind, Reading
from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

_LEADS = re.compile(
    r"(?<!\w)(?:trong do|gom|bao gom|cu the|chia (?:theo|ra)|nhu sau|la|trong so do)(?!\w)"
)
_PARTS = re.compile(r"(?<!\w)(?:trong do|gom|bao gom|cu the|chia ra|trong so do)(?!\w)")
# A member that is the total of the others.
_WHOLE = re.compile(
    r"(?<!\w)(?:toan (?:thanh pho|tinh|huyen|xa|quoc|nganh|vung)|tong (?:so|cong)|ca nuoc)(?!\w)"
)
_DATED = re.compile(
    r"^(?:đến|tính đến|trong|năm|tại|từ|so với)[^,]{0,60}\d[^,]{0,20},\s+", re.IGNORECASE
)
_YEARS = re.compile(r"\d{4}(?:-\d{4})?")
_CAPITAL = re.compile(rf"[{CAPITALS}]")
LONG = 70  # a head that holds more than a name
HEAD_LONGEST = 130
NAME_LONGEST = 160
REACH = 320


def read_series(reading: Reading) -> list[Series]:
    """All series of one reading."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        figures[figure.passage_id].append(figure)
    items = {
        passage.id: items_of(passage.text, figures[passage.id])
        for passage in reading.passages
        if passage.id in figures and passage.row is None
    }
    found: list[Series] = []
    for passage in reading.passages:
        if passage.id in items and len(items[passage.id]) >= 2:
            found += _in_prose(passage, items)
    return [*found, *_lists(reading, items), *table_series(reading, figures)]


# --- enumerations within a passage ---------------------------------------------------------


def _in_prose(passage: Passage, items: dict[str, list[Item]]) -> Iterable[Series]:
    own = items[passage.id]
    for how, group in _groups(own):
        split, group = _split(passage, group)
        if len(group) < 2 or (made := _members(group, own, how)) is None:
            continue
        members, role, total = made
        first = group[0]
        whole = total or split or _whole(passage, group, items)
        lead = _lead(passage, first)
        yield Series(members, unit_key(first.figure) or _outer_unit(first, own), role, lead,
                     "prose", whole)  # fmt: skip


def _split(passage: Passage, group: list[Item]) -> tuple[Figure | None, list[Item]]:
    """ "hoàn thành 64 căn, trong đó xây 41 căn, sửa 23 căn": the first is split into the rest."""
    if len(group) <= 2:
        return None, group
    first, rest = group[0], group[1:]
    gap = bare(canonical(passage.text[first.figure.end : rest[0].start]))
    holds = first.figure.amount >= max(item.figure.amount for item in rest)
    holds = holds and first.sentence == rest[0].sentence
    return (first.figure, rest) if holds and _PARTS.search(gap) else (None, group)


def _outer_unit(first: Item, own: Sequence[Item]) -> str:
    """The unit of bare numbers in a bracket: that of the figure in front of it."""
    if not first.depth:
        return ""
    before = [i for i in own if i.start < first.start and i.depth < first.depth]
    return unit_key(before[-1].figure) if before else ""


def _groups(own: Sequence[Item]) -> Iterable[tuple[str, list[Item]]]:
    """Figures of one sort that stand side by side, with what tells them apart.

    "heads": each has words of its own in front; "head": they share those, an owner differs;
    "tail", "tails": the same of the words behind.
    """
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    heads = Counter((i.depth, i.sort, i.head_key) for i in own if i.head_key)
    tails = Counter((i.depth, i.sort, i.tail_key) for i in own if i.tail_key)
    here = Counter((i.sort, i.region) for i in own if i.head_key)
    again = Counter((i.sort, i.region, i.head_key) for i in own)
    enumerated = _enumerated(own)
    for item in own:
        if item in enumerated:
            groups["tails", item.depth, item.sort, item.region, "verb"].append(item)
        shared = heads[item.depth, item.sort, item.head_key] > 1
        role = item.tail_key if tails[item.depth, item.sort, item.tail_key] > 1 else ""
        alone = here[item.sort, item.region] < 2
        if item.head_key and shared:
            groups["head", item.depth, item.sort, item.head_key].append(item)
        twice = again[item.sort, item.region, item.head_key] > 1
        if item.head_key and not (shared and (alone or twice)):
            place = "" if alone else item.region
            groups["heads", item.depth, item.sort, place, role].append(item)
        elif not item.head_key and role:
            groups["tail", item.depth, item.sort, role].append(item)
        elif not item.head_key and (item.tail_key or unit_rest(item.figure)):
            groups["tails", item.depth, item.sort, item.region].append(item)
    for key, group in groups.items():
        yield str(key[0]), group


def _enumerated(own: Sequence[Item]) -> list[Item]:
    """ "đã hỗ trợ 1.425 căn nhà A, 13.369 căn nhà B": a verb in front, then headless figures.

    The words behind name the members; the verb is said of all.
    """
    found: list[Item] = []
    for first, second in pairwise(own):
        alike = first.sort == second.sort and first.region == second.region
        told = all(i.tail_key or unit_rest(i.figure) for i in (first, second))
        if alike and told and not second.head_key and first.tail_key != second.tail_key:
            found += [i for i in (first, second) if i not in found]
    return found if any(item.head_key for item in found) else []


def _members(
    group: Sequence[Item], own: Sequence[Item], how: str
) -> tuple[tuple[Member, ...], str, Figure | None] | None:
    """The members with distinct names, the words that they share, the total if it is one."""
    counted = Counter(i.head_key for i in own)
    shared = frozenset(key for key, times in counted.items() if times > 1)
    role = group[0].head if how == "head" else group[0].tail if how == "tail" else ""
    if how == "heads":
        if len({i.tail_key for i in group}) == 1:
            role = group[0].tail
        options = [[_dateless(i.head) for i in group], _scopes(group)]
        if any(not _CAPITAL.search(name) for name in options[0]) and _distinct(options[1]):
            named = sum(bool(_CAPITAL.search(name)) for name in options[0])
            options = options[::-1] if named * 2 > len(group) else options
    elif how == "tails":
        options = [[f"{unit_rest(i.figure)} {i.whole_tail}".strip() for i in group]]
    else:
        options = [[_dateless(i.owner(own, shared)) for i in group]]
        options += [[i.above for i in group]] if how == "head" else []
        options += [_scopes(group)]
    names = next((names for names in options if _distinct(names)), None)
    if names is None:
        return None
    names, end = _without_shared_end(names)
    told = [
        (Member(name, f"{name} | {i.above} | {i.figure.about} | {i.figure.period}", i.figure,
                i.head_start), bool(_WHOLE.search(bare(canonical(name)))))
        for name, i in zip(names, group, strict=True)
    ]  # fmt: skip
    members = tuple(member for member, is_whole in told if not is_whole)
    totals = [member.figure for member, is_whole in told if is_whole]
    if len(members) < 2 or len(totals) > 1:
        return None
    return members, f"{end} {role}".strip(), totals[0] if totals else None


def _dateless(name: str) -> str:
    """A name without the date that opens its sentence, or what else stands long before it."""
    name = _DATED.sub("", name)
    last = name.rpartition(", ")[2]
    return last if len(name) > LONG and len(last.split()) >= 2 else name


def _scopes(group: Sequence[Item]) -> list[str]:
    abouts = [item.figure.about for item in group]
    if _distinct(abouts):
        return abouts
    periods = [item.figure.period for item in group]
    return periods if all(_YEARS.fullmatch(period) for period in periods) else []


def _distinct(names: Sequence[str]) -> bool:
    keys = {bare(canonical(name)) for name in names}
    return len(keys) == len(names) > 0 and all(0 < len(n) <= NAME_LONGEST for n in names)


def _without_shared_end(names: Sequence[str]) -> tuple[list[str], str]:
    """Names without the words at their end that all share ("nhận", "tặng Bằng khen cho")."""
    split = [name.split() for name in names]
    cut = 0
    while all(len(words) > cut + 2 for words in split):
        lasts = {words[-1 - cut] for words in split}
        if len(lasts) > 1 or re.search(r"[\d)]", next(iter(lasts))):
            break
        cut += 1
    while cut and not split[0][-cut][:1].islower():
        cut -= 1
    if not cut:
        return list(names), ""
    return [" ".join(w[:-cut]).strip(" ,:") for w in split], " ".join(split[0][-cut:])


def _lead(passage: Passage, first: Item) -> str:
    """What introduces the enumeration: the head of its bracket, else its sentence before it."""
    if first.depth and first.region[0] == "bracket":
        return first.above
    start = max((s.start for s in sentences(passage.text) if s.start <= first.start), default=0)
    return passage.text[start : first.head_start].strip()


def _whole(
    passage: Passage,
    group: Sequence[Item],
    items: dict[str, list[Item]],
) -> Figure | None:
    """The printed figure that the group's members are parts of."""
    first = group[0]
    before = [i for i in items[passage.id] if i.figure.end <= first.head_start]
    same = [i for i in before if unit_key(i.figure) == unit_key(first.figure)]
    if first.depth and not first.figure.base_unit:
        same = before
    if first.depth:
        if any(i.region != first.region for i in group):
            return None
        held = [i for i in same if i.depth == first.depth - 1 and i.sentence == first.sentence]
        return held[-1].figure if held else None
    near = [i for i in same if first.head_start - i.figure.end <= REACH and i.depth == 0]
    if near and near[-1].figure.amount >= max(i.figure.amount for i in group):
        between = passage.text[near[-1].figure.end : first.start]
        if _LEADS.search(bare(canonical(between))):
            return near[-1].figure
    if near or passage.called_by is None:
        return None
    caller, offset = passage.called_by
    calling = [
        i
        for i in items.get(caller, ())
        if unit_key(i.figure) == unit_key(first.figure)
        and i.figure.end <= offset + 1
        and offset - i.figure.end <= REACH
        and i.figure.kind is not FigureKind.CHANGE
    ]
    return calling[-1].figure if calling else None


# --- bullets under one lead-in -------------------------------------------------------------


def _lists(reading: Reading, items: dict[str, list[Item]]) -> Iterable[Series]:
    children: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in reading.passages:
        if passage.parent and passage.label and passage.kind is PassageKind.PARAGRAPH:
            mark = re.sub(r"[^\W_]+", "1", passage.label)
            children[passage.parent, mark].append(passage)
    passages = reading.by_id()
    for (parent, _), held in children.items():
        if len(held) >= 2:
            yield from _list_of(passages.get(parent), held, items)


def _list_of(
    parent: Passage | None, held: Sequence[Passage], items: dict[str, list[Item]]
) -> Iterable[Series]:
    sorts: dict[tuple[str, bool], list[Member]] = defaultdict(list)
    for passage in held:
        told: set[tuple[str, bool]] = set()
        for item in items.get(passage.id, ()):
            head = passage.text[len(passage.label) : item.start].strip(" :,-")
            head = re.split(r"[:;(\d]|[.!?] ", head)[0].strip(" ,")
            if item.sort in told or item.depth or not head or len(head) > HEAD_LONGEST:
                continue
            told.add(item.sort)
            sorts[item.sort].append(Member(head, head, item.figure, len(passage.label)))
    for sort, members in sorts.items():
        if len(members) < 2 or not _distinct([m.name for m in members]):
            continue
        lead = parent.text if parent else ""
        whole = _lead_total(parent, sort, items)
        yield Series(tuple(members), sort[0], "", lead[-400:], "list", whole)


def _lead_total(
    parent: Passage | None, sort: tuple[str, bool], items: dict[str, list[Item]]
) -> Figure | None:
    if parent is None or parent.kind is PassageKind.HEADING:
        return None
    held = [i for i in items.get(parent.id, ()) if i.sort == sort]
    return held[-1].figure if held else None
