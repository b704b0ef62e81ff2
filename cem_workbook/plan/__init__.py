"""What a learner takes home: the plan of ninety days, what it may be worth, and the certificate.

Everything here is made from entries of a journal, as they are in the file or in an export of it.
"""
