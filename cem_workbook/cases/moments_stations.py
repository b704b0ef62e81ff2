"""The moments of each sector: how many customers pass in a week, and what no rule foresees.

All of it is invented. The order is that of the sector's touchpoints.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """A moment as the sector has it: customers a week, share of odd cases, and one such case."""

    a_week: float
    odd: float
    example: str


STATIONS = {
    "bank": (
        Station(40, 0.02, "a blind customer whom no rate table answers"),
        Station(14, 0.22, "a newcomer without a proof of address"),
        Station(44, 0.06, "a widow with her late husband's card"),
        Station(34, 0.04, "a phone stolen abroad, and no second one"),
        Station(26, 0.10, "a caller who thinks he is being defrauded"),
        Station(9, 0.40, "a baker who earns in one season only"),
        Station(24, 0.03, "a statement sent to the divorced husband"),
        Station(13, 0.40, "a fee that is right by the book, and unfair"),
    ),
    "insurer": (
        Station(36, 0.02, "a customer who took the picture for the cover"),
        Station(18, 0.15, "a tenant who lets one room to a student"),
        Station(14, 0.10, "a signature by somebody who cannot see"),
        Station(34, 0.04, "a letter to a customer who has died"),
        Station(36, 0.10, "a caller who stands beside the accident"),
        Station(24, 0.30, "damage by wind and water in one night"),
        Station(16, 0.20, "a garage that wants the money first"),
        Station(26, 0.06, "a customer who moves abroad for half a year"),
    ),
    "phone shop": (
        Station(44, 0.02, "a label with the price of last week"),
        Station(40, 0.05, "an order sent to a house that is gone"),
        Station(34, 0.12, "a father who looks for a phone for a blind son"),
        Station(40, 0.04, "half by voucher, half by a card from abroad"),
        Station(18, 0.15, "pictures of a dead mother on the old phone"),
        Station(14, 0.35, "the same fault, for the second time"),
        Station(14, 0.20, "a phone that was handed to somebody else"),
        Station(12, 0.40, "a gift, still wrapped, without a receipt"),
    ),
    "restaurant": (
        Station(32, 0.06, "a party of twelve, booked for yesterday"),
        Station(34, 0.04, "a guest with a guide dog"),
        Station(30, 0.08, "an allergy that is not on the list"),
        Station(30, 0.05, "one feast for two tables"),
        Station(34, 0.12, "a child who cannot wait any longer"),
        Station(30, 0.15, "meat sent back for the second time"),
        Station(26, 0.10, "one bill for four who are strangers"),
        Station(24, 0.05, "a coat that went home with somebody else"),
    ),
}
