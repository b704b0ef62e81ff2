"""`python3 -m cem_workbook trainer`: what a trainer builds and prints before and after a workshop."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.text import to_plain

USAGE = """\
For whoever runs a workshop:

  python3 -m cem_workbook trainer [page ...]   write the trainer's edition, the slides and the
                                               handout of these pages, of those of an agenda
                                               (trainer half_a_day), or of all of them
      --to FOLDER            where to; build/trainer otherwise
      --company SECTOR:SEED  solve the exercises for this company, too (may be given again)
      --reveal FOLDER        take reveal.js from here, so that slides need no network
  python3 -m cem_workbook trainer agenda NAME  print an agenda: 90_minutes, half_a_day, two_days
      --from TIME            when it begins; 9:00 otherwise
  python3 -m cem_workbook trainer report FOLDER  after the workshop: which wrong ideas are left in
                                               the files of the learners, and what to draw
                                               against them (more: trainer report --help)

Pages are named like their files (11_nps) or by their number (11)."""

Company = tuple[str, int]


def trainer_command(root: Path, arguments: Sequence[str]) -> int:
    """Run one of the trainer's commands.

    Args:
        root: the course's folder.
        arguments: what was typed after `trainer`.

    Returns:
        The exit code: 1 when a page could not be built, else 0, or what the report returned.

    Raises:
        CourseError: something that was typed cannot be understood, or a file cannot be written.
    """
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("editions", [])
    if name == "report":
        from cem_workbook.trainer.report_command import report_command

        code: int = report_command(rest)
        return code
    if {"-h", "--help", "help"} & set(arguments):
        print(USAGE)
        return 0
    if name == "agenda":
        return _agenda(rest)
    return _editions(root, rest if name == "editions" else list(arguments))


def _options(
    arguments: Sequence[str], known: Sequence[str]
) -> tuple[list[str], dict[str, list[str]]]:
    """Take `--name value` and `--name=value` apart from the rest.

    Raises:
        BadInput: an option that is not known, or one without its value.
    """
    rest: list[str] = []
    found: dict[str, list[str]] = {name: [] for name in known}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            rest.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in found:
            options = ", ".join(known)
            raise BadInput(
                say("There is no option {name}; there are: {known}.", name=name, known=options)
            )
        if not equals:
            if not waiting or waiting[0].startswith("--"):
                raise BadInput(say("{name} needs a value behind it.", name=name))
            value = waiting.pop(0)
        found[name].append(value)
    return rest, found


def _last(values: Sequence[str], otherwise: str) -> str:
    return values[-1] if values else otherwise


def _agenda(arguments: Sequence[str]) -> int:
    from cem_workbook.trainer.agendas_read import NAMES, read_agenda

    names, options = _options(arguments, ["--from"])
    if len(names) != 1:
        raise BadInput(say("Name one agenda: {known}.", known=", ".join(NAMES)))
    agenda = read_agenda(names[0].removesuffix(".md"))
    clocks = [day.clock(_last(options["--from"], "9:00")) for day in agenda.days]
    print(f"{agenda.title}\n")
    _wrapped(agenda.opening)
    for day, clock in zip(agenda.days, clocks, strict=True):
        print(f"\n{day.title}".rstrip())
        for time, item in clock:
            page = f" [{item.page}]" if item.page else ""
            print(f"{time:>6}  {item.minutes:>3} min  {item.what}{page}")
            _wrapped(item.how, 17)
            if item.cards:
                _wrapped(say("Cards: {cards}", cards=", ".join(item.cards)), 17)
    print()
    for paragraph in agenda.closing.split("\n\n"):
        _wrapped(paragraph)
    return 0


def _wrapped(markdown: str, indent: int = 0) -> None:
    space = " " * indent
    print(fill(to_plain(markdown), 96, initial_indent=space, subsequent_indent=space))


def _editions(root: Path, arguments: Sequence[str]) -> int:
    names, options = _options(arguments, ["--to", "--company", "--reveal"])
    from cem_workbook.trainer.editions_build import build
    from cem_workbook.trainer.editions_index import INSTALL, NO_REVEAL
    from cem_workbook.trainer.editions_pages import pages_named
    from cem_workbook.trainer.slides_html import find_reveal, read_reveal

    pages = pages_named(names)
    companies = [company_named(text) for text in options["--company"]]
    given = options["--reveal"]
    reveal = read_reveal(Path(given[-1]).expanduser()) if given else find_reveal()
    to = options["--to"]
    folder = Path(to[-1]).expanduser() if to else root / "build" / "trainer"
    built = build(
        pages,
        folder,
        companies=companies,
        reveal=reveal,
        tell=lambda line: print(line, flush=True),
    )
    print(say("Open {index} in a browser.", index=folder / "index.html"))
    if reveal is None:
        print(say(NO_REVEAL, install=INSTALL.format(python=sys.executable)))
    if built.failed:
        print(say("Not built: {pages}.", pages=", ".join(built.failed)))
    return int(bool(built.failed))


def company_named(text: str) -> Company:
    """Read `SECTOR:SEED`, such as `bank:31` or `phone-shop:7`.

    Raises:
        CourseError: it is not in this form, or there is no such sector; says which there are.
    """
    from cem_workbook.data.company import Company as Made

    sector, colon, seed = text.partition(":")
    if not colon or not seed.strip().isdecimal():
        raise BadInput(
            say(
                "“{text}” names no company: write the sector and the seed, as in bank:7.", text=text
            )
        )
    made = Made(sector.replace("-", " ").replace("_", " ").strip(), int(seed))
    return made.sector, made.seed
