"""The Swedish spelling before 1906 and its grammar, as rules that lead to today's forms; spellings of names."""

from __future__ import annotations

from ocr_fix.language.respelling import Respeller, SpellingRule

_ENDINGS = "r|n|t|l|s|d|rs|ns|ts|ls|ds|de|des|nde|ndes|lse|lser|lsen|lsens|rna|rne|rnas|rnes|rska|lig|ligt|liga|ligen"
RULES = (
    SpellingRule("hv", "v", "always"),
    SpellingRule("[fh]w", "v", "always"),
    SpellingRule("w", "v", "always"),
    SpellingRule("fv", "v", "always"),
    SpellingRule("fv", "vv", "always"),
    SpellingRule("(?<=[aeioulryåäö])f(?![fvw])", "v"),
    SpellingRule("q[vu]", "kv", "always"),
    SpellingRule("q(?![uv])", "k", "always"),
    SpellingRule("dt", "t"),
    SpellingRule("dt(?!t)", "tt"),
    SpellingRule("gt", "kt"),
    SpellingRule(f"(?<![aeiouyåäö])e(?!(?:{_ENDINGS})?$)(?![aeiouyåäö])", "ä", "once"),
    SpellingRule("(?<=[gj])e(?=rn)", "ä", "once"),
    SpellingRule("^ch?(?=[aolru])", "k"),
    SpellingRule("th", "t"),
    SpellingRule("ph", "f"),
    SpellingRule("(?<=[aeo]r)ne(?=s?$)", "na"),
    SpellingRule("nn(?=t)", "n"),
    SpellingRule("(?<=[iyuäö])n(?=[sd])", "nn"),
    SpellingRule("(?<=[iä])l(?=[kdnf])", "ll"),
    SpellingRule("(?<=[äöuaeå])m(?=[dtn])", "mm"),
    SpellingRule("(?<=y)g(?=n)", "gg"),
    SpellingRule("rr(?=[lsk])", "r"),
    SpellingRule("dn(?=a)", "nn"),
    SpellingRule("(?<=[gks])j(?=ö)", ""),
    SpellingRule("arinnan$", "aren"),
    SpellingRule("arinnans$", "arens"),
    SpellingRule("arinna(?=s?$)", "are"),
    SpellingRule("arinnor(?=s?$)", "are"),
    SpellingRule("arinnorna(?=s?$)", "arna"),
    SpellingRule("[’'](?=s$)", ""),
    SpellingRule("[’'](?=n$)", "e"),
)
RESPELLER = Respeller(RULES)
NAME_SPELLINGS = tuple(
    spelling.split(">")
    for spelling in "fv>v hv>v qv>kv qu>kv cz>s ck>k ch>k ph>f th>t dt>t w>v c>k q>k z>s x>ks ie>i ij>i ey>ej ei>ej "
    "y>i j>i é>e è>e á>a ü>i ø>ö æ>ä ss>s ll>l nn>n tt>t kk>k rr>r mm>m pp>p ff>f f>v gg>g bb>b "
    "dd>d ee>e aa>å gh>g".split()
)
"""Spellings of one sound, the commoner last: names differ in them, and no engine mixes them up more than others."""
