"""Questions, marking and misconceptions. `bank` holds the questions, one module a page."""
