"""What the server takes from a browser, whatever the page allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.uploads import FILES_AT_ONCE, UploadCheck, received, safe_name

SUFFIXES = (".pdf", ".txt")


def body(*parts: tuple[str, bytes], boundary: str = "x1") -> bytes:
    text = b""
    for name, content in parts:
        text += f'--{boundary}\r\nContent-Disposition: form-data; name="files"; '.encode()
        text += f'filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode()
        text += content + b"\r\n"
    return text + f"--{boundary}--\r\n".encode()


def refusal(data: bytes, kind: str = "multipart/form-data; boundary=x1", size: int = 7) -> str:
    """Feeds the body in small pieces, as a network does."""
    check = UploadCheck(kind, SUFFIXES, 1)
    for at in range(0, len(data), size):
        check.feed(data[at : at + size])
    return check.refused


def test_reports_pass_and_their_content_is_not_looked_at() -> None:
    inside = b'\r\nContent-Disposition: form-data; filename="a.exe"\r\n'
    assert refusal(body(("Báo cáo.PDF", inside), ("b.txt", b"x"))) == ""


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.js", "a", "a.html", "trang.svg"])
def test_other_kinds_are_refused_by_name(name: str) -> None:
    assert name in refusal(body(("b.txt", b"x"), (name, b"x")))


def test_too_large_and_too_many_are_refused() -> None:
    assert "1 MB" in refusal(body(("a.txt", b"x" * (1024 * 1024 + 1))), size=65536)
    assert refusal(body(("a.txt", b"x" * 1024 * 1024)), size=65536) == ""
    many = [("a.txt", b"x")] * (FILES_AT_ONCE + 1)
    assert str(FILES_AT_ONCE) in refusal(body(*many))


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data"])
def test_a_body_that_is_no_form_is_refused(kind: str) -> None:
    assert refusal(b"hello", kind)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo năm 2025.pdf", "Báo cáo năm 2025.pdf"),
        ("../../etc/a.txt", "a.txt"),
        ("C:\\Users\\a.txt", "a.txt"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}fdp.txt", "afdp.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("a<b>.txt", "a_b_.txt"),
        (".txt", "bao-cao.txt"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
        ("Ba\N{COMBINING ACUTE ACCENT}o.pdf", "Báo.pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_received_files_keep_their_names_and_never_overwrite(tmp_path: Path) -> None:
    paths = []
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "a.txt"
        path.write_text(folder, encoding="utf-8")
        paths.append(path)
    taken = received(paths, tmp_path / "in")
    assert [path.name for path in taken] == ["a.txt", "a (2).txt"]
    assert [path.read_text(encoding="utf-8") for path in taken] == ["1", "2"]
