"""Everything that a search needs, at one revision of the library.

It is made from the library, and saved into a generation so that a start need not make it
again. A row is a passage; keywords, vectors and twins are counted by row.

What this module does not know: how scores are fused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.generations import read_json
from index.keywords import ARRAYS, VOCABULARY, KeywordIndex
from index.library import Library, Vector
from index.texts import keyword_texts
from index.twins import READ_BY_OCR, form_rank, twin_groups
from ingest.report import Passage, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = "rows.json"
VECTORS = "vectors.npy"
CHROMA = "chroma"  # folder in a generation, beside the snapshot's files
# Settings of the library that say what its vectors were made by.
SIGNATURE = "embedder signature"
CHOICE = "embedder choice"
FORMAT = 2  # of the files of a generation; another number is made again


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Passages as rows.

    files: the file name of each row's report; kinds: its passage kind.
    twins: the row of its group's first; ranks: which twin to cite (smaller first).
    vectors: shape (rows, dimension), normalised; None if not every row has one of the
        embedder that ``signature`` names.
    """

    revision: int
    signature: str
    ids: tuple[str, ...]
    files: tuple[str, ...]
    kinds: tuple[str, ...]
    twins: tuple[int, ...]
    ranks: tuple[int, ...]
    keywords: KeywordIndex
    vectors: NDArray[np.float32] | None


def snapshot_of(library: Library) -> Snapshot:
    """Makes a snapshot from the library as it stands."""
    while True:  # a writer may commit in between
        revision = library.revision
        reports, passages = library.reports(), library.passages()
        stored, signature = library.vectors(), library.setting(SIGNATURE)
        if library.revision == revision:
            break
    by_id: dict[str, Report] = {report.id: report for report in reports}
    vectors = stack_vectors(passages, stored, signature)
    return Snapshot(
        revision=revision,
        signature=signature if vectors is not None else "",
        ids=tuple(passage.id for passage in passages),
        files=tuple(by_id[passage.report_id].file for passage in passages),
        kinds=tuple(passage.kind.value for passage in passages),
        twins=tuple(twin_groups(passages, by_id)),
        # What OCR read is cited only where no form printed as text has it.
        ranks=tuple(
            form_rank(by_id[passage.report_id]) + (READ_BY_OCR if passage.confidence else 0)
            for passage in passages
        ),
        keywords=KeywordIndex.build(keyword_texts(passages, reports)),
        vectors=vectors,
    )


def stack_vectors(
    passages: Sequence[Passage], stored: dict[str, Vector], signature: str
) -> NDArray[np.float32] | None:
    """The vectors in the passages' order; None if one is missing or of another embedder."""
    import numpy as np

    found = [stored.get(passage.id) for passage in passages]
    if not found or any(vector is None or vector.signature != signature for vector in found):
        return None
    return np.stack([vector.values for vector in found if vector is not None])


def save_snapshot(snapshot: Snapshot, folder: Path) -> list[str]:
    """Writes a snapshot into a generation's folder; the names of its files."""
    import numpy as np

    snapshot.keywords.save(folder)
    record = {
        "format": FORMAT,
        "revision": snapshot.revision,
        "signature": snapshot.signature,
        "ids": snapshot.ids,
        "files": snapshot.files,
        "kinds": snapshot.kinds,
        "twins": snapshot.twins,
        "ranks": snapshot.ranks,
    }
    (folder / ROWS).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    names = [ROWS, VOCABULARY, *(f"{name}.npy" for name in ARRAYS)]
    if snapshot.vectors is not None:
        np.save(folder / VECTORS, snapshot.vectors)
        names.append(VECTORS)
    return names


def load_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot that a generation holds, None if its files are of another format.

    Raises:
        OSError, ValueError, KeyError: they are missing or damaged.
    """
    import numpy as np

    record = read_json(folder / ROWS)
    if record.pop("format") != FORMAT:
        return None
    rows = {key: tuple(record[key]) for key in ("ids", "files", "kinds", "twins", "ranks")}
    keywords = KeywordIndex.load(folder)
    vectors = np.load(folder / VECTORS) if record["signature"] else None
    counts = {keywords.rows, *(len(row) for row in rows.values())}
    if len(counts) != 1 or (vectors is not None and len(vectors) not in counts):
        raise ValueError("rows of different number")
    return Snapshot(
        revision=record["revision"],
        signature=record["signature"],
        keywords=keywords,
        vectors=vectors,
        **rows,
    )
