"""Chroma, and only here: the vector store of a generation.

An embedded Chroma does not survive being killed while it writes, so it never holds the
truth: it is built whole inside a new generation from vectors that the library keeps,
closed, and only read from then on. ``count()`` looks right over vectors that are lost;
only asking for a stored vector and getting its own passage back proves an index.

Building and proving run in a child process, the former behind those who ask meanwhile. A
broken store can kill the process that opens it. And Chroma writes memory that it never
cleared into its index files: in a long-lived process those held sentences of reports that
had been deleted (seen with chromadb 1.5.9 in 4 of 12 builds); a child has only ever known
what it is to store.

What this module does not know: where a generation lies and when it is replaced.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from index.nodes import NodeRecord, node_of
from ingest.guarded_child import step_back

if TYPE_CHECKING:
    import numpy as np
    from llama_index.vector_stores.chroma import ChromaVectorStore
    from numpy.typing import NDArray

COLLECTION = "passages"
BATCH = 5000  # ChromaVectorStore.add fails above 5,461
PROBES = 25
PROBE_SECONDS = 60.0
BUILD_SECONDS = 3600.0
FILE_BYTES = 1 << 33  # a torn index file can grow until the disk is full
MARKER = "opening"


class BrokenStore(Exception):
    """A Chroma folder that does not give back what was put in; build a new generation."""


class ChromaStore:
    """An open collection of passages; ``close`` it, or its files stay locked on Windows."""

    def __init__(self, folder: Path, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, is_persistent=True)
        self._client: Any = chromadb.PersistentClient(path=str(folder), settings=settings)
        try:
            if create:
                self._collection: Any = self._client.create_collection(
                    COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            else:
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except BaseException:
            self._client.close()
            raise

    @classmethod
    def write(
        cls, folder: Path, records: Sequence[NodeRecord], vectors: NDArray[np.float32]
    ) -> None:
        """Writes passages and their vectors, shape (records, dimension), into a new folder.

        Only for a process that has never held anything else; ``build`` starts one.
        """
        store = cls(folder, create=True)
        try:
            target = store.vector_store()
            for start in range(0, len(records), BATCH):
                nodes = [node_of(record) for record in records[start : start + BATCH]]
                for node, vector in zip(nodes, vectors[start : start + BATCH], strict=True):
                    node.embedding = vector.tolist()
                target.add(nodes)
        finally:
            store.close()

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        """Opens a built store; probes it first if the last opening did not come to its end.

        Raises:
            BrokenStore: it cannot be opened or does not find its own vectors.
        """
        _must_be_there(folder)
        marker = folder / MARKER
        if marker.exists():
            probe(folder)
        marker.touch()
        try:
            store = cls(folder)
            store._prove(1)
        except BrokenStore:
            raise
        except Exception as error:  # chromadb raises what its parts raise
            raise BrokenStore(f"{type(error).__name__}: {error}") from error
        marker.unlink(missing_ok=True)
        return store

    def close(self) -> None:
        """Lets go of the files; calling it twice does no harm."""
        self._client.close()

    def count(self) -> int:
        """How many passages the store says it has."""
        return int(self._collection.count())

    def nearest(
        self, vector: NDArray[np.float32], count: int, reports: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """The passages nearest to a normalised vector: (id, cosine), best first.

        reports: file names to look in, filtered before ranking; None for all.
        """
        if reports is not None and not reports:
            return []
        found = self._collection.query(
            query_embeddings=[vector.tolist()],
            n_results=count,
            include=["distances"],
            where=None if reports is None else {"report": {"$in": sorted(reports)}},
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(passage_id, 1.0 - float(distance)) for passage_id, distance in pairs]

    def vector_store(self) -> ChromaVectorStore:
        """The store as llama-index knows it."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore(chroma_collection=self._collection)

    def _prove(self, probes: int) -> None:
        """Self-retrieval: stored vectors, spread over the collection, must find their passage."""
        import numpy as np

        total = self.count()
        for place in sorted({total * n // probes for n in range(probes)} if total else ()):
            stored = self._collection.get(limit=1, offset=place, include=["embeddings"])
            vector = np.asarray(stored["embeddings"][0], np.float32)
            if not vector.any():
                continue
            found = self.nearest(vector, min(5, total))
            # the same text twice has the same vector: being as near as oneself is enough
            if not found or found[0][1] < 0.999:
                raise BrokenStore(f"passage {stored['ids'][0]} is not found by its own vector")


def build(folder: Path, records: Iterable[NodeRecord], vectors_file: Path) -> None:
    """Writes a store in a child process.

    vectors_file: a ``.npy`` of float32, shape (records, dimension), in the same order.

    Raises:
        BrokenStore: the child failed.
    """
    lines = "\n".join(json.dumps(astuple(record), ensure_ascii=False) for record in records)
    _in_child(["build", str(folder.absolute()), str(vectors_file.absolute())], lines, BUILD_SECONDS)


def probe(folder: Path, seconds: float = PROBE_SECONDS) -> None:
    """Proves a store in a child process.

    Raises:
        BrokenStore: the child found a fault, died, or took too long.
    """
    _must_be_there(folder)
    _in_child(["probe", str(folder.absolute())], "", seconds)


def _must_be_there(folder: Path) -> None:
    """Chroma makes an empty store wherever it is asked to open one."""
    if not (folder / "chroma.sqlite3").is_file():
        raise BrokenStore("there is no Chroma in this generation")


def _in_child(arguments: list[str], lines: str, seconds: float) -> None:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "index.store", *arguments],
            cwd=Path(__file__).parents[1],
            input=lines.encode(),
            timeout=seconds,
            capture_output=True,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise BrokenStore(f"{arguments[0]} took longer than {seconds:.0f} s") from None
    if child.returncode != 0:
        said = child.stderr.decode("utf-8", errors="replace")[-300:]
        raise BrokenStore(f"{arguments[0]} ended with {child.returncode}: {said}")


def _end_with_parent() -> None:
    """Ends this process when its parent is gone (on Windows a parent's end does not show)."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_files() -> None:
    """No file may grow past FILE_BYTES, or past what this process is allowed already."""
    if sys.platform == "win32":
        return
    import resource

    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    limit = FILE_BYTES if allowed == resource.RLIM_INFINITY else min(FILE_BYTES, allowed)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work(arguments: Sequence[str], lines: IO[bytes]) -> None:
    """The child's part: limits first, then its task."""
    _end_with_parent()
    _limit_files()
    folder = Path(arguments[1])
    if arguments[0] == "build":
        step_back()
        import numpy as np

        records = [NodeRecord(*json.loads(line)) for line in lines]
        ChromaStore.write(folder, records, np.load(arguments[2]))
        return
    store = ChromaStore(folder)
    try:
        store._prove(PROBES)
    finally:
        store.close()


if __name__ == "__main__":
    _work(sys.argv[1:], sys.stdin.buffer)
