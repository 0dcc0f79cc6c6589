"""Where a question speaks of time: such words restrict the answer, they are not its topic.

Knows how Vietnamese says days, months, quarters and years, with and without diacritics.
What it does not know: whether a figure's period is the one asked for (``scope.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = r"\d{1,4}(?:\s*[/.-]\s*\d{1,4}){0,2}"
_WHEN = (
    r"(?:(?:ngày|ngay|tháng|thang|năm học|nam hoc|năm|nam|quý|quy|mốc|moc|mùng|mung)"
    rf"\s+(?:{_NUMBER}|[ivx]+)"
    r"|\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}\s*/\s*\d{4}"
    r"|(?:\d+|sáu|sau|ba|chín|chin) (?:tháng|thang) (?:đầu|dau|cuối|cuoi) (?:năm|nam)"
    r"|(?:cuối|cuoi|đầu|dau|giữa|giua|hết|het|kết thúc|ket thuc)"
    r" (?:năm|nam|tháng|thang|quý|quy|kì|ky)"
    r"|(?:năm|nam)(?: học| hoc)? (?:nay|này|qua|rồi|roi|ngoái|ngoai|trước|truoc"
    r"|vừa rồi|vua roi|vừa qua|vua qua)"
    r"|(?:hiện nay|hien nay|hiện tại|hien tai|bây giờ|bay gio|giờ này|gio nay|lúc này|luc nay"
    r"|tới nay|toi nay|đến nay|den nay|tới giờ|toi gio))"
)
_LEADING = (
    r"(?:(?:tính|tinh|kể|ke|đến|den|tới|toi|từ|tu|trong|vào|vao|cho|mốc|moc|thời|thoi|điểm|diem"
    r"|cuối|cuoi|đầu|dau|giữa|giua|hết|het|kết|ket|thúc|thuc|suốt|suot|cả|ca)\s+)*"
)
_TIMES = re.compile(rf"(?<!\w){_LEADING}{_WHEN}(?!\w)")
# A side of a date ("trước 1/7/2025") is asked about: what follows is not only a restriction.
_SIDE = re.compile(
    r"(?<!\w)(trước|truoc|sau|từ sau|tu sau|kể từ|ke tu|từ|tu)\s+(?:mốc|moc|ngày|ngay|hôm|hom)?\s*"
    r"(\d{1,2})(?:\s*[/.-]\s*|\s+(?:tháng|thang)\s+)(\d{1,2})"
)


def times_in(key: str) -> Iterable[tuple[int, int]]:
    """Spans of a question's key that tell when."""
    for match in _TIMES.finditer(key):
        yield match.span()


def side_of(text: str) -> tuple[str, str] | None:
    """("trước" or "sau", "day/month") if a text speaks of the time on one side of a date."""
    found = _SIDE.search(text)
    if not found:
        return None
    side = "trước" if found[1].startswith(("trước", "truoc")) else "sau"
    return side, f"{int(found[2])}/{int(found[3])}"
