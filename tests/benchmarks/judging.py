"""Donations: a machine's verdict with its reasons, what would change it, and what it costs."""

import time
from random import Random

from libdesk.domain.donation_costs import cost_to_accept
from libdesk.domain.donation_hints import hints
from libdesk.domain.donation_verdicts import judge
from tests.benchmarks.measure import Row, interleaved
from tests.domain.donations_made import COSTS, TODAY, policy, random_machine

PROMISE_MS = 1.0
"""What a machine may take, with all its reasons."""

MANY, FEW = 10_000, 1_000
TIMES = 3


def rows():
    """Yield the rows: what a long list takes, and that it grows with nothing but its length."""
    dice = Random(8)
    machines = [random_machine(dice) for _ in range(MANY)]
    many = interleaved(
        "donations: 10,000 machines judged, beside ten times 1,000",
        1.25,
        lambda: _took(machines),
        lambda: _took(machines[:FEW]) * (MANY // FEW),
        TIMES,
    )
    yield Row("donations: 10,000 machines judged", 1.0, many.libdesk, MANY * PROMISE_MS)
    yield many


def _took(machines) -> float:
    """Return what it takes to judge machines, in milliseconds."""
    ours = policy()
    begun = time.perf_counter()
    for one in machines:
        judged = judge(one, ours, TODAY)
        hints(one, judged, ours, TODAY)
        cost_to_accept(one, ours, COSTS, TODAY)
    return (time.perf_counter() - begun) * 1000
