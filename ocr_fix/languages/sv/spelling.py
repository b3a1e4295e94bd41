"""The Swedish spelling before 1906 and its grammar, as rules that lead to today's forms."""

from __future__ import annotations

from ocr_fix.language.respelling import Respeller, Rule

_ENDINGS = "r|n|t|l|s|d|rs|ns|ts|ls|ds|de|des|nde|ndes|lse|lser|lsen|lsens|rna|rne|rnas|rnes|rska|lig|ligt|liga|ligen"
RULES = (
    Rule("hv", "v", "always"),
    Rule("[fh]w", "v", "always"),
    Rule("w", "v", "always"),
    Rule("fv", "v", "always"),
    Rule("fv", "vv", "always"),
    Rule("(?<=[aeioulryåäö])f(?![fvw])", "v"),
    Rule("q[vu]", "kv", "always"),
    Rule("q(?![uv])", "k", "always"),
    Rule("dt", "t"),
    Rule("dt(?!t)", "tt"),
    Rule("gt", "kt"),
    Rule(f"(?<![aeiouyåäö])e(?!(?:{_ENDINGS})?$)(?![aeiouyåäö])", "ä", "once"),
    Rule("(?<=[gj])e(?=rn)", "ä", "once"),
    Rule("^ch?(?=[aolru])", "k"),
    Rule("th", "t"),
    Rule("ph", "f"),
    Rule("(?<=[aeo]r)ne(?=s?$)", "na"),
    Rule("nn(?=t)", "n"),
    Rule("(?<=[iyuäö])n(?=[sd])", "nn"),
    Rule("(?<=[iä])l(?=[kdnf])", "ll"),
    Rule("(?<=[äöuaeå])m(?=[dtn])", "mm"),
    Rule("(?<=y)g(?=n)", "gg"),
    Rule("rr(?=[lsk])", "r"),
    Rule("dn(?=a)", "nn"),
    Rule("(?<=[gks])j(?=ö)", ""),
    Rule("arinnan$", "aren"),
    Rule("arinnans$", "arens"),
    Rule("arinna(?=s?$)", "are"),
    Rule("arinnor(?=s?$)", "are"),
    Rule("arinnorna(?=s?$)", "arna"),
    Rule("[’'](?=s$)", ""),
    Rule("[’'](?=n$)", "e"),
)
RESPELLER = Respeller(RULES)
