"""How good the checks are: gold lists, seeded breaks and rewordings.

``python -m eval.audit gold --index DIR --gold FILE…`` compares an audit with a hand-made list
of true inconsistencies: precision and recall, and what was missed or is not on the list.
``python -m eval.audit seeded --index DIR [--count 300]`` breaks statements of the reports in
one way each and counts how many ``check`` and ``audit`` catch, and the false alarms on as many
untouched ones. ``python -m eval.audit reworded --index DIR --file FILE --section NAME``
verifies true sentences in other words.

What this module does not know: how anything is checked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from check.audit import audit_readings
from check.discrepancy import Discrepancy
from check.verify import Outcome, Verifier
from eval.case import digest
from eval.seeded import audit_breaks, verify_breaks
from index.library import Library
from ingest.text import canonical

Gold = dict[str, object]
_TWO_PAGES = 6000  # characters


def read_gold(paths: Sequence[Path]) -> list[Gold]:
    """The entries of gold lists: report, page, footnote, printed, expected, kind, places, also."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def matches(found: Discrepancy, gold: Gold) -> bool:
    """Whether a discrepancy is the one of a gold entry: same place and one of its figures."""
    also, places = gold["also"], gold["places"]
    assert isinstance(also, list)
    assert isinstance(places, list)
    here = any(
        citation.report == gold["report"] and [citation.page, citation.footnote] in places
        for citation in found.citations
    )
    wanted = [canonical(str(one)) for one in (gold["printed"], *also)]
    said = canonical(f"{found.printed} | {found.expected}")
    quoted = canonical(" | ".join(citation.quote for citation in found.citations))
    return here and any(one in said or (len(one) > 6 and one in quoted and one[:3] in said)
                        for one in wanted)  # fmt: skip


def gold_report(index: Path, paths: Sequence[Path], rest: Sequence[Path]) -> int:
    """Prints precision and recall of an audit against gold lists.

    rest: other gold lists whose entries are true but not asked for here.
    """
    with Library.open(index) as library:
        result = audit_readings(library.readings())
    wanted, known = read_gold(paths), read_gold(rest)
    hit = [gold for gold in wanted if any(matches(one, gold) for one in result.discrepancies)]
    false = [
        one
        for one in result.discrepancies
        if not any(matches(one, gold) for gold in (*wanted, *known))
    ]
    true = len(result.discrepancies) - len(false)
    print(f"gold {digest(paths)} · {len(wanted)} entries · {result.seconds:.2f} s")
    print(f"recall {len(hit)}/{len(wanted)}")
    print(f"precision {true}/{len(result.discrepancies)}")
    for gold in wanted:
        if gold not in hit:
            print("missed:", gold["id"], gold["printed"])
    for one in false:
        print("not on the list:", one.kind.value, one.printed, "->", one.expected)
    print(result.summary())
    return 0


def reworded_report(index: Path, file: Path, section: str) -> int:
    """Verifies reworded true sentences; every claim of a sentence must be supported."""
    sentences: list[str] = []
    current = ""
    for raw in file.read_text(encoding="utf-8").splitlines():
        if raw.startswith("["):
            current = raw.strip("[]")
        elif raw and not raw.startswith("#") and current == section:
            sentences.append(raw)
    with Library.open(index) as library:
        verifier = Verifier(library.readings())
    right = 0
    started = time.perf_counter()
    for sentence in sentences:
        wrong = [one for one in verifier.verify(sentence) if one.outcome is not Outcome.SUPPORTED]
        right += not wrong
        for one in wrong:
            print(f"{one.outcome.value}: {one.claim.printed} | {sentence} | {one.note}")
    seconds = time.perf_counter() - started
    print(f"reworded {section}: {right}/{len(sentences)} supported whole · {seconds:.2f} s")
    return 0


def speed_report(index: Path) -> int:
    """Times an audit of the longest report and a check of a two-page draft of its sentences."""
    with Library.open(index) as library:
        readings = library.readings()
    longest = max(readings, key=lambda one: len(one.passages))
    wall, busy = time.perf_counter(), time.process_time()
    result = audit_readings([longest])
    _timed(f"audit of {longest.report.file} ({longest.report.pages} pages)", wall, busy)
    wall, busy = time.perf_counter(), time.process_time()
    verifier = Verifier(readings)
    _timed("verifier made", wall, busy)
    draft = ""
    for passage in longest.passages:
        if any(char.isdigit() for char in passage.text) and len(draft) < _TWO_PAGES:
            draft += passage.text.replace(" đạt ", " được ") + "\n"
    wall, busy = time.perf_counter(), time.process_time()
    verdicts = verifier.verify(draft)
    _timed(f"check of {len(draft)} characters, {len(verdicts)} claims", wall, busy)
    print(result.summary())
    return 0


def _timed(what: str, wall: float, busy: float) -> None:
    taken, used = time.perf_counter() - wall, time.process_time() - busy
    print(f"{what}: {taken:.2f} s, of it {used:.2f} s on the processor")


def drafts_report(index: Path, file: Path) -> int:
    """Verifies drafts whose verdicts are written beside them."""
    letters = {Outcome.SUPPORTED: "k", Outcome.CONTRADICTED: "l", Outcome.NOT_FOUND: "n"}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if " | " in line]
    with Library.open(index) as library:
        verifier = Verifier(library.readings())
    right = 0
    for line in lines:
        wanted, text = line.split(" | ", 1)
        verdicts = verifier.verify(text)
        given = sorted(letters[one.outcome] for one in verdicts)
        right += given == sorted(wanted.split())
        if given != sorted(wanted.split()):
            print(f"wanted {wanted}, given {' '.join(given)}: {text}")
    print(f"drafts {digest([file])}: {right}/{len(lines)} lines with the right verdicts")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.audit")
    jobs = parser.add_subparsers(dest="job", required=True)
    gold = jobs.add_parser("gold")
    gold.add_argument("--gold", type=Path, nargs="+", required=True)
    gold.add_argument("--known", type=Path, nargs="*", default=[])
    seeded = jobs.add_parser("seeded")
    seeded.add_argument("--count", type=int, default=300)
    seeded.add_argument("--seed", type=int, default=6)
    speed = jobs.add_parser("speed")
    drafts = jobs.add_parser("drafts")
    drafts.add_argument("--file", type=Path, required=True)
    reworded = jobs.add_parser("reworded")
    reworded.add_argument("--file", type=Path, required=True)
    reworded.add_argument("--section", required=True)
    for job in (gold, seeded, speed, drafts, reworded):
        job.add_argument("--index", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    if chosen.job == "gold":
        return gold_report(chosen.index, chosen.gold, chosen.known)
    if chosen.job == "speed":
        return speed_report(chosen.index)
    if chosen.job == "drafts":
        return drafts_report(chosen.index, chosen.file)
    if chosen.job == "reworded":
        return reworded_report(chosen.index, chosen.file, chosen.section)
    with Library.open(chosen.index) as library:
        readings = library.readings()
    print(verify_breaks(readings, chosen.count, chosen.seed))
    print(audit_breaks(readings, chosen.count, chosen.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
