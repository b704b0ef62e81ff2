"""A person's own file: from bytes to letters, rows, a table, and columns that can be analysed."""
