"""How a document ends: the list of recipients (Nơi nhận) and the signature block.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: recipients left, the office and name
of who signs right; text forms have both in one column, or set apart by tabs.

What this module does not know: what the signature says (``metadata.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.labels import is_capitals, read_label
from ingest.lines import Line, Zone
from ingest.vocabulary import spellings

_BULLETS = ("-", "–", "+", "*", "•")
_SURNAMES = frozenset(spellings("persons.txt", "surname"))
RECIPIENTS = re.compile(r"^(?:\*\*)?Nơi nhận\s*:?", re.I)
# For the collective, for the head, by order, by authority: "TM. UBND", "T/M BAN THƯỜNG VỤ".
SIGNING = re.compile(r"^(?:(?:TM|KT|TL|TUQ|Q)\s?\.\s*|(?:T/M|K/T|T/L|T/UQ|TM|KT|TL|TUQ)\.?\s+)")
# Offices that sign documents of Vietnamese authorities, as they stand above the name.
OFFICE = re.compile(
    r"^(?:QUYỀN |PHÓ |Q\. ?)*(?:CHỦ TỊCH|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG"
    r"|BÍ THƯ|CHỦ NHIỆM|TRƯỞNG BAN|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH THANH TRA"
    r"|CHI CỤC TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH ÁN|TRƯỞNG ĐOÀN"
    r"|CHỈ HUY TRƯỞNG|HIỆU PHÓ|THƯỜNG TRỰC|TRƯỞNG CÔNG AN|TRƯỞNG KHOA|TRẠM TRƯỞNG|HẠT TRƯỞNG"
    r"|TRƯỞNG TRẠM|ĐỘI TRƯỞNG|TỔ TRƯỞNG|KHỐI TRƯỞNG|CỤM TRƯỞNG|TRƯỞNG KHỐI|TRƯỞNG CỤM|VỤ TRƯỞNG"
    r"|TỔNG THƯ KÝ|TỔNG THANH TRA|TỔNG BIÊN TẬP|CHÍNH ỦY|CHÍNH TRỊ VIÊN|THỦ TƯỚNG|THỐNG ĐỐC"
    r"|ỦY VIÊN|TƯ LỆNH|TỔNG KIỂM TOÁN|GIÁM THỊ|TRƯỞNG THÔN|ĐỒN TRƯỞNG|THỦ TRƯỞNG)\b"
)
# Degrees and ranks that stand before the name of who signs.
_DEGREES = re.compile(
    r"^(?:(?:PGS|GS|TSKH|TS|ThS|BS|DS|CN|KS|CKI{1,2}|CK1|CK2|BSCKI{1,2}|NGƯT|NGND|TTƯT|TTND|LS"
    r"|[Tt]iến sĩ|[Tt]hạc sĩ|[Bb]ác sĩ|[Kk]ỹ sư|[Ll]uật sư|[Đđ]ại tướng|[Tt]hượng tướng"
    r"|[Tt]rung tướng|[Tt]hiếu tướng|[Đđ]ại tá|[Tt]hượng tá|[Tt]rung tá|[Tt]hiếu tá|[Đđ]ại úy"
    r"|[Tt]hượng úy)\b[.,]?\s*)+"
)
_NAME = re.compile(r"^[^\W\d_a-z][\w'’]*(?:\s+[^\W\d_a-z][\w'’]*){1,5}$")
_SEAL = r"[(\[]?(?:đã ký|ký tên|đóng dấu|ký, đóng dấu|chữ ký|ký, ghi rõ)"
_SEALS = re.compile(rf"^{_SEAL}.{{0,40}}$", re.I)
_SEALED = re.compile(rf"^{_SEAL}[^\n]*?[)\]:]\s*(?=[^\W\d_])", re.I)
# Both columns in one row: "Nơi nhận: KT. GIÁM ĐỐC", "- Lưu: VT. Đặng Thị Thu".
_OFFICE_APART = re.compile(
    r"^(?P<left>(?:Nơi nhận\s*:?|[-–+*•].*?))\s+"
    r"(?P<right>(?:(?:TM|KT|TL|TUQ)\s?\.|T/M|K/T|T/L)\s*\S.*)$"
)
_ADDRESSED = re.compile(
    r"(?:đ/c|đồng chí|ông|bà|anh|chị|[^\W\d_]+ tịch|giám đốc|PGĐ|PCT)\.?$", re.I
)


def bare_name(text: str) -> str:
    """A signer's line without degrees, ranks and the note that it is signed: the name."""
    return _DEGREES.sub("", _SEALED.sub("", text)).strip()


def is_name(text: str) -> bool:
    """Whether a line looks like a person's name: two to six capitalised words, no figure."""
    name = bare_name(text)
    words = name.split()
    return bool(_NAME.match(name)) and not is_capitals(name) and all(w[:1].isupper() for w in words)


def is_capital_name(text: str) -> bool:
    """Whether a line in capitals is a name: it begins with a family name and is no office."""
    words = bare_name(text).split()
    return (
        2 <= len(words) <= 5
        and is_capitals(text)
        and words[0].capitalize() in _SURNAMES
        and all(word.isalpha() for word in words)
        and not OFFICE.match(text)
    )


def closed(lines: list[Line]) -> list[Line]:
    """Marks recipients and signature as furniture; what follows them (annexes) is body again."""
    marked = list(lines)
    start = _closing_start(lines)
    if start is None:
        return marked
    end = _closing_end(lines, start)
    block = [replace(line, zone=Zone.FURNITURE) for line in lines[start:end]]
    left, right = _columns(block)
    if not right:
        left, right = _set_apart(left)
    return [*lines[:start], *left, *right, *lines[end:]]


def _closing_start(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines):
        if line.zone is not Zone.BODY:
            continue
        if RECIPIENTS.match(line.text) and len(line.text) < 60:
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
    paired = any(
        abs(a.y - b.y) < max(1.0, 0.4 * a.size) and a.page == b.page and a.x != b.x
        for a, b in pairwise(lines)
    )
    if not paired:
        return list(lines), []
    left = [line for line in lines if line.x <= middle]
    return left, [line for line in lines if line.x > middle]


def _set_apart(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Rows of a text that hold a recipient and a line of the signature, parted into columns."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        words = _signature_in(line.text)
        if words and not line.x:
            left.append(replace(line, text=line.text[: -len(words)].rstrip(), raised=()))
            right.append(replace(line, text=words, raised=()))
        else:
            (right if right and not line.text.startswith(_BULLETS) else left).append(line)
    return left, right


def _signature_in(text: str) -> str:
    """The part of a row of recipients that belongs to the signature, "" if none does."""
    found = _OFFICE_APART.match(text)
    if found and is_capitals(found["right"]):
        return found["right"]
    if RECIPIENTS.match(text) or text.startswith(_BULLETS):
        for word in re.finditer(r"(?<=\s)\S", text):
            rest = text[word.start() :]
            if OFFICE.match(rest) and is_capitals(rest):
                return rest
    if not text.startswith(_BULLETS):
        return ""
    words = text.split()
    for count in range(min(5, len(words) - 2), 1, -1):
        rest, before = " ".join(words[-count:]), " ".join(words[:-count])
        known = bare_name(rest).split()[0] in _SURNAMES if bare_name(rest) else False
        if known and is_name(rest) and count >= 3 and not _ADDRESSED.search(before):
            return rest
    return ""


def closing_groups(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Recipients and signature lines of the furniture at the end."""
    recipients: list[Line] = []
    signature: list[Line] = []
    signing = False
    for line in lines:
        if RECIPIENTS.match(line.text):
            signing = False
        elif SIGNING.match(line.text) or (OFFICE.match(line.text) and is_capitals(line.text)):
            signing = True
        elif signing and line.text[:1] in "-–+":
            signing = False
        elif not signing and recipients and is_name(line.text) and not line.text.startswith("-"):
            signing = True
        if line.text.strip(" ./-") == "" or (
            _SEALS.match(line.text) and not is_name(_SEALED.sub("", line.text))
        ):
            continue
        (signature if signing else recipients).append(line)
    return recipients, signature
