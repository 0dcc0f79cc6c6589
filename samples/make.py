"""Make the two sample reports from samples/sources: ``python samples/make.py``.

bao-cao-2024.docx is written by python-docx; bao-cao-2025.pdf is set by LibreOffice from a
DOCX made the same way, then the scanned annex is joined to it. Needs LibreOffice
(``soffice``), Pillow and the Liberation fonts; reading the samples needs none of them.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import tempfile
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject
from scan import annex_page
from word import write_word

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/liberation2")  # Debian's fonts-liberation2
WORD_FONT, PDF_FONT = "Times New Roman", "Liberation Serif"


def main() -> None:
    """Write both samples beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the two files")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder of LiberationSerif-*.ttf")
    options = parser.parse_args()
    for source in sorted((HERE / "sources").glob("*.toml")):
        content = tomllib.loads(source.read_text(encoding="utf-8"))
        target = options.out / content["output"]
        if target.suffix == ".docx":
            write_word(content, target, font=WORD_FONT)
        else:
            write_pdf(content, target, options.fonts)
        print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB")


def write_pdf(content: dict[str, Any], target: Path, fonts: Path) -> None:
    """Set ``content`` with LibreOffice, add the annex, take out dates and random ids."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "report.docx"
        write_word(content, word, font=PDF_FONT)
        body = PdfReader(BytesIO(_set_by_libreoffice(word)))
        writer = PdfWriter()
        for page in body.pages:
            writer.add_page(page)
    writer.add_page(PdfReader(BytesIO(annex_page(content["annex"], fonts))).pages[0])
    stamp = content["stamp"].strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = {
        "/Title": " ".join(content["title"].split()),
        "/Author": " ".join(content["agency"]),
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    name = ByteStringObject(hashlib.md5(content["body"].encode("utf-8")).digest())
    writer._ID = ArrayObject([name, name])
    writer.compress_identical_objects()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(target)


def _set_by_libreoffice(word: Path) -> bytes:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed to make the PDF sample.")
    command = [
        office,
        "--headless",
        f"-env:UserInstallation={(word.parent / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(word.parent),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return word.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    main()
