"""Words in their normal form, and in Swedish typography where that is asked for."""
