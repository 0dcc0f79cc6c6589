"""The seam for smoother wording: the words between slots may change, nothing else.

Whoever smooths is passed from above. What it gives back is used only if every slot, moved
year, label and kept citation stands in it once and in order, and no digit was added; else
the paragraph stays as it was.

What this module does not know: who smooths, and how.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from answer.draft.nouns import Block, Draft, Piece, PieceKind
from ingest.report import PassageKind

_MARK = re.compile(r"⟦(\d+)⟧")


class Smooths(Protocol):
    """Gives a paragraph smoother wording; marks such as ⟦3⟧ must stay as they are."""

    def __call__(self, text: str) -> str:
        """The paragraph in other words."""
        ...


def smoothed(draft: Draft, smooth: Smooths) -> Draft:
    """The draft with its paragraphs smoothed, those that passed the check."""
    return replace(draft, blocks=tuple(_block(block, smooth) for block in draft.blocks))


def _block(block: Block, smooth: Smooths) -> Block:
    if block.kind is not PassageKind.PARAGRAPH or len(block.pieces) < 2:
        return block
    held = [piece for piece in block.pieces if piece.kind is not PieceKind.WORDS]
    number = iter(range(len(held)))
    text = "".join(
        piece.text if piece.kind is PieceKind.WORDS else f"⟦{next(number)}⟧"
        for piece in block.pieces
    )
    new = smooth(text)
    if new == text:
        return block
    pieces = _pieces(new, held, block)
    return replace(block, pieces=pieces) if pieces else block


def _pieces(text: str, held: list[Piece], block: Block) -> tuple[Piece, ...]:
    """The smoothed text as pieces again; empty if a mark was touched or a digit added."""
    marks = [int(found) for found in _MARK.findall(text)]
    if marks != list(range(len(held))) or any(char.isdigit() for char in _MARK.sub("", text)):
        return ()
    pieces: list[Piece] = []
    position = block.pieces[0].start
    for order, words in enumerate(_MARK.split(text)):
        if order % 2:
            pieces.append(held[int(words)])
            position = held[int(words)].end
        elif words:
            pieces.append(Piece(PieceKind.WORDS, position, position, words))
    return tuple(pieces)
