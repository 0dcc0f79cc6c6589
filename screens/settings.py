"""What the window needs to know from outside: read once in ``app.py`` and passed down.

What this module does not know: the environment, the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answer.model.settings import ModelSettings
    from index.embed import EmbedderChoice

# The kinds of file that can be read (`ingest/read.py`); .doc and pictures are refused there
# with advice, so the window does not take them in the first place.
UPLOAD_SUFFIXES = (".pdf", ".docx", ".txt", ".md")
SHEET_SUFFIXES = (".xlsx", ".csv")  # fill sheets of drafts
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Where the reports are kept and where the window listens.

    index: the index directory; it is made when the first report is added.
    embedder: None for the one that ships with the project.
    host, port: the address to listen on; 127.0.0.1 is reachable from this machine only.
    names: further host names under which the window may be called (behind a proxy, say).
    upload_megabytes: the largest single file that is taken.
    users: the users file; None where nobody has to log in.
    model: the language model that may help, None for none.
    """

    index: Path
    embedder: EmbedderChoice | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    names: tuple[str, ...] = ()
    upload_megabytes: int = 200
    users: Path | None = None
    model: ModelSettings | None = None

    def known_hosts(self) -> frozenset[str]:
        """The host names that a request may carry; everything else is refused."""
        own = {self.host} if self.host not in {"0.0.0.0", "::"} else set()
        return LOCAL_HOSTS | own | {name.lower() for name in self.names}
