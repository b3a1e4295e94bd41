"""The search for words: a walk along the automaton of the lexicon and what was read at once."""
