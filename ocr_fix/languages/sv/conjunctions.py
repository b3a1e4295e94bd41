"""Words that join what stands before and behind them."""

CONJUNCTIONS = ("och", "eller", "samt")
"""Between the last two of several things."""
