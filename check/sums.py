"""A total against parts that were found for it: it adds up, or which slip may have broken it.

What this module does not know: which figures are the parts of which total, and how sure that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from check.discrepancy import Check, CheckKind, Severity, Spot
from check.intervals import interval_of, total
from check.placed import term
from check.slips import explained, repair
from ingest.numerals import number_text
from ingest.report import Figure


def adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts can give the whole, each within what its printed digits allow."""
    return total(parts).meets(interval_of(whole))


def one_slip_off(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one slip in the whole or in a part accounts for the difference, as printed."""
    return explained(whole.amount, [part.amount for part in parts], whole.factor)


def sum_line(parts: Sequence[Figure], whole: Figure) -> str:
    """The parts added up, in the unit of the whole: ``102 căn + 131 căn = 233 căn``."""
    return f"{' + '.join(term(part) for part in parts)} = {_in_unit(_added(parts), whole)}"


def right_sum(
    kind: CheckKind, spots: tuple[Spot, ...], whole: Figure, parts: Sequence[Figure]
) -> Check:
    """The comparison of a total with its parts, wherever they stand, that holds."""
    return Check(kind, spots, True, whole.text, whole.text, sum_line(parts, whole))


def wrong_sum(
    kind: CheckKind, spots: tuple[Spot, ...], whole: Figure, parts: Sequence[Figure]
) -> Check:
    """The comparison that fails, with the slip that would explain it."""
    shown = _in_unit(_added(parts), whole)
    return Check(
        kind,
        spots,
        False,
        printed=whole.text,
        expected=shown,
        arithmetic=sum_line(parts, whole),
        severity=Severity.CERTAIN,
        reason=f"Các phần cộng lại được {shown}, nhưng tổng ghi là {whole.text}.",
        slip=repair(whole.amount, [part.amount for part in parts], whole.factor),
    )


def greater_part(part_spot: Spot, whole_spot: Spot, part: Figure, whole: Figure) -> Check:
    """A part that is greater than its whole."""
    return Check(
        CheckKind.SUBTOTAL,
        (part_spot, whole_spot),
        False,
        printed=part.text,
        expected=f"không quá {whole.text}",
        severity=Severity.LIKELY,
        reason=f"Phần ({part.text}) lớn hơn toàn thể ({whole.text}).",
    )


def _added(parts: Sequence[Figure]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))


def _in_unit(amount: Decimal, whole: Figure) -> str:
    return f"{number_text(amount / whole.factor)} {whole.unit}".strip()
