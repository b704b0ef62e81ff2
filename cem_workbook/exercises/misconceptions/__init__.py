"""The wrong ideas of the course, each named once.

A misconception says what somebody believes. How the belief shows depends on the question, so an
exercise ties it to an answer with `shows_as`. The same names come back in the class report.
The ideas that belong to one subject stand in a module of its own, those of many in `general`.
"""
