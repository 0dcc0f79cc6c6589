"""A checked draft and an audit as HTML: escaped, marked, told in words."""

from __future__ import annotations

from check.audit import audit_readings
from check.claims import Claim, ClaimKind
from check.discrepancy import AuditResult, CheckKind, Discrepancy, Severity
from check.verify import Outcome, Verdict
from ingest.report import Citation
from screens.check_view import agreement_list, audit_list, legend, marked_draft, verdict_list

LINE = "Xã <b>An</b> có 12 cầu & 7 cống."
CITED = Citation("bao-cao.pdf", "Báo cáo", "I", 3, None, None, "có <i>13</i> cầu", "a:0", 0, 9)


def _verdict(printed: str, outcome: Outcome, note: str = "") -> Verdict:
    start = LINE.index(printed)
    claim = Claim(ClaimKind.FIGURE, 0, LINE, start, start + len(printed), (0, len(LINE)))
    return Verdict(claim, outcome, "", note, (CITED,))


VERDICTS = (
    _verdict("12 cầu", Outcome.CONTRADICTED, "Báo cáo ghi 13 cầu."),
    _verdict("7 cống", Outcome.NOT_FOUND),
)


def test_a_draft_is_escaped_and_its_claims_are_marked_in_place() -> None:
    shown = marked_draft([LINE], VERDICTS)
    assert "<b>" not in shown
    assert "Xã &lt;b&gt;An&lt;/b&gt; có <span" in shown
    assert shown.count("data-pick=") == 2
    assert ">12 cầu</span> &amp; <span" in shown
    assert "\n" not in shown


def test_colour_is_never_alone() -> None:
    assert "Lệch</span> <b>1</b>" in legend(VERDICTS)
    assert "Không tìm thấy</span>" in verdict_list(VERDICTS)
    assert "12 cầu" not in verdict_list(VERDICTS, Outcome.NOT_FOUND.value)
    assert 'data-pick="1"' in verdict_list(VERDICTS, Outcome.NOT_FOUND.value)


def test_an_audit_shows_sum_slip_and_lines_escaped() -> None:
    found = Discrepancy(
        CheckKind.TOTAL_PARTS, "13 cầu", "12 cầu", "5 cầu + 7 cầu = 12 cầu", Severity.CERTAIN,
        "Các phần cộng lại được 12 cầu.", "có thể sai một chữ số", (CITED,),
    )  # fmt: skip
    result = AuditResult((found,), reports=("bao-cao.pdf",))
    shown = audit_list(result)
    assert "5 cầu + 7 cầu = 12 cầu" in shown
    assert "Gợi ý: có thể sai một chữ số" in shown
    assert "<i>" not in shown
    assert "Không có chỗ nào" in audit_list(result, Severity.LOOK.value)
    assert "Không có chỗ nào" in audit_list(result, "", "khac.pdf")
    assert "Chưa có phép đối chiếu" in agreement_list(audit_readings([]))
