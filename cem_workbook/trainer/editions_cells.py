"""Cells of an edition.

nbformat's own makers check each cell against the format as it is made, which takes longer than all
the rest; here the finished notebooks are checked, by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode


def text_cell(source: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a Markdown cell. Its id is empty until it has its place in the notebook."""
    from nbformat import from_dict

    return from_dict(
        {"cell_type": "markdown", "id": "", "metadata": dict(metadata or {}), "source": source}
    )


def output_cell(data: Mapping[str, str], metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a code cell that shows something and has no code.

    Args:
        data: what it shows, by its kind, such as `text/html`.
        metadata: the cell's.
    """
    from nbformat import from_dict

    shown = {"output_type": "display_data", "data": dict(data), "metadata": {}}
    return from_dict(
        {
            "cell_type": "code",
            "id": "",
            "metadata": dict(metadata or {}),
            "source": "",
            "execution_count": None,
            "outputs": [shown],
        }
    )
