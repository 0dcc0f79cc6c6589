"""A child that stays: many jobs, and a fresh one after whatever a job did to it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from ingest.guarded import GuardFailure
from ingest.standing import StandingChild


@pytest.fixture
def child() -> Iterator[StandingChild]:
    made = StandingChild(megabytes=600)
    yield made
    made.close()


def test_jobs_run_in_one_process_that_is_not_this_one(child: StandingChild) -> None:
    first = child.call(os.getpid, (), 20)
    assert first == child.call(os.getpid, (), 20)
    assert first != os.getpid()


def test_an_exception_is_told_and_the_child_goes_on(child: StandingChild) -> None:
    first = child.call(os.getpid, (), 20)
    with pytest.raises(GuardFailure) as failure:
        child.call(int, ("chữ",), 20)
    assert failure.value.reason == "error"
    assert child.call(os.getpid, (), 20) == first


def test_a_job_that_kills_its_process_takes_nothing_down(child: StandingChild) -> None:
    with pytest.raises(GuardFailure) as failure:
        child.call(os.abort, (), 20)
    assert failure.value.reason == "died"
    assert child.call(len, ("ba",), 20) == 2


def test_a_job_that_hangs_is_ended(child: StandingChild) -> None:
    child.call(len, ("",), 20)
    start = time.monotonic()
    with pytest.raises(GuardFailure) as failure:
        child.call(time.sleep, (60,), 0.5)
    assert failure.value.reason == "time"
    assert time.monotonic() - start < 10
    assert child.call(len, ("ba",), 20) == 2


def test_a_job_that_wants_all_memory_is_ended(child: StandingChild) -> None:
    with pytest.raises(GuardFailure) as failure:
        child.call(bytearray, (3 << 30,), 20)
    assert failure.value.reason == "memory"
    assert child.call(len, ("ba",), 20) == 2


def test_threads_queue_for_it(child: StandingChild) -> None:
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: seen.append(child.call(abs, (n,), 20)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(8))


def test_closed_is_closed(child: StandingChild) -> None:
    child.close()
    with pytest.raises(GuardFailure):
        child.call(len, ("",), 20)
