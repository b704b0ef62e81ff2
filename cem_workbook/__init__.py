"""CEM Workbook: a hands-on course in Customer Experience Management.

A notebook needs one import, `import cem_workbook as cem`, and the verbs below. Nothing heavy is
loaded before it is used, so the import itself costs next to nothing.
"""

# No `from __future__ import annotations` and nothing newer than Python 3.6 in this file and in
# __main__.py: an old Python must get far enough to say that it is too old.

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cem_workbook import metrics as metrics
    from cem_workbook.desk.verbs import ask as ask
    from cem_workbook.desk.verbs import begin as begin
    from cem_workbook.desk.verbs import certificate as certificate
    from cem_workbook.desk.verbs import check as check
    from cem_workbook.desk.verbs import choose_company as choose_company
    from cem_workbook.desk.verbs import course_map as course_map
    from cem_workbook.desk.verbs import explore as explore
    from cem_workbook.desk.verbs import glossary as glossary
    from cem_workbook.desk.verbs import hint as hint
    from cem_workbook.desk.verbs import load as load
    from cem_workbook.desk.verbs import my_work as my_work
    from cem_workbook.desk.verbs import ninety_days as ninety_days
    from cem_workbook.desk.verbs import progress as progress
    from cem_workbook.desk.verbs import read_own as read_own
    from cem_workbook.desk.verbs import reflect as reflect
    from cem_workbook.desk.verbs import review as review
    from cem_workbook.desk.verbs import solution as solution
    from cem_workbook.desk.verbs import take_home as take_home
    from cem_workbook.desk.verbs import terms as terms
    from cem_workbook.desk.verbs import verify as verify
    from cem_workbook.desk.verbs import your_file as your_file
    from cem_workbook.figures import COLOURS as COLOURS
    from cem_workbook.figures import figure as figure
    from cem_workbook.figures import show as show

__version__ = "0.1.0"

# The learner's surface: name -> module that has it.
_SURFACE = {
    "COLOURS": "figures",
    "ask": "desk.verbs",
    "begin": "desk.verbs",
    "certificate": "desk.verbs",
    "check": "desk.verbs",
    "choose_company": "desk.verbs",
    "course_map": "desk.verbs",
    "explore": "desk.verbs",
    "figure": "figures",
    "glossary": "desk.verbs",
    "hint": "desk.verbs",
    "load": "desk.verbs",
    "metrics": "",
    "my_work": "desk.verbs",
    "ninety_days": "desk.verbs",
    "progress": "desk.verbs",
    "read_own": "desk.verbs",
    "reflect": "desk.verbs",
    "review": "desk.verbs",
    "show": "figures",
    "solution": "desk.verbs",
    "take_home": "desk.verbs",
    "terms": "desk.verbs",
    "verify": "desk.verbs",
    "your_file": "desk.verbs",
}

__all__ = sorted(_SURFACE)


def __getattr__(name):  # type: ignore[no-untyped-def]
    """Load a verb when it is first used (PEP 562)."""
    if name not in _SURFACE:
        raise AttributeError("cem_workbook has no %r. It has: %s" % (name, ", ".join(__all__)))
    from importlib import import_module

    if not _SURFACE[name]:
        return import_module("cem_workbook." + name)
    value = getattr(import_module("cem_workbook." + _SURFACE[name]), name)
    globals()[name] = value
    return value


def __dir__():  # type: ignore[no-untyped-def]
    """List what a learner can use, for completion by Tab."""
    return [*__all__, "__version__"]
