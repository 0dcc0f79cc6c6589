"""What the tabs tell gradio of their events, and what a click on something listed sends them.

What this module does not know: what any event does.
"""

from __future__ import annotations

from typing import Any

# No progress over what the tabs show themselves, and no endpoint for other programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_name": False}
# Pages are drawn one after the other anyway: so many may wait for theirs at once.
SHOWING = {"concurrency_limit": 8, "concurrency_id": "trang"}


def picked_number(command: str) -> int | None:
    """The number that a click put into a hidden field, before the time; None if there is none."""
    number = command.partition(" ")[0]
    return int(number) if number.isascii() and number.isdigit() else None
