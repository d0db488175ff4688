"""The bench of serving counts, divides and tells as it should."""

import re
import runpy
import sys

import pytest

from newsroom import processes
from tests.audit.outcome import Absent
from tests.bench import __main__ as bench
from tests.bench.serving import launch, load
from tests.bench.serving.load import Run
from tests.bench.serving.measure import Measure, table
from tests.bench.serving.publishing import Seen

pytestmark = pytest.mark.looks

SAID = """\
Running 3s test @ http://127.0.0.1:8000/
  1 threads and 64 connections
  Latency Distribution
     50%  980.00us
     75%    1.20ms
     90%    3.00ms
     99%    1.06s 
  191352 requests in 3.00s, 5.00GB read
Requests/sec:  63784.25
"""  # noqa: W291 - as wrk writes it


def run(a_second, busy=1.0):
    """So many answers a second, by a server that had so much of its core."""
    return Run(a_second, p50=1, p99=2, busy=busy)


def test_what_wrk_says_is_read_in_milliseconds():
    read = load.told(SAID, busy=0.5)

    assert read == Run(63784.25, p50=0.98, p99=1060, busy=0.5)
    assert read.whole == 127568.5


def test_each_is_asked_once_before_any_is_asked_again():
    order = []

    runs = load.in_turn(
        {name: lambda name=name: order.append(name) or run(1) for name in "ab"}, times=2
    )

    assert order == ["a", "b"] * 3
    assert {name: len(each) for name, each in runs.items()} == {"a": 2, "b": 2}


def test_a_ratio_is_of_the_same_turn_since_a_busy_moment_slows_both():
    some, others = [run(90), run(9), run(80)], [run(100), run(10), run(100)]

    assert load.ratio(some, others) == 0.9
    assert load.middle(some) == run(80)


def test_by_processor_time_a_server_that_had_half_a_core_counts_twice():
    assert load.ratio([run(50, busy=0.5)], [run(100)], of="whole") == 1


def test_a_figure_is_told_with_what_was_wanted():
    reached = Measure("hit ÷ constant", 0.905, 0.9)
    missed = Measure("publishing, p99", 1.2, 1, " s", is_most=True)
    beside = Measure("hit ÷ other", 0.0031, None)

    assert reached.cells == ("hit ÷ constant", "0.91", "", "at least 0.90", "yes")
    assert missed.cells == ("publishing, p99", "1.20 s", "", "at most 1.00 s", "**no**")
    assert beside.cells == ("hit ÷ other", "0.003", "", "", "")


def test_a_table_is_markdown_in_columns():
    assert table(("", "a second"), [("hit", "9"), ("constant", "10")]) == [
        "|          | a second |",
        "| -------- | -------: |",
        "| hit      |        9 |",
        "| constant |       10 |",
    ]


def test_of_thirty_times_the_longest_is_the_ninety_ninth_per_cent():
    times = [n / 100 for n in range(30)]

    assert Seen.at(0.99, times) == 0.29
    assert Seen.at(0.5, times) == 0.15


def test_others_are_served_with_the_options_of_the_site(monkeypatch):
    begun = []
    monkeypatch.setattr(sys, "argv", ["launch"])
    monkeypatch.setattr(processes, "end_with_the_parent", lambda: None)
    monkeypatch.setattr(runpy, "run_module", lambda *words, **known: begun.append(list(sys.argv)))

    processes.server("127.0.0.1", "8000")
    launch.main("another:application", "127.0.0.1", "8000")

    ours, theirs = begun
    assert theirs == [*ours[:-1], "another:application"]
    assert ours[-1] == "newsroom.wsgi:application"


@pytest.fixture
def written(monkeypatch, tmp_path):
    """The document that a bench writes, of one bench with a table and one without."""
    told = {"serving": lambda: ["| hit |", "| --- |"], "typing": lambda: ["a key:", "  2 times"]}
    monkeypatch.setattr(bench, "BENCHES", told)
    monkeypatch.setattr(bench, "FILE", tmp_path / "benchmarks.md")
    return bench.FILE


def told_by(written):
    """What the document says, without the day."""
    return re.sub(r"\nMeasured on .*\n", "", written.read_text("utf-8"))


def test_a_whole_run_is_written_down(written):
    code = bench.main([])

    assert code == 0
    assert "\n## Serving\n\n| hit |\n| --- |\n" in told_by(written)
    assert "\n## Typing\n\n```\na key:\n  2 times\n```\n" in told_by(written)


def test_a_part_of_it_is_not(written):
    assert bench.main(["typing"]) == 0
    assert not written.exists()


def test_a_part_takes_its_place_if_that_is_asked_for(written, monkeypatch):
    bench.main([])
    monkeypatch.setitem(bench.BENCHES, "typing", lambda: ["a key:", "  3 times"])
    monkeypatch.setenv("BENCH_WRITE", "1")

    bench.main(["typing"])

    assert "  3 times" in told_by(written)
    assert "  2 times" not in told_by(written)
    assert told_by(written).count("## ") == 2


def test_what_could_not_be_measured_stays_as_it_was(written, monkeypatch):
    def absent():
        raise Absent("wrk is not here")

    bench.main([])
    monkeypatch.setitem(bench.BENCHES, "typing", absent)

    assert bench.main([]) == 1
    assert "  2 times" in told_by(written)
