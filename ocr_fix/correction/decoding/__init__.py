"""The choice among all candidates of a text together: the lattice and the beam search through it."""
