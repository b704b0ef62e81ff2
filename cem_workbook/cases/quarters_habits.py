"""The numbers that the eight quarters (`quarters`) add to the firm's own, each open to change."""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.data.assumed import assume

_DIP = "direction [004 · CC or more sales?]; size invented"
_HEAR = "direction [001 · Chessboard]; size invented"
_CHANGE = "direction [004 · Techniques › Circumstances]; size invented"
_TRAIN = "direction [004 · 5 standards]; size invented"
_PROMISE = "direction [004 · Techniques › Promises]; size invented"
_OWN = "the course's own; size invented"


@dataclass(frozen=True)
class Habits:
    """Every number that the eight quarters add to the firm's own."""

    budget: float = assume(
        0.03, "share of a quarter's margin", "invented", "five coins are worth", 0.0, 0.3
    )
    scattered: float = assume(
        0.15, "share", _OWN, "of a coin's work lost for each further thing", 0.0, 1.0
    )

    heard: float = assume(0.5, "per coin", _HEAR, "listening finds causes", 0.0, 3.0)
    forgotten: float = assume(
        0.25, "share a quarter", _CHANGE, "of what is known is out of date", 0.0, 1.0
    )
    invited: float = assume(
        0.22, "log-odds per coin", _OWN, "asked, the silent complain more", 0.0, 2.0
    )

    mends: float = assume(0.26, "per coin", _HEAR, "mending what is known", 0.0, 3.0)
    blind: float = assume(0.20, "share", _HEAR, "of mending works without knowing", 0.0, 1.0)
    worn: float = assume(
        0.08, "share a quarter", _CHANGE, "of what is mended breaks anew", 0.0, 1.0
    )
    fewer: float = assume(0.8, "share", _OWN, "of troubles gone, once all is mended", 0.0, 1.0)
    shorter: float = assume(0.35, "share", _OWN, "of waiting gone, once all is mended", 0.0, 1.0)
    building: float = assume(
        0.03, "share of waiting per coin", _DIP, "mending gets in people's way", 0.0, 0.5
    )

    trained: float = assume(0.12, "SD of skill per coin", _TRAIN, "gained by training", 0.0, 1.0)
    turnover: float = assume(
        0.08, "share a quarter", _OWN, "of trained skill leaves with the staff", 0.0, 1.0
    )
    away: float = assume(
        0.05, "share of waiting, first coin", _DIP, "pupils are away from the counter", 0.0, 0.5
    )

    delights: float = assume(
        3.0, "points, first coin", _OWN, "delight, once all is mended", 0.0, 20.0
    )
    hollow: float = assume(0.6, "share", _OWN, "of delight lost while all is broken", 0.0, 1.0)
    used_to: float = assume(
        0.4, "share a quarter", _PROMISE, "of delight comes to be expected", 0.0, 1.0
    )

    reach: float = assume(
        0.033, "of usual newcomers, first coin", _OWN, "advertising wins", 0.0, 0.2
    )
    raised: float = assume(
        6.0, "points, first coin", _PROMISE, "newcomers expect too much", 0.0, 40.0
    )


USUAL = Habits()
