"""Every bench runs with the smallest sizes and says what it should; how long anything takes is not a test's affair."""

from __future__ import annotations

import re

import pytest

from bench.__main__ import BENCHES, bench, main
from bench.claims import Claim, Goal, Measure
from bench.reading import LAYERS, LENGTH, Sizes, Step, linearity

SMALLEST: dict[str, dict[str, int]] = {
    "reading": {"articles": 1, "rounds": 1, "longest": 8_000, "seconds": 20, "at_once": 2},
    "sending": {"messages": 20, "peer_messages": 10, "in_flight": 4, "latency": 0, "rounds": 1},
    "delivery": {"few": 2, "chats": 3, "many": 5, "latency": 0, "rounds": 1},
    "polling": {"feeds": 6, "hosts": 3, "many": 60, "many_hosts": 5, "rounds": 1},
    "parsing": {"items": 3, "rounds": 1},
    "story": {"least": 40, "most": 400, "seconds": 20},
    "answers": {"least": 40, "most": 80, "topics": 2, "questions": 2, "news": 1, "seconds": 20},
    "pictures": {"few": 8, "many": 40, "rounds": 1},
}
#: how many lines each prints
LINES = {"reading": 20, "sending": 3, "delivery": 5, "polling": 5, "parsing": 5, "story": 4, "answers": 8, "pictures": 20}


@pytest.mark.parametrize("name", BENCHES)
def test_runs_and_tells_figures_of_one_run(name: str) -> None:
    one = bench(name)
    claims = one.run(one.sizes(**SMALLEST[name]))
    assert len(claims) == LINES[name]
    assert len({claim.work for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.finished
        assert claim.ours.value > 0
        assert claim.ratio is not None
        assert claim.ratio > 0
        assert claim.holds is None or claim.goal is not None


def test_prints_a_table_of_the_asked_alone(capsys: pytest.CaptureFixture[str]) -> None:
    main(["parsing", "--parsing-items", "2", "--parsing-rounds", "1"])
    printed = capsys.readouterr().out
    assert "all kinds" in printed
    assert "/status" not in printed


def test_refuses_a_bench_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["flying"])
    assert re.search(r"no bench 'flying'.*reading", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        pytest.param(Claim("no goal", Measure(1, "ms"), 2.0), None, id="no goal"),
        pytest.param(Claim("ratio within", Measure(1, "ms"), 1.5, goal=Goal(1.5)), True, id="ratio within"),
        pytest.param(Claim("ratio beyond", Measure(1, "ms"), 1.6, goal=Goal(1.5)), False, id="ratio beyond"),
        pytest.param(Claim("the more the better", Measure(1, "/s"), 0.7, goal=Goal(0.8, at_least=True)), False, id="the more the better"),
        pytest.param(Claim("own figure", Measure(6, "ms"), 1.0, goal=Goal(5, unit="ms")), False, id="own figure, not the ratio"),
        pytest.param(Claim("given up", Measure(1, "ms"), 1.0, goal=Goal(5), finished=False), False, id="given up holds nothing"),
    ],
)
def test_goals(claim: Claim, holds: bool | None) -> None:
    assert claim.holds is holds


def test_a_text_given_up_names_the_layer_that_did_not_end() -> None:
    done = [Step(length, layer, length / 1e6) for length in (LENGTH, 64_000) for layer in ("floor", *LAYERS)]
    done += [Step(1_024_000, layer, 1.0) for layer in ("floor", "sentences")]
    claim = linearity("news", Sizes(longest=1_024_000), done)
    assert claim.holds is False
    assert "given up in dates at 1,024,000" in claim.note


def test_the_layer_whose_cost_grows_is_named() -> None:
    done = [Step(length, layer, length / 1e6) for length in (LENGTH, 64_000, 1_024_000) for layer in ("floor", *LAYERS)]
    done = [Step(step.length, step.layer, 50.0) if (step.length, step.layer) == (1_024_000, "names") else step for step in done]
    claim = linearity("news", Sizes(longest=1_024_000), done)
    assert claim.holds is False
    assert claim.note.startswith("names grows most")
