"""Words of running English."""

FUNCTION_WORDS = frozenset(
    """
    the of and to that with by from which shall be is are or not this on at as it was were been has have had its their
    they he she you we our your would should could may must will can any all such other than into under between a an
    """.split()
)
"""Those that are none in Swedish, or hardly."""
