"""Imported before nbformat, this spares every test process four fifths of what that import costs.

jsonschema would compile the grammar of international web addresses into a dozen parsers each time it
is imported. No schema of Jupyter's has such an address; without the package jsonschema leaves the
check of that one format out.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
