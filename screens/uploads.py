"""What a browser may send, and under which name it is kept.

The check reads only the part headers of a multipart body as it flows by, never the files
themselves: whether a PDF is one is for the reader in ``ingest`` to say.
What this module does not know: gradio, where uploads are stored.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

WRONG_KIND = (
    "Chỉ nhận tệp PDF, Word (.docx), .txt, .md và bảng điền (.xlsx, .csv). "
    "Hãy chuyển “{name}” sang một trong các dạng đó.\n"
)
TOO_LARGE = "Tệp lớn hơn {megabytes} MB. Hãy tách báo cáo ra, hoặc giảm độ phân giải bản quét.\n"
NOT_A_FORM = "Yêu cầu tải tệp không đúng dạng. Hãy tải lại trang và thử lần nữa.\n"
FILES_AT_ONCE = 50
TOO_MANY = f"Mỗi lần chỉ nhận {FILES_AT_ONCE} tệp. Hãy chia ra nhiều lần.\n"


class UploadCheck:
    """Follows one multipart upload; ``refused`` says why it must not go on, "" while it may."""

    def __init__(self, content_type: str, suffixes: Sequence[str], megabytes: int) -> None:
        self.refused = ""
        self._suffixes = tuple(suffixes)
        self._megabytes = megabytes
        self._size = self._files = 0
        self._field = self._value = b""
        self._parser = self._parser_for(content_type)

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the body."""
        from python_multipart.exceptions import ParseError

        if self.refused or self._parser is None:
            return
        try:
            self._parser.write(chunk)
        except ParseError:
            self.refused = self.refused or NOT_A_FORM

    def _parser_for(self, content_type: str):  # type: ignore[no-untyped-def]
        from python_multipart.multipart import MultipartParser, parse_options_header

        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            self.refused = NOT_A_FORM
            return None
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begins,
                "on_part_data": self._part_goes_on,
                "on_header_begin": self._header_begins,
                "on_header_field": self._name_goes_on,
                "on_header_value": self._value_goes_on,
                "on_header_end": self._header_ends,
            },
        )

    def _part_begins(self) -> None:
        self._size = 0

    def _part_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._size > self._megabytes * 1024 * 1024:
            self.refused = self.refused or TOO_LARGE.format(megabytes=self._megabytes)

    def _header_begins(self) -> None:
        self._field = self._value = b""

    def _name_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _value_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        if self._field.lower() != b"content-disposition":
            return
        # The same function that gradio reads the name with, so that both see the same name.
        from python_multipart.multipart import parse_options_header

        _, options = parse_options_header(self._value)
        if b"filename" not in options:
            return
        name = options[b"filename"].decode("utf-8", "replace")
        self._files += 1
        if self._files > FILES_AT_ONCE:
            self.refused = self.refused or TOO_MANY
        elif not name.lower().endswith(self._suffixes):
            self.refused = self.refused or WRONG_KIND.format(name=safe_name(name))


def safe_name(name: str) -> str:
    """A file name without folders, control characters or the ones that turn text around.

    Letters and Vietnamese marks stay (NFC); everything of Unicode's "other" classes goes,
    among them the bidirectional controls that make ``a\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe``
    look like a PDF.
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    composed = unicodedata.normalize("NFC", last)
    kept = "".join(char for char in composed if not unicodedata.category(char).startswith("C"))
    kept = "".join("_" if char in '<>:"/\\|?*' else char for char in kept)
    stem, dot, suffix = " ".join(kept.split()).rpartition(".")
    return f"{stem[:120].strip(' .') or 'bao-cao'}{dot}{suffix[:8]}"


def received(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Moves uploaded files into ``folder`` under safe names; equal names get a number."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    for path in paths:
        name = safe_name(path.name)
        target = folder / name
        number = 2
        while target.exists():
            target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
            number += 1
        shutil.move(path, target)
        taken.append(target)
    return taken
