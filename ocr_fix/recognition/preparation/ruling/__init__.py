"""Lines drawn through, under and around words: found on the page, and taken out before it is read."""
