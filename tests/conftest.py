"""Shared ground of the tests: where the real reports are, and skips that may not pass."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--no-skip``: a test skipped for lack of a tool or of data fails the run."""
    parser.addoption("--no-skip", action="store_true", help="a skipped test fails")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn skips into failures under ``--no-skip``; expected failures stay as they are."""
    report = yield
    if item.config.getoption("--no-skip") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped under --no-skip: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of the two real reports; skips where the project stands alone."""
    folder = SHARED / "reports"
    if not folder.is_dir():
        pytest.skip("cần ../shared/reports (hai báo cáo thật), không có ở bản sao này")
    return folder
