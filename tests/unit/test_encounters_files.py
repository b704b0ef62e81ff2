"""Conversations as files that trainers write: whatever is wrong, one sentence says where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import encounters_read as reading
from cem_workbook.cases.encounters import Condition, Feelings
from cem_workbook.cases.encounters_lines import lines_of, nearest
from cem_workbook.cases.encounters_play import walk
from cem_workbook.errors import BadInput
from cem_workbook.frameworks.techniques import KINDS, NAMED

README = (reading.shipped_folder() / "README.md").read_text(encoding="utf-8")
GOOD = README.split("```toml\n")[1].split("```")[0]
LONG = "x" * 2000


def read(text: str) -> reading.Conversation:
    return reading.read_text(text, "late-parcel.toml", NAMED)


def with_line(old: str, new: str, at: int = 0) -> tuple[str, int]:
    """Return the example with one line replaced, and the number of that line."""
    lines = GOOD.split("\n")
    places = [i for i, line in enumerate(lines) if line.startswith(old)]
    lines[places[at]] = new
    return "\n".join(lines), places[at] + 1


def test_the_example_is_a_conversation() -> None:
    talk = read(GOOD)
    assert talk.key == "late-parcel" and talk.place == "phone shop"
    assert talk.start == Feelings(50, 40, 45)
    assert [turn.name for turn in talk.turns] == ["opens", "found"]
    first = talk.turns[0]
    assert first.lines[0].when == (Condition("anger", ">", 60),)
    assert first.choices[0].named == ("listening", "time")
    assert first.choices[1].named == ("vague",)
    assert first.choices[0].effect(Feelings(50, 40, 70)).next == "found", "what is left out stays"
    assert first.choices[0].effect(Feelings(50, 40, 70)).moves == Feelings(2, 0, 3)
    assert first.choices[1].minutes == 1 and first.choices[1].cost == 0
    assert talk.endings[0].keeps == 100
    assert len(list(walk(talk))) == 3


# What is wrong, and what the sentence must say: a line that is replaced, by what, and words.
# Where the sentence names another line than the replaced one, its beginning follows.
BROKEN: list[tuple[str, int, str, str]] = [
    ('title = "', 0, "title = “The late parcel”", "cannot be read as TOML"),
    ("trust = 50", 0, "trust 50", "cannot be read as TOML"),
    ("effort = 40", 0, "trust = 40", "cannot be read as TOML"),
    ('place = "', 0, f'place = "{LONG}"', "Shorten it to 24"),
    ('title = "', 0, f'title = "{LONG}"', "Shorten it to 50"),
    ('title = "She', 0, f'title = "{LONG}"', "Shorten it to 50"),
    ('title = "', 0, 'title = "The late parcel', "does not end on it. Close it"),
    ('title = "', 0, 'title = "The "late" parcel"', "within a text write “ and ”"),
    ("trust = 50", 0, "trust = fifty", "between straight quotation marks"),
    ("moves = { trust = 8", 0, "moves = { trust: 8 }", "an equals sign behind it"),
    ("moves = { trust = 8", 0, "moves = { trust = 8,", "stays on one line"),
    ("effort = 40", 0, "trust = 40", "stands above already"),
    ("[[turn]]", 0, "[[turns]]", "there is no heading [[turns]]. Did you mean “[[turn]]”?"),
    ("[[turn]]", 1, "[turn]", "there is no heading [turn]. Did you mean “[[turn]]”?"),
    ("[[turn.choice]]", 0, "[turn.choice]", "Did you mean “[[turn.choice]]”?"),
    ("[[turn.or]]", 0, "[[turn.choice.or]]", "must stand above it, in the same turn"),
    ("[[ending]]", 1, "[[endings]]", "nobody knows “endings” here. Did you mean “ending”?"),
    ("anger = 45", 0, "anger = 45\nhear = 3", "“hear” belongs to the top of the file"),
    ('is = "vague"', 0, 'is = "Vague"', "Did you mean “vague”?"),
    ('is = "vague"', 0, 'is = "vague wording"', "Did you mean “vague”?"),
    ('place = "', 0, "place = 3", "must be a text"),
    ('situation = "', 0, f'situation = "{LONG}"', "has 2000 characters. Shorten it to 640"),
    ('situation = "', 0, 'situation = " "', "is empty"),
    ('situation = "', 0, 'situation = "a\\u0007b"', "cannot be shown"),
    ('situation = "', 0, 'sitaution = "x"', "Did you mean “situation”?"),
    ("trust = 50", 0, "trust = 150", "whole number from 0 to 100"),
    ("trust = 50", 0, 'trust = "50"', "without quotation marks"),
    ("trust = 50", 0, "trust = 50.5", "whole number from 0 to 100"),
    ("trust = 50", 0, "trust = true", "whole number from 0 to 100"),
    ("trust = 50", 0, "joy = 50", "nobody knows “joy” here"),
    ('name = "found"', 0, 'name = "opens"', "stands on line"),
    ('name = "found"', 0, 'name = "end"', "cannot be a name"),
    ('name = "found"', 0, 'name = "<b>"', "cannot be a name"),
    ('if = "anger > 60"', 0, 'if = "anger is high"', "is no condition"),
    ('if = "anger > 60"', 0, 'if = "anger > 101"', "a number up to 100"),
    ('if = "anger > 60"', 0, 'if = "joy > 60"', "trust, effort or anger"),
    ('if = "anger > 60"', 0, "if = \"__import__('os')\"", "is no condition"),
    ('if = "anger > 60"', 0, "if = 60", "must be a text such as"),
    ('if = "anger > 60"', 1, 'if = "anger = 60"', "is no condition"),
    ('is = ["listening"', 0, 'is = ["listning"]', "Did you mean “listening”?"),
    ('is = ["listening"', 0, "is = []", "or a list of up to 3"),
    ('is = "vague"', 0, 'is = "magic wand"', "list at the end of datasets/conversations/README.md"),
    ("moves = { trust = 8", 0, "moves = 8", "must hold feelings and numbers"),
    ("moves = { trust = 8", 0, "moves = { joy = 8 }", "nobody knows “joy” here"),
    ("moves = { trust = 8", 0, "moves = { trust = 800 }", "whole number from -100 to 100"),
    ("minutes = 2", 0, "minutes = -1", "whole number from 0 to 120"),
    ("cost = 20", 0, "cost = 2000", "whole number from -1000 to 1000"),
    ('next = "found"', 0, 'next = "fuond"', "Did you mean “found”?"),
    ('next = "end"', 0, 'next = "nowhere"', "no turn and no ending is called “nowhere”"),
    ("keeps = 20", 0, 'keeps = 20\nif = "trust > 3"', "takes whoever fits no other"),
    ("keeps = 100", 0, "keeps = -1", "whole number from 0 to 200"),
    ('if = ["trust >= 60"', 0, 'if = ["trust >= 60", 4]', "list of up to 3"),
]


@pytest.mark.parametrize(("old", "at", "new", "words"), BROKEN)
def test_a_broken_line_is_named(old: str, at: int, new: str, words: str) -> None:
    text, line = with_line(old, new, at)
    line += new.count("\n")  # the second of two lines is the broken one
    with pytest.raises(BadInput) as refused:
        read(text)
    sentence = str(refused.value)
    assert sentence.startswith(f"late-parcel.toml, line {line}: "), sentence
    assert words in sentence
    assert "\n" not in sentence and sentence.endswith((".", "?"))
    assert len(sentence) < 1200


def line_of(text: str, begins: str, at: int = 0) -> int:
    return [i for i, row in enumerate(text.split("\n"), 1) if row.startswith(begins)][at]


def without(begins: str, rows: int = 1) -> str:
    lines = GOOD.split("\n")
    at = line_of(GOOD, begins) - 1
    return "\n".join(lines[:at] + lines[at + rows :])


def blocks() -> list[str]:
    return re.split(r"(?m)^(?=\[)", GOOD)


def only(keep: str) -> str:
    """The example with those of its tables alone whose text holds these words, or none of []."""
    return "".join(b for b in blocks() if not b.startswith(keep))


CIRCLE = GOOD.replace('next = "end"\nwhy = "It is in', 'next = "opens"\nwhy = "It is in')
UNREACHED = GOOD.replace('next = "found"', 'next = "end"')
NEVER = GOOD.replace('if = ["trust >= 60"', 'if = ["trust >= 99"')
ONE_CHOICE = "".join(b for b in blocks() if "It is on its way.”" not in b)
TWICE = GOOD.replace('name = "goes"', 'name = "laughs"')
EMPTY_OR = GOOD.replace('moves = { trust = 2, anger = 3 }\nwhy = "Two minutes more, for somebody who '
                        'has had enough of waiting."\n', "")  # fmt: skip
BARE = GOOD.replace("[[turn]]\n", "[turn]\n", 1).split("[[turn]]")[0]

WHOLE: list[tuple[str, int, str]] = [
    ("", 1, "“title” is missing"),
    (without("title"), 1, "“title” is missing. Add a line title ="),
    (only("[start]"), 1, "the table [start] is missing"),
    (without("anger = 45"), line_of(GOOD, "[start]"), "“anger” is missing"),
    (only("[[ending]]"), 1, "[[ending]] comes 0 times"),
    (CIRCLE, line_of(GOOD, 'name = "opens"'), "in a circle: opens → found → opens"),
    (UNREACHED, line_of(GOOD, 'name = "found"'), "no way leads to the turn “found”"),
    (NEVER, line_of(GOOD, 'name = "laughs"'), "no way leads to the ending “laughs”"),
    (ONE_CHOICE, line_of(GOOD, "[[turn]]", 1), "[[turn.choice]] comes 1 times here"),
    (TWICE, line_of(GOOD, 'name = "goes"'), "stands on line"),
    (EMPTY_OR, line_of(GOOD, "[[turn.choice.or]]"), "nothing is different here"),
    (BARE, line_of(GOOD, "[[turn]]"), "under a line [[turn]]"),
    ("[" * 3000, 1, "TOML"),
    ("a = " + "[" * 3000, 1, ""),
    (GOOD + '\nlast = "', GOOD.count("\n") + 2, "TOML"),
]


@pytest.mark.parametrize(("text", "line", "words"), WHOLE)
def test_a_broken_whole_is_named(text: str, line: int, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    assert str(refused.value).startswith(f"late-parcel.toml, line {line}: "), str(refused.value)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 600


def test_too_much_is_refused() -> None:
    turn = GOOD[GOOD.index("[[turn]]") : GOOD.index("[[ending]]")]
    with pytest.raises(BadInput, match=r"it must come 1 to 30 times"):
        read(GOOD.replace(turn, turn * 16))


@pytest.mark.parametrize(
    "line",
    ["a." * 40_000 + "a = 1", "[" + "a." * 40_000 + "a]", "hear = " + "9" * 5000, "[" + " " * 9000],
)
def test_a_line_without_end_is_refused_before_it_is_read(line: str) -> None:
    """Of a key of 40,000 parts, Python's reader makes six gigabytes."""
    with pytest.raises(BadInput, match=f"line 1: this line has {len(line)} characters"):
        read(line)


@pytest.mark.parametrize("line", ["[" + " " * 1900, "[" + " " * 900 + "a" + " " * 900 + "x] y"])
def test_blanks_in_a_heading_are_read_once(line: str) -> None:
    with pytest.raises(BadInput, match="line 1"):
        read("\n".join([line] * 50))


@contextmanager
def monkeypatch_places(most: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "MOST_PLACES", most)
        yield


@pytest.mark.parametrize("if_", ["trust >= 60", "anger > 99"])
def test_a_web_of_ways_is_not_walked_for_ever(if_: str) -> None:
    """Thirty turns of four choices have 4**30 ways; the second web has an ending too far away."""
    parts = [GOOD[: GOOD.index("[[turn]]")]]
    for n in range(29):
        parts.append(f'[[turn]]\nname = "t{n}"\nsays = "x"\n')
        for c in range(4):
            step = (n + 1) * (3, 5, 7, 11)[c] % 97 - 48
            go = f"t{n + 1}" if n < 28 else "end"
            parts.append(
                f'[[turn.choice]]\nsays = "c{c}"\nis = "vague"\nwhy = "y"\nnext = "{go}"\n'
                f"moves = {{ trust = {step}, effort = {-step + c}, anger = {c * 7 - 9} }}\n"
            )
    ends = GOOD[GOOD.index("[[ending]]") :].replace("trust >= 60", if_)
    text = "\n".join([*parts, ends])
    if if_ == "trust >= 60":
        assert len(read(text).turns) == 29
        return
    with (
        monkeypatch_places(2000),
        pytest.raises(BadInput, match="no way leads to the ending “laughs”"),
    ):
        read(text)


# Files


def put(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("late-parcel.toml", GOOD.encode("utf-16"), "not written in UTF-8"),
        ("late-parcel.toml", b'title = "caf\xe9"\n', "not written in UTF-8"),
        ("late-parcel.toml", b"#" * 100_001, "more than 100,000 bytes"),
        ("Late Parcel.toml", GOOD.encode(), "small letters, digits and hyphens"),
        ("x" * 90 + ".toml", GOOD.encode(), "small letters, digits and hyphens"),
    ],
)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, name: str, raw: bytes, words: str) -> None:
    file = put(tmp_path, name, raw)
    with pytest.raises(BadInput, match=words) as refused:
        reading.read_file(file, NAMED)
    assert str(refused.value).startswith(f"{name}, line 1: ")


def test_a_wrong_letter_is_found_on_its_line(tmp_path: Path) -> None:
    file = put(tmp_path, "a.toml", b'title = "x"\n\nplace = "caf\xe9"\n')
    with pytest.raises(BadInput, match=r"a\.toml, line 3: "):
        reading.read_file(file, NAMED)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        reading.read_file(tmp_path / "gone.toml", NAMED)


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()]
)
def test_files_of_windows_are_read(tmp_path: Path, raw: bytes) -> None:
    assert reading.read_file(put(tmp_path, "late-parcel.toml", raw), NAMED) == read(GOOD)


def test_one_broken_file_does_not_take_the_others_along(tmp_path: Path) -> None:
    put(tmp_path, "good.toml", GOOD)
    put(tmp_path, "bad.toml", GOOD.replace("phone shop", ""))
    put(tmp_path, "notes.txt", "not a conversation")
    shelf = reading.read_folder(tmp_path, NAMED)
    assert [talk.key for talk in shelf.conversations] == ["good"]
    assert len(shelf.broken) == 1 and shelf.broken[0].startswith("bad.toml, line 2: ")


@pytest.mark.parametrize("name", ["late-parcel.toml.txt", "Late.TOML"])
def test_a_file_whose_name_ends_otherwise_is_not_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, GOOD)
    shelf = reading.read_folder(tmp_path, NAMED)
    assert not shelf.conversations
    assert len(shelf.broken) == 1 and shelf.broken[0].startswith(f"{name}: the name must end with")


def test_a_trainers_place_may_have_any_name() -> None:
    assert read(GOOD.replace('"phone shop"', '"bicycle workshop"')).place == "bicycle workshop"


def test_a_full_folder_says_so(tmp_path: Path) -> None:
    for n in range(reading.MOST_FILES + 1):
        put(tmp_path, f"t{n}.toml", "")
    shelf = reading.read_folder(tmp_path, NAMED)
    assert "holds 61 conversations; the first 60 are read" in shelf.broken[0]
    assert len(shelf.broken) == 1 + reading.MOST_FILES


def test_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    assert reading.read_folder(tmp_path, NAMED) == ((), ())


# Lines


def test_lines_are_found_past_texts_and_lists() -> None:
    text = (
        'a = """\n[[turn]]\nb = 1\n"""\n'  # 1 to 4
        "list = [\n  # [no]\n  \"]\", 'x',\n]\n"  # 5 to 8
        '[[turn]] # first\n"name" = "# no"\n'  # 9, 10
        "[[turn.choice]]\nsays = 'it''s'\n".replace("''", "\\u0027")  # 11, 12
        + "[[turn]]\n[[turn.choice]]\n[[turn.choice]]\nnext = 1\n"  # 13 to 16
    )
    found = lines_of(text)
    assert found["a",] == 1 and found["list",] == 5 and ("b",) not in found
    assert found["turn", 0] == 9 and found["turn", 0, "name"] == 10
    assert found["turn", 0, "choice", 0, "says"] == 12
    assert found["turn", 1] == 13 and found["turn", 1, "choice", 1, "next"] == 16
    assert nearest(found, ("turn", 1, "choice", 1, "why")) == 15
    assert nearest(found, ("ending", 0)) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, GOOD.count("\n")), st.text(max_size=40))
def test_whatever_stands_on_a_line_there_is_a_conversation_or_one_sentence(
    at: int, words: str
) -> None:
    lines = GOOD.split("\n")
    lines[at] = words
    try:
        read("\n".join(lines))
    except BadInput as refused:
        assert re.match(r"late-parcel\.toml, line \d+: ", str(refused))


def test_the_readme_knows_every_key_and_every_name() -> None:
    for table, keys in {
        "top": "title place customer you situation source loss hear queue",
        "start": "trust effort anger why",
        "turn": "name says thinks",
        "choice": "is moves next minutes cost if keeps",
    }.items():
        for key in keys.split():
            assert f"`{key}`" in README, (table, key)
    listed = README[README.index("## Keys of techniques") :]
    for each in NAMED.values():
        row = next(row for row in listed.split("\n") if row.startswith(f"| {each.kind} |"))
        assert f"`{each.key}`" in row
    assert all(f"| {kind} |" in listed for kind in KINDS)
