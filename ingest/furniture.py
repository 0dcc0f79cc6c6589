"""What is printed around a report's body: letterhead, rules, title.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: agency and motto, number, place and
date above the title.

What this module does not know: what is in those parts (``metadata.py``), how a document
ends (``closing.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.closing import RECIPIENTS, closed
from ingest.labels import is_capitals, read_label
from ingest.line_words import starts_small
from ingest.lines import Line, Zone
from ingest.page_numbers import take_page_numbers
from ingest.text import bare

# Kinds of documents by their printed title line (Nghị định 30/2020/NĐ-CP, Điều 7).
KINDS = (
    "BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|THÔNG BÁO|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN"
    "|HƯỚNG DẪN|QUY CHẾ|QUY ĐỊNH|BIÊN BẢN|KẾT LUẬN|CÔNG VĂN|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ ĐỊNH"
    "|THÔNG TƯ|DỰ THẢO BÁO CÁO"
)
_KIND_LINE = re.compile(rf"(?:{KINDS})(?:\s+(?P<rest>\S.*))?$")
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam$|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc$"
    r"|^dang cong san viet nam$"
)
# Both columns of the letterhead in one row, where their gap is narrow.
_TWO_COLUMNS = re.compile(
    r"^(?P<left>.*\S)\s*(?P<right>CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    r"|Độc lập\s*[-–]\s*Tự do.*|ĐẢNG CỘNG SẢN VIỆT NAM)$"
)
_NUMBER_AND_DATE = re.compile(
    r"^(?P<left>Số\s*:?\s*[\d\s.…]*[-/]\s*\S+)\s+(?P<right>\S[^,\d]{1,40},\s*ngày .*\d{4})$"
)
NUMBER_LINE = re.compile(r"^S[ốỐ]\s*:?\s*[\d.…\s]*[-/]?\s*\S*\s*$|^Số:")
DATE_LINE = re.compile(
    r"^(?P<place>[^,\d]{2,40}),\s*ngày\s*(?P<day>[\d.…]*)\s*(?:tháng|[/-])\s*(?P<month>[\d.…]*)"
    r"\s*(?:năm|[/-])\s*(?P<year>\d{4})"
)
_LONGEST_HEAD = 40  # lines above the title
# A drawn line: dashes, underscores, asterisks and the like, and nothing else.
_RULE = re.compile(r"[-\N{HYPHEN}-\N{HORIZONTAL BAR}\u2212\u2500-\u2503_=*~.…•\s]+")
_DRAWN = re.compile(r"[-\N{HYPHEN}-\N{HORIZONTAL BAR}\u2212\u2500-\u2503_=*~]")


@dataclass(frozen=True, slots=True)
class Parted:
    """A document's lines parted: above the title, the title, the body, below it.

    head and foot keep the printed order; columns of one row are apart.
    """

    head: tuple[Line, ...]
    title: tuple[Line, ...]
    body: tuple[Line, ...]
    page_labels: dict[int, str]


def without_rules(lines: Sequence[Line]) -> list[Line]:
    """Lines without those that only draw a rule (``–––––––``, ``_____``, ``* * *``)."""
    return [line for line in lines if line.row is not None or not _is_rule(line.text)]


def _is_rule(text: str) -> bool:
    return bool(_RULE.fullmatch(text)) and bool(_DRAWN.search(text)) and text not in {"-", "*"}


def part(lines: Sequence[Line]) -> Parted:
    """Part a document's lines; body lines of one row (columns) are joined again."""
    kept, labels = take_page_numbers(lines)
    kept = [part for line in kept[:_LONGEST_HEAD] for part in _columns_apart(line)] + kept[
        _LONGEST_HEAD:
    ]
    title_at = _title_line(kept)
    if title_at is None:
        head = _head_end(kept)
        return Parted(tuple(kept[:head]), (), tuple(closed(_rejoined(kept[head:]))), labels)
    end = _title_end(kept, title_at)
    rest = closed(_rejoined(kept[end:]))
    return Parted(tuple(kept[:title_at]), tuple(kept[title_at:end]), tuple(rest), labels)


def _columns_apart(line: Line) -> list[Line]:
    """A row of the letterhead as the lines of its two columns; other lines as they are."""
    found = _TWO_COLUMNS.match(line.text) or _NUMBER_AND_DATE.match(line.text)
    if not found or len(line.text) > 140 or line.zone is not Zone.BODY:
        return [line]
    return [
        replace(line, text=found["left"], raised=()),
        replace(line, text=found["right"].strip(), raised=()),
    ]


def _title_line(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines[:_LONGEST_HEAD]):
        found = _KIND_LINE.match(line.text)
        if found and is_capitals(line.text.split("  ")[0]):
            return index
        if read_label(line.text) or len(line.text) > 200:
            return None
    return None


def _head_end(lines: Sequence[Line]) -> int:
    """Where the letterhead of a text without a title line ends."""
    end = 0
    for index, line in enumerate(lines[:12]):
        if (
            MOTTO.search(bare(line.text))
            or DATE_LINE.match(line.text)
            or NUMBER_LINE.match(line.text)
        ):
            end = index + 1
    return end


def _title_end(lines: Sequence[Line], start: int) -> int:
    """The title goes on until a label, a sentence or a change of size or weight."""
    end = start + 1
    limit = min(len(lines), start + 8)
    while end < limit:
        line, before = lines[end], lines[end - 1]
        if line.zone is not Zone.BODY or read_label(line.text) or line.page != lines[start].page:
            break
        if end > start + 1 and not starts_small(line.text):
            more = is_capitals(line.text) and is_capitals(before.text)
            bracketed = line.text.startswith("(") and line.text.endswith(")")
            if not more and not bracketed and not (line.bold and before.bold):
                break
        if len(line.text) > 200 or re.match(r"(?:Kính gửi|Thực hiện|Căn cứ)\b", line.text):
            break
        end += 1
    return end


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Segments of one printed row joined again, where they are no columns of a signature."""
    closing = next(
        (i for i, line in enumerate(lines) if RECIPIENTS.match(line.text) and i > len(lines) * 0.4),
        len(lines),
    )
    joined: list[Line] = []
    for index, line in enumerate(lines):
        last = joined[-1] if joined else None
        if (
            last is not None
            and index < closing
            and line.y
            and line.page == last.page
            and line.zone is last.zone is not Zone.ROW
            and abs(line.y - last.y) < 1
            and line.x > last.x
        ):
            raised = tuple((a + len(last.text) + 1, b + len(last.text) + 1) for a, b in line.raised)
            text = f"{last.text} {line.text}"
            joined[-1] = replace(last, text=text, right=line.right, raised=last.raised + raised)
        else:
            joined.append(line)
    return joined
