"""Vietnamese syllables by ear: which ones are written for one another.

What this module does not know: which of them was meant.
"""

from __future__ import annotations

from ingest.text import bare, canonical

# Letters that sound alike in one dialect or another, as bare spelling (onset, coda).
_ONSETS = (("tr", "ch"), ("gi", "d"), ("r", "d"), ("s", "x"), ("qu", "w"), ("k", "c"), ("v", "d"),
           ("l", "n"), ("ngh", "ng"), ("gh", "g"))  # fmt: skip
_CODAS = (("ng", "n"), ("ch", "t"), ("c", "t"), ("nh", "n"), ("m", "n"), ("y", "i"))


def sound(syllable: str) -> str:
    """The key under which syllables that are confused in writing are one."""
    key = bare(syllable).replace("quy", "qui")
    for written, heard in _ONSETS:
        if key.startswith(written) and not key.startswith("kh"):
            key = heard + key[len(written) :]
            break
    for written, heard in _CODAS:
        if key.endswith(written) and len(key) > len(written):
            return key[: -len(written)] + heard
    return key


def rime(syllable: str) -> str:
    """The vowels of a syllable with their tone."""
    return "".join(c for c in canonical(syllable) if bare(c) in "aeiouy")
