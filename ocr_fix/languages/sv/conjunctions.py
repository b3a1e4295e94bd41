"""Words that join what stands before and behind them."""

CONJUNCTIONS = ("och", "eller", "samt")
"""Between the last two of several things."""
JOINING_NUMBERS = frozenset((*CONJUNCTIONS, "resp.", "respektive"))
"""Between the numbers of several sections."""
SUSPENDING = frozenset(
    (*CONJUNCTIONS, *"respektive resp liksom som men till och/eller kontra än utan inklusive inkl såväl".split())
)
"""After these a hyphen stands for a part left out: "kansli- och personalkontoret"."""
