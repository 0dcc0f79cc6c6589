"""Trains the project's own Vietnamese embedder from nothing, on a processor.

    python -m index.train.static --data ../shared/data --out index/model --seed 0

The model adds up one vector a token and scales the sum to length one. While it learns, a
token's vector is a sum itself: its own, that of its spelling without diacritics, and those
of its syllables, so that rare words begin where their parts are. The sums are folded when
the model is written: one row of small integers a token, in the form that
sentence-transformers' ``StaticEmbedding`` unfolds on loading.

What this module does not know: how well the model finds anything (see ``eval.retrieval``).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.train import genre
from index.train.corpus import Corpus, read_corpus
from index.train.pairs import Noise, PairMaker, Ragged, Text
from index.train.vocabulary import Sizes, Vocabulary, build, tokenizer

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

ASKING = "ai gì nào đâu bao nhiêu mấy khi nào thế nào vì sao ở đâu năm nào người nào là gì"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights besides the data and the seed."""

    dimension: int = 256
    batch: int = 2048
    group: int = 12
    passes: int = 4
    rate: float = 0.02
    scale: float = 20.0
    threads: int = 2
    sizes: Sizes = field(default_factory=Sizes)
    noise: Noise = field(default_factory=Noise)
    reports: int = 300  # made-up reports of twelve passages
    questions: int = 8_000  # made-up questions with their passages
    alternatives: int = 6  # times that a pass sees each pair of the list of synonyms


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when the model stands in its folder."""
    parser = argparse.ArgumentParser(prog="python -m index.train.static", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the text collections")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    corpus = read_corpus(given.data)
    print(f"{corpus.paragraphs} paragraphs, {corpus.dropped} left out as measured text")
    train(corpus, given.out, seed=given.seed, recipe=Recipe())
    print(f"{time.perf_counter() - started:.0f} s")
    return 0


def train(corpus: Corpus, out: Path, *, seed: int, recipe: Recipe) -> None:
    """Vocabulary, vectors, model folder. Prints a line now and then."""
    reports = genre.documents(recipe.reports, seed)
    corpus = replace(corpus, documents=(*corpus.documents, *reports))
    pairs = made_pairs(recipe, seed)
    texts = [*_strings(corpus), *(text for pair in pairs for text in pair)]
    vocabulary = build(texts, recipe.sizes)
    made = tokenizer(vocabulary)
    print(f"{len(vocabulary.parts)} rows, {len(vocabulary.forms)} spellings")
    text = encode_corpus(corpus, pairs, made, vocabulary)
    vectors = learn(text, vocabulary, made, seed=seed, recipe=recipe)
    write_model(out, vectors, vocabulary, made)


def made_pairs(recipe: Recipe, seed: int) -> list[tuple[str, str]]:
    """Questions of the genre with their passages, and different words for one thing."""
    asked = genre.questions(recipe.questions, seed)
    said = genre.alternatives() * recipe.alternatives
    return [(each.question, each.passage) for each in asked] + said


def _strings(corpus: Corpus) -> list[str]:
    paragraphs = [each for document in corpus.documents for each in document]
    return [
        *(sentence for each in paragraphs for sentence in (each.heading, *each.sentences)),
        *(document[0].title for document in corpus.documents),
    ]


def rows_of(texts: list[str], made: Tokenizer, vocabulary: Vocabulary) -> Ragged:
    """The rows of each text."""
    row = np.fromiter(vocabulary.forms.values(), np.int32, len(vocabulary.forms))
    encoded: list[NDArray[np.int32]] = []
    for begin in range(0, len(texts), 20_000):
        batch = made.encode_batch_fast(texts[begin : begin + 20_000], add_special_tokens=False)
        encoded += [row[np.asarray(one.ids, np.int64)] for one in batch]
    return Ragged.of(encoded)


def encode_corpus(
    corpus: Corpus, pairs: list[tuple[str, str]], made: Tokenizer, vocabulary: Vocabulary
) -> Text:
    """The corpus and the made pairs in rows of the vocabulary."""
    asked = rows_of([question for question, _ in pairs], made, vocabulary)
    passages = rows_of([passage for _, passage in pairs], made, vocabulary)
    paragraphs = [each for document in corpus.documents for each in document]
    sentences = [sentence for each in paragraphs for sentence in each.sentences]
    counts = [len(each.sentences) for each in paragraphs]
    return Text(
        rows_of(sentences, made, vocabulary),
        rows_of([document[0].title for document in corpus.documents], made, vocabulary),
        rows_of([each.heading for each in paragraphs], made, vocabulary),
        np.concatenate([[0], np.cumsum(counts)]),
        np.concatenate([[0], np.cumsum([len(document) for document in corpus.documents])]),
        tuple((asked[number], passages[number]) for number in range(len(pairs))),
    )


def learn(
    text: Text, vocabulary: Vocabulary, made: Tokenizer, *, seed: int, recipe: Recipe
) -> NDArray[np.float32]:
    """The vectors of all rows, shape (rows, dimension), float32."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(recipe.threads)
    parts = Ragged.of(vocabulary.parts)
    maker = PairMaker(
        text,
        Ragged.of(vocabulary.bare),
        Ragged.of(vocabulary.syllables),
        rows_of([ASKING], made, vocabulary)[0],
        recipe.noise,
        seed,
    )
    features = torch.nn.Parameter(torch.randn(vocabulary.features, recipe.dimension) * 0.1)
    optimizer = torch.optim.Adam([features], lr=recipe.rate, fused=True)
    seen = len(text.paragraph) - 1 + len(text.pairs)
    steps = recipe.passes * max(1, seen // recipe.batch)
    step, started = 0, time.perf_counter()
    for _ in range(recipe.passes):
        for batch in maker.batches(recipe.batch, recipe.group):
            share = min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
            optimizer.param_groups[0]["lr"] = recipe.rate * share
            loss = _loss(
                _embed(batch.queries.expand(parts), features),
                _embed(batch.passages.expand(parts), features),
                recipe.scale,
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            step += 1
            if step % 20 == 0:
                seconds = time.perf_counter() - started
                print(f"{step}/{steps} {loss.item():.3f} {seconds:.0f} s", flush=True)
    return _fold(features.detach().numpy(), parts)


def _embed(texts: Ragged, features: torch.Tensor) -> torch.Tensor:
    import torch
    from torch.nn import functional

    bags = functional.embedding_bag(
        torch.from_numpy(texts.flat.astype(np.int64)),
        features,
        torch.from_numpy(texts.start[:-1]),
        mode="sum",
    )
    return functional.normalize(bags, dim=1)


def _loss(queries: torch.Tensor, passages: torch.Tensor, scale: float) -> torch.Tensor:
    """In-batch negatives, from both sides."""
    import torch
    from torch.nn import functional

    scores = queries @ passages.T * scale
    truth = torch.arange(len(scores))
    return (functional.cross_entropy(scores, truth) + functional.cross_entropy(scores.T, truth)) / 2


def _fold(features: NDArray[np.float32], parts: Ragged) -> NDArray[np.float32]:
    """Each row as the sum of its features."""
    rows = np.repeat(np.arange(len(parts)), parts.lengths())
    folded = np.zeros((len(parts), features.shape[1]), np.float32)
    np.add.at(folded, rows, features[parts.flat])
    return folded


def write_model(
    out: Path, vectors: NDArray[np.float32], vocabulary: Vocabulary, made: Tokenizer
) -> None:
    """A folder that ``SentenceTransformer(path)`` loads: 8 bits a number, a scale a token.

    The card ``README.md`` of the folder is written by hand and left alone.
    """
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    row = np.fromiter(vocabulary.forms.values(), np.int32, len(vocabulary.forms))
    scale = np.abs(vectors).max(axis=1).clip(1e-6) / 127
    small = np.rint(vectors / scale[:, None]).astype(np.int8)
    with tempfile.TemporaryDirectory() as temporary:
        module = StaticEmbedding(made, embedding_weights=vectors[row])
        SentenceTransformer(modules=[module, Normalize()], device="cpu").save(
            temporary, create_model_card=False
        )
        made_folder = Path(temporary)
        (weights,) = made_folder.rglob("model.safetensors")
        tensors: dict[str, Any] = {
            "embeddings": small,
            "mapping": row,
            "weights": scale[row].astype(np.float32),
        }
        save_file(tensors, weights)
        (words,) = made_folder.rglob("tokenizer.json")
        words.write_text(
            json.dumps(
                json.loads(words.read_text(encoding="utf-8")),
                ensure_ascii=False,
                separators=(",", ":"),
            ),
            encoding="utf-8",
        )
        for part in sorted(made_folder.rglob("*")):
            if part.is_file():
                place = out / part.relative_to(made_folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(part, place)


if __name__ == "__main__":
    sys.exit(main())
