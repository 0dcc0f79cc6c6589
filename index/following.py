"""What a search works with, kept up with a library that others write to.

When a writer has finished, its generation is taken over; until then the passages that
were known stay in use. After a crash there is no generation of the last revision: then
the same is made in memory from what the library has committed. Nothing is written here.

What this module does not know: how passages are scored.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import Embedder, EmbedderChoice, EmbedderError, open_embedder
from index.generations import Generations
from index.library import Library
from index.origin import NOWHERE, Origin, origin_of
from index.rerank import SentenceVectors
from index.snapshot import CHOICE, CHROMA, Snapshot, load_snapshot, snapshot_of
from index.store import BrokenStore, ChromaStore
from index.synonyms import Thesaurus, general, learned
from index.texts import index_text
from ingest.report import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_UP_TO = 0  # passages up to which vectors are compared without Chroma
SETTLE_SECONDS = 10.0  # a writer that has not swapped in its generation by then may be dead
NOT_EMBEDDED = (
    "Kho báo cáo chưa nhúng xong nên tạm thời chỉ tìm theo từ khóa. Hãy mở lại cửa sổ hoặc "
    "chạy lại lệnh add để chương trình nhúng tiếp."
)
CHANGED = (
    "Mô hình nhúng đã khác với lúc lập kho nên tạm thời chỉ tìm theo từ khóa. Hãy mở lại cửa "
    "sổ hoặc chạy lại lệnh add để chương trình nhúng lại."
)


@dataclass(frozen=True)
class State:
    """What one search works with from its beginning to its end."""

    snapshot: Snapshot
    thesaurus: Thesaurus
    embedder: Embedder | None = None
    chroma: ChromaStore | None = None

    @cached_property
    def sentences(self) -> SentenceVectors | None:
        """The vectors of sentences, None without an embedder that is quick enough."""
        quick = self.embedder is not None and self.embedder.quick
        return SentenceVectors(self.embedder) if self.embedder is not None and quick else None

    @cached_property
    def files(self) -> NDArray[np.str_]:
        """Each row's file name."""
        import numpy as np

        return np.array(self.snapshot.files, dtype=np.str_)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Each passage's row."""
        return {passage_id: row for row, passage_id in enumerate(self.snapshot.ids)}


class Follower:
    """Knows the newest state of a library; may be shared between threads."""

    def __init__(self, library: Library, dense: bool, exact_up_to: int = EXACT_UP_TO) -> None:
        self.library = library
        self.dense_problem = ""
        self._dense = dense
        self._exact_up_to = exact_up_to
        self._guard = threading.RLock()
        self._held = ExitStack()  # the pinned generation whose Chroma is open
        self._state: State | None = None
        self._stale = (-1, 0.0)
        self._passages: tuple[int, dict[str, Passage | None]] = (-1, {})
        self._texts: dict[str, str] = {}  # of the same revision as the passages
        self._origins: dict[str, Origin] = {}

    def close(self) -> None:
        """Lets go of the generation's files."""
        with self._guard:
            self._held.close()
            self._state = None

    def state(self) -> State:
        """The state at the library's revision, or the last one while a writer is at work."""
        with self._guard:
            revision = self.library.revision
            if self._state is None or self._state.snapshot.revision != revision:
                self._follow(revision)
            assert self._state is not None
            return self._state

    def passages(self, ids: Iterable[str]) -> list[Passage | None]:
        """Passages as the library has them now, None for those that are gone."""
        with self._guard:
            self._forget_old()
            return [self._passage(passage_id) for passage_id in ids]

    def texts(self, passages: Iterable[Passage]) -> list[str]:
        """Passages' index texts, their surroundings as the library has them now."""
        with self._guard:
            self._forget_old()
            return [self._text(passage) for passage in passages]

    def origins(self, passages: Iterable[Passage]) -> list[Origin]:
        """What the passages' reports say of each."""
        with self._guard:
            self._forget_old()
            return [self._origin(passage.report_id) for passage in passages]

    def _forget_old(self) -> None:
        revision = self.library.revision
        if self._passages[0] != revision:
            self._passages, self._texts, self._origins = (revision, {}), {}, {}

    def _origin(self, report_id: str) -> Origin:
        if report_id not in self._origins:
            report = self.library.report_of(report_id)
            self._origins[report_id] = origin_of(report) if report is not None else NOWHERE
        return self._origins[report_id]

    def _passage(self, passage_id: str) -> Passage | None:
        known = self._passages[1]
        if passage_id not in known:
            try:
                known[passage_id] = self.library.passage(passage_id)
            except KeyError:
                known[passage_id] = None
        return known[passage_id]

    def _text(self, passage: Passage) -> str:
        if passage.id not in self._texts:
            above = (passage.parent, passage.called_by[0] if passage.called_by else None)
            found = (self._passage(passage_id) for passage_id in above if passage_id)
            near = {one.id: one for one in found if one is not None}
            report = self.library.report_of(passage.report_id)
            text = index_text(passage, near, report) if report is not None else passage.text
            self._texts[passage.id] = text
        return self._texts[passage.id]

    def _follow(self, revision: int) -> None:
        with ExitStack() as held:
            generation = held.enter_context(Generations(self.library.directory).pinned())
            snapshot = None
            if generation is not None and generation.manifest.revision == revision:
                snapshot = _load_or_none(generation.folder)
            whole = snapshot is not None
            if snapshot is None:
                if self._state is not None and self._may_settle(revision):
                    return
                snapshot = snapshot_of(self.library)
            state = self._new_state(snapshot)
            if whole and generation is not None and self._wants_chroma(state):
                state = _with_chroma(state, generation.folder / CHROMA, held)
            self._held.close()
            self._held = held.pop_all() if state.chroma is not None else ExitStack()
            self._state = state

    def _may_settle(self, revision: int) -> bool:
        """Whether a writer is probably still at work on this revision."""
        seen, since = self._stale
        if seen != revision:
            self._stale = (revision, time.monotonic())
            return True
        return time.monotonic() - since < SETTLE_SECONDS

    def _wants_chroma(self, state: State) -> bool:
        return state.embedder is not None and len(state.snapshot.ids) > self._exact_up_to

    def _new_state(self, snapshot: Snapshot) -> State:
        thesaurus = Thesaurus([*general(), *learned(self.library.abbreviations())])
        return State(snapshot, thesaurus, self._embedder_of(snapshot) if self._dense else None)

    def _embedder_of(self, snapshot: Snapshot) -> Embedder | None:
        """The embedder that made the snapshot's vectors; None, and why, if it cannot be had."""
        self.dense_problem = ""
        if snapshot.vectors is None:
            self.dense_problem = NOT_EMBEDDED if snapshot.ids else ""
            return None
        last = self._state.embedder if self._state is not None else None
        if last is not None and last.signature == snapshot.signature:
            return last
        try:
            choice = EmbedderChoice(**json.loads(self.library.setting(CHOICE)))
            embedder = open_embedder(choice, self.library.directory, offline=True)
        except EmbedderError as error:
            self.dense_problem = str(error)
            return None
        if embedder.signature != snapshot.signature:
            self.dense_problem = CHANGED
            return None
        return embedder


def _load_or_none(folder: Path) -> Snapshot | None:
    """A saved snapshot; None if it is damaged or of another format (then it is made again)."""
    try:
        return load_snapshot(folder)
    except (OSError, ValueError, KeyError):
        return None


def _with_chroma(state: State, folder: Path, held: ExitStack) -> State:
    """The state with its generation's Chroma open; without, if that is broken."""
    try:
        store = ChromaStore.open(folder)
    except BrokenStore:
        return state  # all vectors are at hand: slower, not wrong
    held.callback(store.close)
    return replace(state, chroma=store)
