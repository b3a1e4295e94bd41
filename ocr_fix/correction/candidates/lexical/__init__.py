"""Words that a damaged word may have been: of the lexicon, of the text, near it, likely there."""
