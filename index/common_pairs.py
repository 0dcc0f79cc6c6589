"""Whether two neighbouring syllables are ordinary Vietnamese.

Knows a bitmap of pairs counted over an encyclopedia and statutes
(``index/train/common_pairs.py`` makes it; only the bits are kept, no text). A Bloom filter
of one hash: a rare pair may be taken for a common one, never the reverse.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zlib import crc32

COMMON_PAIRS = Path(__file__).with_name("data") / "common_pairs.bin"
BITS = 1 << 21


def pair_bit(one: str, two: str) -> int:
    """The bit of a pair of canonical syllables."""
    return crc32(f"{one} {two}".encode()) % BITS


def is_common(one: str, two: str) -> bool:
    """Whether the pair is ordinary Vietnamese."""
    bit = pair_bit(one, two)
    return bool(_bits()[bit >> 3] >> (7 - (bit & 7)) & 1)


@cache
def _bits() -> bytes:
    return COMMON_PAIRS.read_bytes()
