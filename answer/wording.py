"""Answer templates from ``prompts/``: plain text with ``$blanks``.

An unfilled blank fails loudly instead of reaching the user.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"


@cache
def _template(name: str) -> Template:
    return Template((PROMPTS / f"{name}.txt").read_text(encoding="utf-8").strip())


def wording(name: str, **blanks: str) -> str:
    """The template ``prompts/<name>.txt`` with all its blanks filled.

    Raises:
        KeyError: a blank of the template was not given.
    """
    return _template(name).substitute(blanks)
