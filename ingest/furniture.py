"""What is printed around a report's body: letterhead, Nơi nhận, signature.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: agency and motto, number, place and
date above the title; the list of recipients and the signature block at the end.

What this module does not know: what is in those parts (``metadata.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
)
# Both columns of the letterhead in one row, where their gap is narrow.
_TWO_COLUMNS = re.compile(
    r"^(?P<left>.*\S)\s*(?P<right>CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    r"|Độc lập\s*[-–]\s*Tự do.*)$"
)
_NUMBER_AND_DATE = re.compile(
    r"^(?P<left>Số\s*:?\s*[\d\s.…]*[-/]\s*\S+)\s+(?P<right>\S[^,\d]{1,40},\s*ngày .*\d{4})$"
)
NUMBER_LINE = re.compile(r"^S[ốỐ]\s*:?\s*[\d.…\s]*[-/]?\s*\S*\s*$|^Số:")
DATE_LINE = re.compile(
    r"^(?P<place>[^,\d]{2,40}),\s*ngày\s*(?P<day>[\d.…]*)\s*tháng\s*(?P<month>[\d.…]*)\s*năm\s*(?P<year>\d{4})"
)
_RECIPIENTS = re.compile(r"^(?:\*\*)?Nơi nhận\s*:?", re.I)
SIGNING = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\s?\.\s*")
# Offices that sign documents of Vietnamese authorities, as they stand above the name.
OFFICE = re.compile(
    r"^(?:QUYỀN |PHÓ |Q\. ?)*(?:CHỦ TỊCH|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG"
    r"|BÍ THƯ|CHỦ NHIỆM|TRƯỞNG BAN|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH THANH TRA"
    r"|CHI CỤC TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH ÁN|TRƯỞNG ĐOÀN"
    r"|CHỈ HUY TRƯỞNG|HIỆU PHÓ|THƯỜNG TRỰC)\b"
)
_NAME = re.compile(
    r"^(?:(?:TS|ThS|PGS|GS|BS|CN|KS|Đại tá|Thượng tá|Trung tá|Thiếu tướng)\.?\s*)*"
    r"[^\W\d_a-z][^\W\d_]*(?:\s+[^\W\d_a-z][^\W\d_]*){1,5}$"
)
_SEALS = re.compile(r"^[(\[]?(?:đã ký|ký tên|đóng dấu|ký, đóng dấu|chữ ký).{0,40}$", re.I)
_LONGEST_HEAD = 40  # lines above the title


@dataclass(frozen=True, slots=True)
class Parted:
    """A document's lines parted: above the title, the title, the body, below it.

    head and foot keep the printed order; columns of one row are apart.
    """

    head: tuple[Line, ...]
    title: tuple[Line, ...]
    body: tuple[Line, ...]
    page_labels: dict[int, str]


def is_name(text: str) -> bool:
    """Whether a line looks like a person's name: two to six capitalised words, no figure."""
    words = text.split()
    return bool(_NAME.match(text)) and not is_capitals(text) and all(w[:1].isupper() for w in words)


def part(lines: Sequence[Line]) -> Parted:
    """Part a document's lines; body lines of one row (columns) are joined again."""
    kept, labels = take_page_numbers(lines)
    kept = [part for line in kept[:_LONGEST_HEAD] for part in _columns_apart(line)] + kept[
        _LONGEST_HEAD:
    ]
    title_at = _title_line(kept)
    if title_at is None:
        head = _head_end(kept)
        return Parted(tuple(kept[:head]), (), tuple(_closed(_rejoined(kept[head:]))), labels)
    end = _title_end(kept, title_at)
    rest = _closed(_rejoined(kept[end:]))
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
        (
            i
            for i, line in enumerate(lines)
            if _RECIPIENTS.match(line.text) and i > len(lines) * 0.4
        ),
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


def _closed(lines: list[Line]) -> list[Line]:
    """Marks recipients and signature as furniture; what follows them (annexes) is body again."""
    marked = list(lines)
    start = _closing_start(lines)
    if start is None:
        return marked
    end = _closing_end(lines, start)
    block = [replace(line, zone=Zone.FURNITURE) for line in lines[start:end]]
    left, right = _columns(block)
    return [*lines[:start], *left, *right, *lines[end:]]


def _closing_start(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines):
        if line.zone is not Zone.BODY:
            continue
        if _RECIPIENTS.match(line.text) and len(line.text) < 60:
            signed = index
            while signed and (
                SIGNING.match(lines[signed - 1].text) or OFFICE.match(lines[signed - 1].text)
            ):
                signed -= 1
            return signed
        if (
            index > 3
            and SIGNING.match(line.text)
            and is_capitals(line.text)
            and len(line.text) < 90
        ):
            return index
    for index in range(len(lines) - 1, max(len(lines) - 8, 0), -1):
        line = lines[index]
        if line.zone is Zone.BODY and OFFICE.match(line.text) and is_capitals(line.text):
            return index
    return None


def _closing_end(lines: Sequence[Line], start: int) -> int:
    """Behind the signer's name, where one is found, else before an annex, else the end."""
    page = lines[start].page
    signed = False
    for index in range(start, len(lines)):
        line = lines[index]
        label = read_label(line.text)
        annex = label is not None and label.kind == 0
        if annex or line.zone is Zone.ROW or line.level:
            return index
        if signed and (len(line.text) > 120 or (page and line.page and line.page > page + 1)):
            return index
        if SIGNING.match(line.text) or OFFICE.match(line.text):
            signed = True
        page = line.page if line.page and not signed else page
    return len(lines)


def _columns(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The block's columns: recipients left, signature right; in text forms in one column."""
    xs = sorted(line.x for line in lines if line.x)
    if len(xs) < 4 or xs[-1] - xs[0] < 150:
        return list(lines), []
    middle = (xs[0] + xs[-1]) / 2
    paired = any(abs(a.y - b.y) < 1 and a.page == b.page for a, b in pairwise(lines))
    if not paired:
        return list(lines), []
    left = [line for line in lines if line.x <= middle]
    return left, [line for line in lines if line.x > middle]


def closing_groups(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Recipients and signature lines of the furniture at the end."""
    recipients: list[Line] = []
    signature: list[Line] = []
    signing = False
    for line in lines:
        if _RECIPIENTS.match(line.text):
            signing = False
        elif SIGNING.match(line.text) or (OFFICE.match(line.text) and is_capitals(line.text)):
            signing = True
        elif signing and line.text[:1] in "-–+":
            signing = False
        elif not signing and recipients and is_name(line.text) and not line.text.startswith("-"):
            signing = True
        if _SEALS.match(line.text) or line.text.strip(" ./-") == "":
            continue
        (signature if signing else recipients).append(line)
    return recipients, signature
