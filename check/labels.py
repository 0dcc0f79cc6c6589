"""What a figure counts as a set of content words, to tell whether two figures are one fact.

What this module does not know: values; whether two reports speak of the same place.
"""

from __future__ import annotations

from functools import lru_cache

from ingest.report import Figure
from ingest.text import canonical, syllables

# Words that say that something is counted, reached or where, not what it is.
_EMPTY = frozenset(
    canonical(
        "là có được đã đạt của và các những trên địa bàn trong năm với cho về theo tại ở từ đến "
        "tổng số lượng số toàn tỉnh thành phố cả nước ước khoảng gần hơn tăng giảm thêm còn xảy ra "
        "thực hiện hoàn thành triển khai tổ chức ghi nhận chiếm tỷ lệ khi do để bằng so mức"
    ).split()
)


@lru_cache(maxsize=16384)
def content(words: str) -> frozenset[str]:
    """The content words of a label."""
    return frozenset(
        syllable
        for syllable in syllables(canonical(words))
        if syllable not in _EMPTY and not syllable.isdigit()
    )


def content_of(figure: Figure) -> frozenset[str]:
    """What a figure counts: its label with its unit."""
    return content(f"{figure.label} {figure.base_unit}")


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over all words, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words over those of the shorter, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
