"""Waiting for the browser: what was chosen or typed just before a click may arrive after it.

A browser holds back the next value of a control while the kernel is busy with the one before, and
sends a click at once. So a click that reads a control, or passes to the next item, waits a moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

VALUE_TAKES = 0.2  # seconds, at the most, from the browser to the kernel


def soon(act: Callable[[], None]) -> asyncio.TimerHandle | None:
    """Call `act` in a moment, when what was chosen or typed just before has arrived."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # no browser is at the other end
        act()
        return None
    return loop.call_later(VALUE_TAKES, act)
