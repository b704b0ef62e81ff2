"""Everything the package says to people goes through `say`, so that it can be translated.

The English sentence is the key, as in gettext; its fields are named, so that a translation can
put them in another order. A gettext catalogue beside this file (`fa/LC_MESSAGES/cem_workbook.mo`, say) is taken
if there is one; so far there is none.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import lru_cache
from pathlib import Path

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def language() -> str:
    """Return the language people read the course in, as a code such as `en` or `fa`."""
    return os.environ.get("CEM_WORKBOOK_LANGUAGE", "en")


def direction() -> str:
    """Return `rtl` or `ltr`, the reading direction of the language."""
    return "rtl" if re.split("[-_]", language())[0] in RIGHT_TO_LEFT else "ltr"


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(
        "cem_workbook", Path(__file__).parent, languages=[code], fallback=True
    )


def say(text: str, /, **values: object) -> str:
    """Return the sentence in the learner's language, with its fields filled in.

    Args:
        text: the English sentence, with fields such as `{share:.0f}`.
        **values: what the fields stand for.
    """
    translated = _catalogue(language()).gettext(text)
    return translated.format(**values) if values else translated
