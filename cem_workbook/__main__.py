"""`python3 -m cem_workbook`: the course's commands.

This file must be readable by Python 3.6, and so must `__init__.py`: somebody whose Python is too old to run
the course is still told so in a sentence, and not by a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this is the check that the others rely on)
    sys.exit(
        f"The course needs Python 3.11 or newer, and this is Python {sys.version_info[0]}."
        f"{sys.version_info[1]}: install a newer one from https://www.python.org/downloads/ and "
        "give the command with its name, for example: python3.13 -m cem_workbook lab"
    )

from cem_workbook._command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
