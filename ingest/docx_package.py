"""A DOCX package: its archive checked, its parts parsed, its styles and notes known.

What this module does not know: paragraphs and tables (``docx.py``).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ingest.numbering import Numbering
from ingest.report import ReadLimits, UnreadableReport

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DAMAGED = (
    "Tệp DOCX bị hỏng hoặc không đầy đủ. Hãy mở bằng Word hoặc LibreOffice rồi lưu lại thành DOCX."
)
ENCRYPTED = "Tệp Word được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi thêm lại."
TOO_BIG = (
    "Tệp DOCX giải nén ra quá lớn so với giới hạn nên bị từ chối. Hãy tách tệp hoặc bỏ bớt ảnh."
)
_MOST_ENTRIES = 5000
_MOST_RATIO = 200
TRUE = {None, "1", "true", "on"}


@dataclass(slots=True)
class Parts:
    """What the package's parts say about styles, numbering and notes."""

    levels: dict[str, int] = field(default_factory=dict)
    bold: dict[str, bool] = field(default_factory=dict)
    style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    notes: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    decode: Callable[[str, str], str] = lambda text, font: text

    def number_of(self, key: str) -> int:
        """The printed number of a note: notes count in the order in which they are called."""
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key) + 1


def check_archive(data: bytes, limits: ReadLimits) -> zipfile.ZipFile:
    """The opened archive; raises ``UnreadableReport`` for bombs and for what is no DOCX."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableReport(ENCRYPTED)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableReport(DAMAGED) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableReport(ENCRYPTED)
    parts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    unpacked = sum(entry.file_size for entry in parts)
    packed = sum(entry.compress_size for entry in parts) or 1
    # Two bytes a character and as much again for tags is more than Word needs.
    if len(entries) > _MOST_ENTRIES or unpacked > min(4 * limits.characters, 150_000_000):
        raise UnreadableReport(TOO_BIG)
    if unpacked > 20_000_000 and unpacked / packed > _MOST_RATIO:
        raise UnreadableReport(TOO_BIG)
    if "word/document.xml" not in archive.namelist():
        raise UnreadableReport(DAMAGED)
    return archive


def parse_part(archive: zipfile.ZipFile, name: str) -> _Element | None:
    from lxml import etree

    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        text = archive.read(name).replace(_STRICT, _PLAIN)
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise UnreadableReport(DAMAGED) from error


def read_parts(archive: zipfile.ZipFile) -> Parts:
    parts = Parts(numbering=Numbering.of(parse_part(archive, "word/numbering.xml")))
    for kind in ("footnote", "endnote"):
        root = parse_part(archive, f"word/{kind}s.xml")
        for note in root.iterfind(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                parts.notes[f"{kind}{note.get(f'{W}id')}"] = note
    styles = parse_part(archive, "word/styles.xml")
    if styles is not None:
        _read_styles(styles, parts)
    return parts


def _read_styles(styles: _Element, parts: Parts) -> None:
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        key = style.get(f"{W}styleId") or ""
        based[key] = value_of(style, "basedOn") or ""
        name = (value_of(style, "name") or "").lower()
        heading = re.match(r"(?:heading|tiêu đề|đề mục) (\d)$", name)
        outline = value_of(style, "pPr/outlineLvl")
        if heading:
            parts.levels[key] = int(heading[1])
        elif outline and outline.isdigit() and int(outline) < 9:
            parts.levels[key] = int(outline) + 1
        bold = style.find(f"{W}rPr/{W}b")
        if bold is not None:
            parts.bold[key] = bold.get(f"{W}val") in TRUE
        number = value_of(style, "pPr/numPr/numId")
        if number:
            parts.style_numbers[key] = (number, int(value_of(style, "pPr/numPr/ilvl") or 0))
    for key in based:
        seen, parent = {key}, based[key]
        while parent and parent not in seen:
            seen.add(parent)
            if parent in parts.levels:
                parts.levels.setdefault(key, parts.levels[parent])
            if parent in parts.bold:
                parts.bold.setdefault(key, parts.bold[parent])
            if parent in parts.style_numbers:
                parts.style_numbers.setdefault(key, parts.style_numbers[parent])
            parent = based.get(parent, "")


def value_of(element: _Element, path: str) -> str | None:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return found.get(f"{W}val") if found is not None else None
