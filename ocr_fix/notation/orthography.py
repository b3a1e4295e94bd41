"""How words are written, whatever the language: what the stages share."""

HYPHENS = "-\u00ad¬‐"
"""What engines make of a hyphen at a line end, where a word may go on."""
SOFT_HYPHEN = "\u00ad"
"""The one that a file has where a word goes on in the next line; nobody sees it elsewhere."""
DOUBLE_HYPHEN = "="
"""The double hyphen of old print, and what engines make of a simple one."""
