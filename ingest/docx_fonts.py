"""Old fonts (TCVN3, VNI) in DOCX files: which runs need decoding, told by font and text.

What this module does not know: the tables of the old encodings (``legacy_fonts.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ingest.docx_package import W
from ingest.legacy_fonts import Encoding, decode, encodings_of_fonts

if TYPE_CHECKING:
    from lxml.etree import _Element


def font_of(run: _Element) -> str:
    """The font that a run names itself, "" where its style decides."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return ""
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def run_decoder(parts: Iterable[_Element]) -> Callable[[str, str], str]:
    """(text, font) -> Unicode for the runs of a document; parts: its body and its notes."""
    texts: dict[str, str] = {}
    whole: list[str] = []
    for part in parts:
        for paragraph in part.iter(f"{W}p"):
            for run in paragraph.iter(f"{W}r"):
                text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
                font = font_of(run)
                texts[font] = f"{texts.get(font, '')} {text}"
                whole.append(text)
            whole.append(" ")
    encodings = encodings_of_fonts(texts, "".join(whole))
    old = {font: found for font, found in encodings.items() if found is not Encoding.UNICODE}
    return lambda text, font: decode(text, old[font]) if font in old else text
