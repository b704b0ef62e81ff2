"""The six lessons of customer experience management, and where each comes from.

One source speaks of "Six Lessons in CEM" and has the text of two [001 · Lesson 2], [001 · Lesson
3]. The titles of the others are the course's own, and those lessons are put together from
passages of all five articles.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        number: 1 to 6.
        title: what it is called; the source's own title where its text is in the sources.
        in_sources: whether the sources hold its text.
        carriers: tags of the passages that it is built from.
    """

    number: int
    title: str
    in_sources: bool
    carriers: tuple[str, ...]


LESSONS = (
    Lesson(
        1,
        "build the culture",
        False,
        (
            "004 · What is CC", "004 · 5 standards", "000 · Opening", "000 · 4 ways",
            "000 · Challenges of becoming", "002 · Intro", "003 · Culture change",
            "001 · CRM success factors", "001 · Lesson 2", "004 · Example", "004 · Bank",
            "004 · Effect", "001 · Cadbury part 2",
        ),
    ),
    Lesson(2, "think like the customer", True, ("001 · Lesson 2",)),
    Lesson(3, "give the business control", True, ("001 · Lesson 3",)),
    Lesson(
        4,
        "listen and close the loop",
        False,
        (
            "001 · Steps of CEM", "001 · Chessboard", "001 · Communication in CRM",
            "003 · Advantages", "003 · Principles", "003 · Mistakes", "004 · 5 standards",
            "004 · Satisfaction measures", "004 · Techniques", "004 · Shop", "004 · Restaurant",
            "000 · Churn", "002 · Churn", "001 · Websites",
        ),
    ),
    Lesson(
        5,
        "measure what matters",
        False,
        (
            "000 · 3 measures", "002 · How measured", "000 · Churn", "000 · NPS", "000 · CLV",
            "002 · Churn", "002 · CLV", "003 · Metrics", "004 · Main indices", "000 · 4 ways",
            "003 · Culture change", "001 · Lesson 2", "001 · Customer value", "001 · CRM goals",
            "004 · Suitable for whom", "001 · Cadbury part 2",
        ),
    ),
    Lesson(
        6,
        "keep improving",
        False,
        (
            "001 · Chessboard", "001 · Lesson 3", "003 · Principles", "002 · Is it important?",
            "000 · Closing", "002 · Conclusion", "004 · Techniques", "004 · CC or more sales?",
            "001 · Lesson 2",
        ),
    ),
)  # fmt: skip
