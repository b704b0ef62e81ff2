"""The stored pages: running them, one normal form to store them in, and trust in their pictures.

Outputs are part of a page: readers see them without running anything, and the tests compare them.
Two authors who refresh a page on different machines must therefore get the same bytes.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cem_workbook import _clean
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

if TYPE_CHECKING:
    from nbformat import NotebookNode

# jsonschema would compile the grammar of international web addresses into a dozen parsers each time
# it is imported, which takes longer than all the rest of nbformat (and of JupyterLab's server, which
# `lab` starts in this process). Nothing checks such an address here; jsonschema does without.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

CELL_SECONDS = 120
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def course_pages(root: Path) -> list[Path]:
    """Return the course's pages in reading order: notebooks whose name begins with a number."""
    return sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def all_pages(root: Path) -> list[Path]:
    """Return every page that is stored executed: the course's, then those for trainers."""
    return [*course_pages(root), *sorted((root / "notebooks" / "trainer").glob("*.ipynb"))]


def read(page: Path) -> NotebookNode:
    """Return a stored page, every cell with an id.

    Args:
        page: the notebook's file.

    Raises:
        CourseError: the file is not a notebook.
    """
    import nbformat

    try:
        stored = json.loads(page.read_text(encoding="utf-8"))
        _give_ids(stored["cells"])
        stored["nbformat"], stored["nbformat_minor"] = 4, 5
        return nbformat.reads(json.dumps(stored), as_version=4)
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(
            say("{page} is not a notebook any more ({error}).", page=page, error=error)
        ) from error


def _give_ids(cells: list[dict[str, Any]]) -> None:
    """Give an id to the cells that have none of their own, the same one every time."""
    taken: set[str] = set()
    for position, cell in enumerate(cells):
        source = "".join(cell["source"])
        if cell.get("id", "") in {"", *taken}:
            cell["id"] = hashlib.sha256(f"{position}\n{source}".encode()).hexdigest()[:12]
        taken.add(cell["id"])


def normal_form(notebook: NotebookNode) -> bytes:
    """Return a notebook as it is stored: what a reader or a test needs, and nothing else.

    Args:
        notebook: an executed notebook; it is not changed.
    """
    import nbformat

    clean = copy.deepcopy(notebook)
    clean.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        }
    )
    count = 0
    for cell in clean.cells:
        for passing in ("execution", "trusted"):
            cell.metadata.pop(passing, None)
        if cell.cell_type != "code":
            continue
        number = None
        if cell.source.strip():
            count += 1
            number = count
        cell.execution_count = number
        cell.outputs = _normal_outputs(cell.outputs, number)
    text: str = nbformat.writes(clean)
    return (text + "\n").encode()


def _normal_outputs(outputs: list[NotebookNode], number: int | None) -> list[NotebookNode]:
    kept: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream":
            if kept and kept[-1].output_type == "stream" and kept[-1].name == output.name:
                # A stream arrives in pieces, cut where the clock happened to fall.
                kept[-1].text += output.text
                continue
        elif output.output_type in ("display_data", "execute_result"):
            # A view without its model shows an error text in a page that nobody has run yet.
            output.data.pop(_WIDGET_VIEW, None)
            if not output.data:
                continue
        if output.output_type == "execute_result":
            output.execution_count = number
        kept.append(output)
    return kept


def execute(root: Path, page: Path) -> NotebookNode:
    """Run a page from top to bottom as the demo learner, who has done nothing yet.

    Args:
        root: the course's folder.
        page: the notebook's file; only read.

    Returns:
        The notebook with its new outputs.

    Raises:
        CourseError: a cell raised an error, took too long or killed the kernel.
    """
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = read(page)
    with tempfile.TemporaryDirectory(prefix="cem-", ignore_cleanup_errors=True) as home:
        client = NotebookClient(
            notebook, timeout=CELL_SECONDS, record_timing=False, store_widget_state=False
        )
        kernel = client.create_kernel_manager()
        # Only this interpreter's own kernel, never one that a person registered as `python3`.
        kernel.kernel_name = "python3"
        kernel.kernel_spec_manager = KernelSpecManager(kernel_dirs=[])
        if os.name == "posix":
            # Two kernels that start at once can be given the same port, but not the same file.
            kernel.transport, kernel.ip = "ipc", str(Path(home, "k"))
        number, source = 0, ""
        env = _clean.variables(root, Path(home), learner="demo")
        try:
            with client.setup_kernel(cwd=str(page.parent), env=env):
                for index, cell in enumerate(notebook.cells):
                    if cell.cell_type != "code":
                        continue
                    cell.outputs = []
                    if cell.source.strip():
                        number, source = number + 1, cell.source
                        client.execute_cell(cell, index)
        except (CellControlSignal, DeadKernelError) as error:
            raise CourseError(_what_went_wrong(page, number, source, error)) from error
    return notebook


def _what_went_wrong(page: Path, number: int, source: str, error: Exception) -> str:
    kind = getattr(error, "ename", "") or type(error).__name__
    text = getattr(error, "evalue", "") or str(error)
    return say(
        "{page} stops in code cell [{number}], which begins with {source!r}: {kind}: {text}",
        page=page.name,
        number=number,
        source=source.strip().splitlines()[0] if source else "",
        kind=kind,
        text=text.strip().splitlines()[0] if text.strip() else "",
    )


def store(page: Path, content: bytes) -> None:
    """Write a page whole or not at all."""
    draft = page.with_name(f".{page.name}.new")
    draft.write_bytes(content)
    draft.replace(page)


def refresh(root: Path, names: list[str], *, check: bool = False) -> int:
    """Run pages and store what they show.

    Args:
        root: the course's folder.
        names: pages such as `11_nps`, `trainer/class_report` or `notebooks/11_nps.ipynb`; none
            means all.
        check: store nothing, only say which pages would change.

    Returns:
        The exit code: 1 when `check` found a page that would change, else 0.

    Raises:
        CourseError: there is no such page, or one cannot be run.
    """
    pages = [_page(root, name) for name in names] or all_pages(root)
    stale = 0
    for page in pages:
        begun = time.monotonic()
        content = normal_form(execute(root, page))
        changed = content != page.read_bytes()
        stale += changed
        if changed and not check:
            store(page, content)
        if not changed:
            result = say("as it was")
        else:
            result = say("would change") if check else say("stored anew")
        print(f"{page.stem:<34} {time.monotonic() - begun:6.1f} s  {result}", flush=True)
    return int(check and stale > 0)


def _page(root: Path, name: str) -> Path:
    for page in (root / "notebooks" / f"{name}.ipynb", Path(name)):
        if page.suffix == ".ipynb" and page.exists():
            return page
    known = ", ".join(p.stem for p in all_pages(root))
    raise CourseError(say("There is no page {name!r}; there are: {known}", name=name, known=known))


def trust(root: Path) -> int:
    """Sign the course's pages, so that JupyterLab shows their pictures before they are run.

    Args:
        root: the course's folder.

    Returns:
        How many pages were signed.
    """
    from nbformat.sign import NotebookNotary

    signed = 0
    notary = NotebookNotary()
    try:
        for page in all_pages(root):
            notary.sign(_as_jupyter_reads(page))
            signed += 1
    finally:
        notary.store.close()
    return signed


def _as_jupyter_reads(page: Path) -> NotebookNode:
    import nbformat

    with page.open(encoding="utf-8") as file:
        return nbformat.read(file, as_version=4)


def trust_if_changed(root: Path) -> None:
    """Sign the pages, unless nothing has changed since they were last signed.

    The note of when that was lies beside the signatures, for both belong to a person and not to
    an environment, which a whole class may share. Failing here must not keep anybody from the
    course: the pictures then appear when the page is run.
    """
    files = [(p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in all_pages(root)]
    if not files:
        return
    from jupyter_core.paths import jupyter_data_dir

    now = json.dumps([str(root), files])
    place = hashlib.sha256(str(root).encode()).hexdigest()[:12]
    note = Path(jupyter_data_dir()) / f"cem-workbook-{place}.json"
    try:
        if note.exists() and note.read_text(encoding="utf-8") == now:
            return
        trust(root)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(now, encoding="utf-8")
    except Exception as error:
        print(
            say("Stored pictures will only show when you run a page ({error}).", error=error),
            file=sys.stderr,
        )
