"""Whether two passages stand in a section of the same title, in whatever report."""

from __future__ import annotations

from ingest.report import Passage
from ingest.text import canonical


def section_title(passage: Passage) -> str:
    """The title of the innermost section, in canonical spelling; "" outside of all."""
    return canonical(passage.section[-1].title) if passage.section else ""
