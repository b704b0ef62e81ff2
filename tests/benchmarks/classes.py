"""The class report on 200 learners, beside the floor of reading the same files with json.loads."""

from __future__ import annotations

import json
import random
from pathlib import Path

from cem_workbook.course import PAGES
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.trainer.report import read_class
from tests.benchmarks.compare import Row, in_turn
from tests.benchmarks.numbers import seconds
from tests.class_exports import attempt, entry, export

LEARNERS = 200
LIMIT = 5.0
"""Seconds that the report may take on this class."""


def rows(root: Path, place: Path) -> list[Row]:
    """Measure a class that did the whole course: some 480 entries each."""
    draw = random.Random(1)
    exercises = [e for page in PAGES if page.bank for e in exercises_of(page.bank)]
    for n in range(LEARNERS):
        entries = []
        for exercise in exercises:
            if not exercise.answer.marked:
                entries.append(entry("reflection", exercise.id, {"text": "words of my own " * 8}))
                continue
            ideas = [trap.misconception.name for trap in exercise.misconceptions]
            entries += [attempt(exercise.id, draw.choice(ideas)) for _ in range(draw.randrange(3))]
            entries.append(attempt(exercise.id, right=True))
            values = {f"criterion {i}": i for i in range(8)}
            entries.append(entry("assessment", "eight-criteria", {"values": values}))
        (place / f"{n}.json").write_bytes(export(f"{n:08x}", entries))
    read_class(place)  # the exercises of the course are loaded once

    def floor() -> object:
        return [json.loads(file.read_bytes()) for file in sorted(place.glob("*.json"))]

    def ours() -> object:
        report = read_class(place)
        assert len(report.counted.doing) == LEARNERS
        return report.page()

    times = in_turn({"ours": seconds(ours), "beside": seconds(floor)}, 5)
    what = f"a class of {LEARNERS}, the whole course each: read, counted, drawn / json.loads of the files"
    within = "its seconds / the five that it may take"
    return [
        Row(what, times["ours"], times["beside"], "s", None),
        Row(within, times["ours"], [LIMIT] * len(times["ours"]), "s", 1.0),
    ]
