"""Processor time of a piece of work, for tests of how it grows with its input.

Python's collector walks everything that the whole test run holds, so that one collection may cost more than the work
that is measured: it rests meanwhile. The best of several runs counts, as other work on the machine only ever adds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

BEST_OF = 3
CHANCES = 6


def cpu_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one run of `work`."""
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def assert_linear(cost: Callable[[int], float], short: int, long: int, *, least: float = 0.02) -> None:
    """Assert that `cost(length)`, in seconds, grows with the length and not with its square.

    Costs below `least` are taken for `least`. Two and a half times the linear growth is allowed; `long` is to be at
    least four times `short`, so that a quadratic cost lies well above.
    """
    assert long >= 4 * short
    quick = min(cost(short) for _ in range(BEST_OF))
    allowed = 2.5 * long / short * max(quick, least)
    slow = cost(long)
    for _ in range(CHANCES - 1):
        if slow > allowed:
            slow = min(slow, cost(long))
    assert slow <= allowed, f"{long:,}: {slow:.3f} s; {short:,}: {quick:.3f} s"
