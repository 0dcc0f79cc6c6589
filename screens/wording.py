"""The longer texts of the window, kept as plain text in ``prompts/``.

What this module does not know: where they are shown.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"


@cache
def notice(name: str) -> str:
    """``prompts/<name>.txt`` as HTML: its first line the heading, each further line a paragraph."""
    heading, *lines = (PROMPTS / f"{name}.txt").read_text(encoding="utf-8").strip().splitlines()
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
    return f'<div class="mc-notice"><h2>{escape(heading)}</h2>{body}</div>'
