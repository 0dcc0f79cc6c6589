"""Letterhead and closing of a draft, from last year's: agency, number, date, Nơi nhận, signature.

The layout is that of Nghị định 30/2020/NĐ-CP. What last year's file does not have is left
as a place to be filled, never made up.

What this module does not know: how it looks on the page (``layout.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.draft.footnotes import Run
from answer.draft.nouns import Block, Draft, PieceKind
from answer.draft.render import open_text, piece_text
from ingest.furniture import DATE_LINE, KINDS, MOTTO
from ingest.labels import is_capitals
from ingest.report import PassageKind
from ingest.text import bare

_KIND = re.compile(rf"(?P<kind>{KINDS})\b\s*")
_NUMBER = re.compile(r"S[ốỐ]\s*:")
_PLACE = re.compile(r" (?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU|VĂN PHÒNG|SỞ) )")
_ITEM = re.compile(r"(?:^Nơi nhận\s*:?|[;,.])\s*[-–]\s+(?=\S)")
_LOOSE_ITEM = re.compile(r";?\s+[-–]\s+(?=\S)")
_OFFICE = (
    r"(?:CHỦ TỊCH|CHÁNH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|BÍ THƯ|TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG)"
)
_SIGNING = re.compile(
    rf" (?=(?:TM|KT|TL|TUQ|Q)\. ?)| (?=PHÓ {_OFFICE})|(?<!PHÓ)(?<!KT\.)(?<!TL\.) (?={_OFFICE})"
)
NO_NUMBER: list[Run] = [("Số: ", False), ("[…]", True), ("/BC-…", False)]
NO_RECEIVERS: list[list[Run]] = [[("- [nơi nhận]", True)], [("- Lưu: VT.", False)]]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body."""

    agency: tuple[str, ...]
    number: Sequence[Run]
    place_date: Sequence[Run]
    kind: str
    title: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands below the body."""

    receivers: Sequence[Sequence[Run]]
    signature: tuple[str, ...]
    signer: Sequence[Run]


def runs_of(block: Block, draft: Draft) -> list[Run]:
    """A block as stretches, open slots marked."""
    found = []
    for piece in block.pieces:
        is_open = piece.kind is PieceKind.SLOT and not draft.slots[piece.slot].filled
        text = piece_text(piece, draft)
        if is_open:
            text = open_text(replace(draft.slots[piece.slot], source=None), draft.last_year)
        if text:
            found.append((text, is_open))
    return found


def head_of(draft: Draft) -> Head:
    """The letterhead and title of a whole report."""
    above: list[Block] = []
    heading: Block | None = None
    for block in draft.blocks:
        if block.kind is PassageKind.HEADING and not block.passage.section:
            heading = block
            break
        if block.kind is not PassageKind.FURNITURE:
            break
        above.append(block)
    number = next((b for b in above if _NUMBER.match(b.passage.text)), None)
    dated = next((b for b in above if DATE_LINE.search(b.passage.text)), None)
    kind, words = _title(heading, draft)
    return Head(
        agency=_agency(above, draft),
        number=runs_of(number, draft) if number else NO_NUMBER,
        place_date=runs_of(dated, draft) if dated else [("[nơi, ngày … tháng … năm …]", True)],
        kind=kind,
        title=words,
    )


def _agency(above: Sequence[Block], draft: Draft) -> tuple[str, ...]:
    lines = [
        block.passage.text
        for block in above
        if is_capitals(block.passage.text)
        and not MOTTO.search(bare(block.passage.text))
        and not _NUMBER.match(block.passage.text)
        and not DATE_LINE.search(block.passage.text)
        and "CỘNG HÒA" not in block.passage.text
    ]
    name = " ".join(lines) or draft.report.issuer.upper().replace("UBND", "ỦY BAN NHÂN DÂN")
    return tuple(_PLACE.split(name, maxsplit=1)) if name else ("[CƠ QUAN]",)


def _title(heading: Block | None, draft: Draft) -> tuple[str, Sequence[Run]]:
    if heading is None:
        return "BÁO CÁO", [(draft.report.title, False)]
    runs = runs_of(heading, draft)
    first = runs[0][0] if runs else ""
    found = _KIND.match(first)
    if found is None:
        return "BÁO CÁO", runs
    return found["kind"], [(first[found.end() :], runs[0][1]), *runs[1:]]


def closing_of(draft: Draft) -> Closing | None:
    """Nơi nhận and signature of a whole report."""
    last = _last_furniture(draft)
    receivers = next((b for b in last if b.passage.text.startswith("Nơi nhận")), None)
    signed = next((b for b in last if b is not receivers), None)
    items: list[list[Run]] = []
    if receivers is not None:
        runs = runs_of(receivers, draft)
        items = _split(runs, _ITEM)
        if len(items) < 2:
            items = _split(runs, _LOOSE_ITEM)[1:]
    offices: list[str] = []
    signer: list[Run] = [("[họ tên]", True)]
    if signed is not None:
        runs = runs_of(signed, draft)
        named = [run for run in runs if run[1]] or [run for run in runs if not is_capitals(run[0])]
        offices = [part.strip() for part in _SIGNING.split(runs[0][0]) if part.strip()]
        signer = named[:1] or signer
    return Closing(
        receivers=[[("- ", False), *item] for item in items] or NO_RECEIVERS,
        signature=tuple(offices) or ("[QUYỀN HẠN, CHỨC VỤ]",),
        signer=signer,
    )


def _last_furniture(draft: Draft) -> list[Block]:
    """The furniture behind the body, letterhead apart."""
    found: list[Block] = []
    seen = False
    for block in draft.blocks:
        if block.kind is not PassageKind.FURNITURE:
            seen = True
        elif seen:
            found.append(block)
    return found


def _split(runs: Sequence[Run], mark: re.Pattern[str]) -> list[list[Run]]:
    """Stretches parted where ``mark`` stands in unmarked words."""
    parts: list[list[Run]] = [[]]
    for text, marked in runs:
        pieces = [text] if marked else mark.split(text)
        for order, piece in enumerate(pieces):
            if order:
                parts.append([])
            if piece:
                parts[-1].append((piece, marked))
    return [part for part in parts if part]
