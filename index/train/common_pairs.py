"""Which pairs of neighbouring syllables are ordinary Vietnamese: what the speller leaves alone.

``python -m index.train.common_pairs --data FOLDER`` counts the pairs of the corpus
(``corpus.py``) and writes a bitmap (a Bloom filter of one hash) of the common ones to
``index/data/common_pairs.bin``. A pair that is not common may be taken for common
(about one in ten), never the reverse: at worst a slip stays as it was typed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.common_pairs import BITS, COMMON_PAIRS, pair_bit
from index.tokens import units
from index.train.corpus import read_corpus

OFTEN = 6  # a pair seen in fewer paragraphs may be a slip itself


def count_pairs(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """In how many texts each pair of syllables stands."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(set(pairwise(units(text))))
    return counts


def bitmap(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The pairs as a bitmap of ``BITS`` bits."""
    bits = np.zeros(BITS, dtype=np.uint8)
    for one, two in pairs:
        bits[pair_bit(one, two)] = 1
    return np.packbits(bits).tobytes()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    told = parser.parse_args()
    corpus = read_corpus(told.data)
    counts = count_pairs(p.text for document in corpus.documents for p in document)
    common = [
        pair
        for pair, count in counts.items()
        if count >= OFTEN and pair[0].isalpha() and pair[1].isalpha()
    ]
    COMMON_PAIRS.write_bytes(bitmap(common))
    print(f"{len(common)} pairs of {len(counts)}, {len(common) / BITS:.1%} of the bits")


if __name__ == "__main__":
    main()
