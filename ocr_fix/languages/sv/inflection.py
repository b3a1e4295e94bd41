"""Endings that Swedish puts to words as it likes."""

ENDINGS = tuple("s n t a e en et er ar or na ns ens ets arna erna orna ade".split())
"""Those of common nouns, adjectives and weak verbs."""
NAME_ENDINGS = tuple("s n en et ns ens ets".split())
"""Those of names: the genitive, and what makes a thing of them."""
