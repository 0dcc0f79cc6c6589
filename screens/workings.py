"""What is worked out of the whole library, once a revision: the table of facts, audits, a verifier.

Asked for while it is being made, it is waited for, not made twice.
What this module does not know: who asks, how it is shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from index.library import Library

if TYPE_CHECKING:
    from check.discrepancy import AuditResult
    from check.draft import Draft
    from check.fact_rows import FactTable
    from check.verify import Verdict, Verifier

T = TypeVar("T")


class AtRevision(Generic[T]):
    """A value made of a library, kept until the library changes."""

    def __init__(self, make: Callable[[Library], T]) -> None:
        self._make = make
        self._guard = threading.Lock()
        self._kept: tuple[int, T] | None = None

    def of(self, library: Library) -> T:
        """The value at the library's revision."""
        kept = self._kept
        if kept is None or kept[0] != library.revision:
            with self._guard:
                kept = self._kept
                if kept is None or kept[0] != library.revision:
                    revision = library.revision
                    kept = self._kept = (revision, self._make(library))
        return kept[1]


class Workings:
    """The workings of one library."""

    def __init__(self) -> None:
        self._table = AtRevision(_table)
        self._verifier = AtRevision(_verifier)
        self._audits: AtRevision[dict[str, AuditResult]] = AtRevision(lambda library: {})
        self._auditing = threading.Lock()

    def table(self, library: Library) -> FactTable:
        """All figures and awards as rows."""
        return self._table.of(library)

    def check(self, draft: Draft | str, library: Library) -> tuple[Verdict, ...]:
        """A draft against the reports."""
        return self._verifier.of(library).verify(draft)

    def audit(self, file: str, library: Library) -> AuditResult:
        """One report, or all of them for "", against itself and the others."""
        from check.audit import audit

        with self._auditing:
            known = self._audits.of(library)
            if file not in known:
                known[file] = audit(library, file or None)
            return known[file]


def _table(library: Library) -> FactTable:
    from check.fact_rows import FactTable

    return FactTable.of(library.readings(), library.revision)


def _verifier(library: Library) -> Verifier:
    from check.verify import Verifier

    return Verifier(library.readings())
