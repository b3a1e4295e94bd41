"""What stands beside numbers."""

AMOUNTS = frozenset("kr krona kronor öre rdr riksdaler procent % mkr mnkr tkr kkr".split())
"""After a sum or a share, in small letters and without a full stop."""
