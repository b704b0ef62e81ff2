"""The learner's desk: what a notebook calls, tied to the exercises, the journal and the views."""
