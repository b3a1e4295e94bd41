"""How good is a text: CER, WER, and what a correction repaired and broke.

Not a stage of the pipeline: the command line and the benchmarks call it, no stage does. All figures are computed over
text in NFC with every run of white space taken as one space (none at the ends); case and punctuation count.

The public API (arguments are texts, not paths):

    cer(truth, output) -> float                     edits / characters of the truth
    wer(truth, output) -> float                     edits / words of the truth
    evaluate(truth, output, raw=None, *, document="") -> Evaluation
    summed(evaluations) -> Evaluation               several documents as one: counts are added, rates follow

    Evaluation
        .cer, .wer              float; an empty truth counts as one character and one word, as in jiwer 4
        .characters, .words     ErrorCount
        .exact                  bool; False only for very long, badly damaged texts: .cer, .wer are upper bounds
        .classes                Mapping[CharacterClass, ErrorCount]: a CharacterClass is one of the strings
                                "swedish_letters" (å ä ö), "letters" (all others), "digits", "signs" (§ % + ...),
                                "punctuation", "space", "other"
        .confusions             tuple[Confusion, ...], most frequent first
        .worst_lines            tuple[WorstLine, ...], most edits first
        .raw                    RawErrors | None: .cer, .wer, .characters, .words of the text before correction
        .changes                Changes | None: None without `raw`
        .to_dict()              plain values for JSON; the keys are documented in docs/evaluation.md

    ErrorCount
        .substitutions, .deletions, .insertions, .length    int; `length` is the truth's
        .edits                  int, the sum of the first three
        .rate                   float, edits / max(1, length)
        a + b                   ErrorCount

    Changes
        .words                  ChangeCount over all words
        .numbers_and_signs      ChangeCount over words that hold a digit or a sign
        .false_numbers          int, places where the output has put a number that neither truth nor raw has there
        .examples               tuple[WordChange, ...]: each changed place with its verdict

    ChangeCount
        .words, .repaired, .broken, .missed_changed, .missed_unchanged, .left_alone     int
        .missed                 int, wrong before and wrong still
        .harm                   float, broken words per 10,000 words of the truth
        .precision, .recall     float | None, None where nothing was changed / nothing was wrong
        a + b                   ChangeCount
"""

from ocr_fix.evaluation.change_counts import ChangeCount, Changes, WordChange
from ocr_fix.evaluation.confusions import Confusion, WorstLine
from ocr_fix.evaluation.measure import Evaluation, RawErrors, evaluate, summed
from ocr_fix.evaluation.metrics import CharacterClass, ErrorCount, cer, wer

__all__ = [
    "ChangeCount",
    "Changes",
    "CharacterClass",
    "Confusion",
    "ErrorCount",
    "Evaluation",
    "RawErrors",
    "WordChange",
    "WorstLine",
    "cer",
    "evaluate",
    "summed",
    "wer",
]
