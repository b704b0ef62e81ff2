"""Stories as models that one can argue with: plain, seeded, documented, without a widget.

Each module says what it takes from a source, what it assumes, and what is invented. The firm's
customers behave as in `data.model`, so that what is learnt on one page holds on the next.
"""
