"""What a draft claims, and what it does not claim yet."""

from __future__ import annotations

from check.claims import find_claims
from check.draft import draft_of


def printed(text: str) -> list[str]:
    return [claim.printed for claim in find_claims(draft_of(text).reading)]


def test_a_slot_that_waits_claims_nothing() -> None:
    text = (
        "Xây mới [… căn | 2024: 310, tr. 12] nhà, sửa chữa 95 căn; ban hành Kế hoạch "
        "[số, ngày văn bản | 2024: số 21/KH-UBND ngày 14/02/2024]."
    )
    assert printed(text) == ["95 căn"]


def test_other_brackets_still_claim() -> None:
    told = printed("Xây mới 310 căn nhà [trong đó 95 căn của hộ nghèo].")
    assert told == ["310 căn nhà", "95 căn"]
