"""A small static embedder fitted on the library itself, for where no model is shipped.

Random indexing: every text gets a random direction, a word the sum of the directions of
the texts that it stands in, weighed by how rare it is. Words that share texts come to lie
near each other. The folder that is written is an ordinary sentence-transformers model.

What this module does not know: when a fallback is wanted.
"""

from __future__ import annotations

import json
import math
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ingest.text import bare, syllables

DIMENSION = 192
SEED = 20250701
UNKNOWN = "[UNK]"
COUNT = "fitted-on.txt"
MODULE = "sentence_transformers.models.StaticEmbedding"


def fit(texts: Sequence[str], folder: Path) -> None:
    """Writes a model folder fitted on the texts; the same texts give the same model."""
    import numpy as np
    from safetensors.numpy import save_file

    bags = [Counter(syllables(bare(text))) for text in texts]
    seen = Counter(word for bag in bags for word in bag)
    vocabulary = {UNKNOWN: 0} | {word: n for n, word in enumerate(sorted(seen), 1)}
    directions = np.random.default_rng(SEED).standard_normal((len(bags), DIMENSION), np.float32)
    weights = np.zeros((len(vocabulary), DIMENSION), np.float32)
    for bag, direction in zip(bags, directions, strict=True):
        size = math.sqrt(sum(bag.values())) or 1.0
        for word, count in bag.items():
            weights[vocabulary[word]] += direction * (math.sqrt(count) / size)
    for word, count in seen.items():
        row = weights[vocabulary[word]]
        row *= math.log(1 + len(bags) / count) / (float(np.linalg.norm(row)) or 1.0)
    beside = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    save_file({"embedding.weight": weights}, beside / "model.safetensors")
    (beside / "tokenizer.json").write_text(_tokenizer(vocabulary), encoding="utf-8")
    module = {"idx": 0, "name": "0", "path": "", "type": MODULE}
    (beside / "modules.json").write_text(json.dumps([module]), encoding="utf-8")
    (beside / COUNT).write_text(str(len(texts)), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def texts_fitted_on(folder: Path) -> int:
    """How many texts the model in a folder was fitted on; 0 if there is none."""
    try:
        return int((folder / COUNT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0


def _tokenizer(vocabulary: dict[str, int]) -> str:
    """A word tokenizer whose normaliser does what ``ingest.text.bare`` does for syllables."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace(Regex(r"\b([hklmstv])y\b"), r"$1i"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed")
    return str(tokenizer.to_str())
