"""What stands beside numbers."""

AMOUNTS = frozenset("kr krona kronor öre rdr riksdaler procent % mkr mnkr tkr kkr".split())
"""After a sum or a share, in small letters and without a full stop."""

LEADERS = frozenset("nr n:o den § §§ paragraf paragrafen sid sidan s kl klockan".split())
"""Before a number and never before a Roman one, in small letters and without a full stop."""
