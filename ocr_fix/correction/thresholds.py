"""The numbers that correction goes by, those of each stage together; any may be varied by its name.

`replace(DEFAULT, beam=4)` is another set, and `Corrector(..., thresholds=...)` goes by it. Costs are negative natural
logs. Where nothing is said of its source a number was chosen by hand on development texts; what half and twice of it
do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr_fix.notation.line_kinds import LineThresholds


@dataclass(frozen=True)
class RestorationThresholds:
    """When machines are thought to have damaged a text (`restoration/`)."""

    words_misread: int = 3
    """Different words that are words only if the text was misread as another encoding, at least; one fewer where none
    speaks against it, and one alone where no print has what stands in it. None of 5.0 million words of clean text and
    of old OCR, in pieces of a million and of some hundred characters, is taken for misread."""
    letters_misread: int = 6
    """Letters of these together, at least."""
    share_explained: float = 0.6
    """The share of the words with such letters that must be words then, 0-1: the others are names or what else no list
    has."""
    share_explained_elsewhere: float = 0.9
    """The same of signs inside words that must be letters then, where nothing is known of the language's words."""
    language_odds: float = 5.0
    """How much more the other words of such a text must speak for a language than for any that is written otherwise, in
    nats."""
    words_with_holes: int = 2
    """Different words with a question mark for a lost letter, at least; U+FFFD is a lost letter wherever it stands."""
    share_filled: float = 0.5
    """The share of these that must be words with a letter in its place, 0-1."""
    most_holes: int = 4
    """Lost letters of a word that are sought, at most: there are three ways to fill each."""
    question_cost: float = 3.0
    """That a question mark stands behind a word where the sentence goes on, in nats."""
    ligature_words: int = 3
    """Different words that are words only with a ligature that was lost, at least; one fewer where all are long."""
    long_ligature_word: int = 8
    """Letters of a long one, with its ligature, at least."""
    shortest_ligature_word: int = 6
    """Letters of any, at least."""
    share_lost_ligatures: float = 0.5
    """The share of unknown words in small letters that lost ligatures must explain, 0-1."""
    looked_at_for_ligatures: int = 3000
    """Different words of a text, its first, in which ligatures are counted at first; it spares time."""
    most_kept_ligatures: int = 9
    """Ligatures in these, up to which a text is looked at for lost ones: a fifth of those that such words have, 45."""
    kept_ligatures: float = 0.2
    """Words that have kept theirs for each that has not, at most: fonts lose them all, and a text may have two."""


@dataclass(frozen=True)
class RegisterThresholds(LineThresholds):
    """What counts as a word, and what is left alone (`registers/`, `protection/`): lines of code and records, too."""

    own_log_prior: float = -10.0
    """Natural log of the probability of a word that the user has named, as of one of ordinary frequency; the
    texts of the sweep have none."""
    inflection_cost: float = 7.0
    """Of an inflected form that the lexicon lacks of a word that it has."""
    min_stem: int = 4
    """Letters of such a word, at least."""
    acronym_length: int = 5
    """Capitals in a row up to this many are an acronym, unless the words beside them are in capitals too."""
    table_rule_distance: int = 8
    """Tokens between the bars of a table, at most; of three such bars each is a rule."""

    name_odds: float = 1.0
    """Natural log odds of the letters from which an unknown word with a capital may be a name: 85 % of surnames that
    were held out have them, and 6 % of real misreadings with a capital."""
    enough_of_others: float = 0.002
    """The share of words that only other registers than the usual one have, up to which a text is taken to be in that
    one and nothing is estimated."""
    most_told: float = 1.0
    """Natural log of the odds between registers that one word may give, at most: a misreading may happen to be a word
    of another register. At 2 and 3 damaged texts of today take up to three times the weight of the historical one."""
    most_times: int = 3
    """Occurrences of a word that tell, at most: what a text speaks of is not how it is spelled."""
    register_rounds: int = 30
    """Rounds of expectation-maximisation for the weights of registers."""
    register_levels: int = 8
    """Weights are multiples of one in so many, so that what is remembered of words serves many texts."""
    least_level: float = 0.5
    """The least weight of the usual register, in such steps."""
    odds_steps: int = 8
    """What words tell of registers is gathered to so many steps a nat: finer ones change no weight by a hundredth."""

    code_evidence: float = 4.0
    """What a word that looks like code counts for no language at all, in nats."""
    no_code_evidence: float = -1.0
    """What any other counts for it, in nats."""
    paragraph_price: float = 0.0
    """What a change of language costs before a paragraph, in nats."""
    sentence_price: float = 0.5
    """The same before a sentence or a quotation."""
    line_price: float = 2.0
    """The same before a line."""
    inside_price: float = 4.0
    """The same before any other word: one strange word makes no stretch, a sentence does."""
    unknown_elsewhere: float = 0.5
    """The share of the words in small letters of another language that Swedish does not have, 0-1."""
    strangeness: float = 0.3
    """How much of what an unknown word says for other languages counts beside its letters, 0-1."""
    words_beforehand: int = 100
    """Words that every text is given when the share of its unknown ones is told."""
    unknown_beforehand: int = 10
    """How many of these are unknown."""
    home_share: float = 0.2
    """How much of a text is thought to be Swedish beforehand, 0-1."""
    language_readings: int = 2
    """How often a text is read for its languages, each time with those in mind that it had before."""
    rarest_language: float = -6.0
    """How rare a language may be thought to be that a text has not shown yet: natural log of its share of the words."""
    language_beforehand: float = 2.0
    """Words that every language is given beforehand."""
    language_reach: int = 12
    """Words in a row whose evidence is taken together to tell whether a place is read for its language."""
    enough_elsewhere: float = 4.0
    """How much the unknown ones of these must speak for other languages for that, in nats."""
    language_around: int = 25
    """Words on either side of such a place that are read with it."""
    short_text: int = 50
    """Words of a text, at most, that is read for its languages in any case."""

    code_length: int = 80
    """Characters of a token, at most, that is asked for the shapes of codes; longer ones may be addresses only. It
    spares time."""
    letters_beside: int = 9
    """Letters of a unit, a label, an acronym or an abbreviation before a number, at most."""
    plain_length: int = 3
    """Letters of a word that needs no second look, at least: a shorter one may be a sign or a label."""


@dataclass(frozen=True)
class ErrorModelThresholds:
    """How the channel of a text is estimated (`error_model/`)."""

    clean_weight: float = 0.97
    """How likely a text is to be clean before anything of it is known; the learned channels share the rest alike. From
    0.25 to 0.85 the harm to texts of 40 words falls by a third, from there to 0.97 by a third again; the repairs of
    damaged ones, long and short, stay. 0.99 decided like 0.97."""
    novelty_gain: float = 3.0
    """How many times its log odds a word counts for itself where the text has more new words than the language: what
    speaks for a change is overcounted by about as much, see `slope`. At 2 harm to clean old texts is half as great
    again, at 4 a little less, and real damage of the wide kind is repaired a little less."""
    novelty_wrecks: float = 1.0
    """For each misread word that is explained, so many that are beyond explaining; 0.3 to 1 decided alike."""
    novelty_smoothing: float = 2.0
    """New words that the share counted on other texts weighs as much as."""
    channel_smoothing: float = 20.0
    """Added to how often a character stands in the texts that a channel was learned from, so that a rare character's
    few confusions make no certainty."""
    full_witness: float = 3.0
    """A form that stands often bears witness so many times in full, then only with the logarithm of its count: a word
    that is always read alike is one piece of evidence and not many."""
    stem: int = 6
    """Letters that forms of one stem begin with: a name that the text inflects is one piece of evidence and not many.
    4 to 7 decided alike, at 3 two fewer of 2,300 wrong words of old print were repaired; with every form for itself 46
    words of 47,000 of a clean book were changed, 27 now."""
    misprinted: float = 0.1
    """How frequent misspellings are, as a share of those counted in clean text: that a word was printed so explains it
    as well as that it was misread. With none 56 words of 390,000 of clean books and helps are changed, 44 at 0.1."""
    clean_share: float = 0.02
    """The share of a fresh reading's damage that a clean text has."""
    prior_weight: float = 4.0
    """Occurrences of a character that the learned channels weigh against those of the document."""
    random_share: float = 2e-3
    """Probability of a confusion that no channel knows, as a share of the text's confusions a character."""
    least_probability: float = 1e-8
    """The least probability of any confusion."""
    most_probability: float = 0.98
    """The greatest."""
    crossed: float = 0.3
    """The share of the misreadings of a first letter that give a capital for a small one: there is room above the head
    of a word. 0.2 to 0.5 decided alike on the development texts."""
    nearly_likely: float = 0.9
    """The share of the probability asked for that some channel must give a confusion which the text has not shown."""
    unheard: float = 3e-5
    """Probability of a confusion that a channel does not know, when channels are compared."""
    rounds: int = 2
    """Rounds of expectation-maximisation. A third changed two more words of clean old texts and repaired one less."""
    least_share: float = 0.01
    """The share of a damaged word from which a candidate counts as evidence."""
    max_explanations: int = 12
    """Candidates of a damaged word that are weighed as evidence, at most."""
    typical_share: float = 0.8
    """The share of the occurrences of a character that were another, 0-1, from which words that nobody knows are taken
    to have had that one. At 0.9 ten more of 734 wrong words of old print were left, at 0.7 as many as at 0.8."""
    typical_times: float = 3.0
    """How often it must have been, at least."""


@dataclass(frozen=True)
class SearchThresholds:
    """How far words are looked for along what was read (`candidates/search/`)."""

    near_limit: float = 6.5
    """Cost of all confusions of a word together, at first."""
    far_limit: float = 13.0
    """The same where that gives nothing good and the text is damaged. At 9 there were 16 more of 1,246 wrong words
    left, at 18 there were 20 fewer, but damaged texts took half as long again."""
    random_limit: float = 11.0
    """The same with one confusion that no channel knows beside likely ones. At 14 there were 7 fewer of 2,500 wrong
    words left, but unknown names became compounds and rare words that nobody has written."""
    min_random: int = 5
    """Letters of a word in which such a confusion is looked for, at least."""
    long_word: int = 4
    """Letters from which on a word has room for more, since fewer words are like it. At 8 there were 13 more of 1,246
    wrong words left."""
    per_letter: float = 0.3
    """Cost that each letter from there on adds to `random_limit`; 0.6 repaired two more, in more time."""
    unwritten_limit: float = 9.0
    """The same as `far_limit` for compounds: nobody may have written them."""
    compound_limit: float = 4.5
    """The same as `near_limit` for other compounds than one that was read: it is a word, so only what is common is
    worth the search. 3.5 to 5.5 decided alike on the development texts."""
    good_cost: float = 20.0
    """A candidate that costs so little in all leaves no room for a better one."""
    good_gain: float = 8.0
    """Nor does one that costs so much less than what was read."""
    min_compound: int = 8
    """Letters of a compound, at least."""
    min_part: int = 3
    """Letters of a part of a compound, at least."""
    max_strings: int = 16
    """Readings of the rest of a compound that are followed."""
    unknown_cost: float = 7.5
    """Of a confusion that no channel knows: one character in fifty is misread at random, as any of some forty. At 5
    eight fewer of 4,140 wrong words were left, but names on no list became words nobody would think of."""
    max_steps: int = 20_000
    """Steps of a walk along the lexicon that are taken before it is given up; ordinary words need a few hundred."""
    max_length: int = 60
    """Characters of a word, at most: what is longer is a table, an address or noise."""


@dataclass(frozen=True)
class CandidateThresholds:
    """What is proposed (`candidates/`)."""

    rival_limit: float = 5.5
    """Cost up to which a confusion is tried in what is a word: it must be likely in this very text. At 6.5
    there were five fewer of 677 wrong words in bills and four fewer of 964 in old texts, three more words of clean old
    ones were changed, and clean texts took a fifth longer."""
    far_damage: float = 5e-4
    """Confusions a character from which a text is so damaged that rare confusions are worth the search."""
    max_candidates: int = 12
    """Candidates of a word that go into the decision, at most."""
    max_lag: float = 11.0
    """How much more than the best one a candidate may cost and be worth deciding about."""
    established: int = 4
    """Occurrences that make an unknown word one of the text, unless it is damaged in the very way that the rest is."""
    established_family: int = 6
    """The same of all unknown words of one stem together, unless the text has what they may have been: "yippie",
    "yippierna", "yippierörelsen". At 4 nine more of 677 wrong words of bills were left, whose stems are misread
    throughout."""
    proven_cost: float = 5.0
    """Cost up to which the text itself proves a misreading, so that what looks like a name is repaired by it. Of 400
    made-up names in sound text 19 are changed up to 5, 21 at 6, 32 at 7; damaged words are repaired alike from 4 on."""
    typical_cost: float = 7.0
    """What is damaged in that way costs up to this. At 5 there were 9 more of 1,246 wrong words left, at 10 three more
    words of clean old texts were changed."""
    wreck_cost: float = 7.0
    """Damage comes in bursts: italics, a fold, a stamp. What a word costs that is hardly legible: one in 1,000 of a
    damaged text."""
    intact_cost: float = 0.4
    """And each letter in it that came through, two in three."""
    misread_cost: float = 4.8
    """And each that did not, as one of 40."""
    letters_per_edit: int = 4
    """Letters for each edit to a word of the user or the text."""
    echo_edits: float = 0.45
    """The share of its letters that a wreck may be away from a long word of the text."""
    min_echo: int = 7
    """Letters of such a word, at least."""
    max_echoes: int = 3
    """Such words, at most."""
    echo_cost: float = 7.0
    """Of the commonest words that are so long that the text is asked for them."""
    min_half: int = 4
    """A part of fewer letters must be one of the commonest words."""
    min_beside_number: int = 3
    """Letters of a word that a speck has glued to a number, at least; shorter ones are ordinals and the like."""
    common_half: float = 6.5
    """The cost up to which a word is one of these: one word in 700."""
    common_cost: float = 7.0
    """The cost up to which a word is one of the commonest, which stand for short damaged words: one word in 1,100."""
    common_letters: int = 4
    """Letters of such a word, at most; twice as many decided alike and take longer to gather."""
    long_common: int = 4
    """Letters of such a word from which it may be two letters away, at least."""
    common_for_known: float = 3.0
    """How much more it must speak for itself where what was read is a word too."""
    line_end_gain: float = 3.0
    """A word cut at a line end whose hyphen was not read is so much cheaper than a space inside a line."""
    join_gain: float = 3.0
    """Joining must be so much cheaper than leaving apart; two words in a row are the rule."""
    min_joined: int = 5
    """Letters of a word joined, at least."""
    hyphen_by_text: float = 0.995
    """Probability that a hyphen at a line end is undone rightly, or kept, where the word stands elsewhere in the text;
    this and the next four were set by hand, they change no text."""
    hyphen_by_language: float = 0.99
    """The same where the word is known."""
    hyphen_by_form: float = 0.98
    """The same where numbers, letters, abbreviations and names ask for a hyphen."""
    hyphen_by_default: float = 0.9
    """The same where nothing is known: words are seldom printed with a hyphen."""
    hyphen_even: float = 0.5
    """The same where both parts are words and the whole is none."""
    hyphened_abbreviation: int = 6
    """Letters of an abbreviation in capitals before a hyphen, at most."""
    url_scraps: int = 4
    """Tokens that may stand inside a broken address before the ending of its file, at most."""
    url_parts: int = 12
    """Tokens that an address may have been broken into, at most."""
    noise_line: float = 0.95
    """Probability that a line of nothing but such signs is specks."""
    doubtful_line: float = 0.5
    """The same of one with letters among them."""
    spaced_letters: int = 6
    """Letters of a word that was set apart, from which on it is one without others beside it."""
    spaced_misread: int = 9
    """The same of one that is none, but may be a misreading of one in a damaged text."""
    spaced_row: int = 80
    """Letters in a row, at most: a line of print has no more; changes no text of ours."""
    spaced_effort: int = 100_000
    """Letters of a text that are looked at, each as often as its row has others: a book of 300 pages with ten such
    words on each has fewer. It bounds what a hostile text takes, 100 lines of 200 letters 0.6 s."""
    spaced_in_print: float = 0.5
    """The share, 0-1, of registers that stress words by space, from which a sound text keeps them so."""
    min_spaced_in_print: int = 60
    """Plain words of such a text, at least: fewer do not tell when it was printed."""
    spaced_cost: float = 0.03
    """Of the probability that such letters are a word."""
    stray_letter_cost: float = 16.0
    """That a letter in a row of such letters belongs to no word, as if it were a rare word itself."""
    good_apart: float = 13.0
    """Two parts that cost less than this each are not asked whether they are one."""
    wrong_number_cost: float = 7.0
    """That one section sign stands after several numbers, or two after one."""
    lone_figure_cost: float = 2.0
    """The cost up to which a figure between words of a damaged text is tried as a word of one letter. From 3 down to 1
    it repairs 5 to 7 words of four typed pages more and breaks none of 70 damaged texts; at 0 it breaks two."""
    plain_cost: float = -5.0
    """Of the odds of what shape and neighbours leave no doubt about: a letter in what is plainly a number, a nought in
    an ordinal in ":o", a comma within an abbreviation."""
    inner_stop_cost: float = -3.0
    """Of the odds that a full stop inside a sentence is a comma: of 152 of them 148 are."""
    may_end: float = 7.0
    """Cost of the end of a sentence behind a word, up to which a comma may stand there, too."""
    must_go_on: float = 5.0
    """The same of a word too short for that, from which on neither a comma nor a full stop stands there: of eight such
    stops on simulated pages seven are specks."""
    min_before_comma: int = 4
    """Letters of such a word, at least: shorter ones are abbreviations as well."""
    many_abbreviations: float = 0.005
    """The share of words that end in a full stop inside a sentence from which a text abbreviates at will: encyclopedias
    have 0.02 and more, prose 0.001."""
    legitimate_commas: float = 0.005
    """The share of commas that stand before a capital that is no name's, counted in the corpora of the language data
    (561 of 113,504, headings and quotations among them)."""
    comma_smoothing: float = 0.25
    """Added to the legitimate ones: a text may have one by its manner."""
    common_opener: float = 8.5
    """Cost up to which a word is too common to be a name's: one in 5,000."""
    rare_opener: float = 14.0
    """The same of one that is never written with a capital inside sentences. Names of blocks and streets are such words
    as well, but rarer: "Hasseln" and "Lokföraren" cost 23."""
    min_opener: int = 5
    """Letters of another word that opens a sentence, at least."""
    legitimate_capitals: float = 0.007
    """The share of the words between two in small letters that have a capital in print and are no names."""
    capital_smoothing: float = 0.125
    """Added to the legitimate ones: a text may have one by its manner."""
    name_list: int = 6
    """Tokens between the commas of a list of names, at most."""
    style_cost: float = -1.2
    """Cost of its odds up to which a dash or quotation mark is of another style than the text's."""
    least_style_share: float = 1e-4
    """No text is so sure to print one sign that the share of another is below this, 0-1."""
    style_chance: float = 0.005
    """The probability that a sign is read so in another's place by chance."""
    speck_cost: float = -3.0
    """Of the odds that a low line at a word was no speck, nor a stop without a space behind it and a small letter
    after."""
    manner: int = 3
    """Marks apart behind what closes, at least, from which that may be the manner of a text; changes no text of the
    sweep."""
    hesitation: float = 0.2
    """What the engine nearly read counts from this share of the probability of what it read; it gives most none. The
    texts of the sweep come without that."""


@dataclass(frozen=True)
class DecodingThresholds:
    """How the likeliest path is found (`decoding/`)."""

    beam: int = 8
    """Hypotheses kept at each place. Twice as many changed no decision on the development texts."""
    max_behind: float = 10.0
    """A hypothesis that costs so much more than the best is given up: no word to come makes up for it."""
    around: int = 4
    """Tokens on either side of an anchor that are looked at with it: two words before and after are its context in the
    language model, and not every token is a word to it."""
    case_cost: float = 6.0
    """Of a capital inside a sentence, and of a small letter where one begins."""
    open_case_cost: float = 3.5
    """The same beside another capital or after a colon, where names go on and sentences may begin."""


@dataclass(frozen=True)
class DecisionThresholds:
    """What is done about the likeliest path (`decision/`); probabilities are 0-1."""

    doubt: float = 0.10
    """A word left alone is doubtful when one of its rivals is so probable."""
    damaged: float = 0.73
    """Nothing is changed unless the decoder gives so much to the word's being damaged."""
    sure_of_digit: float = 0.75
    """A digit is taken for a letter or a sign only where it is so probable."""
    slope: float = 0.45
    """The decoder is too sure of itself: what speaks for a change is counted as if it were independent, and the truth
    may be a word it has not thought of, most of all where what was read is no word. Its log odds are scaled so that of
    changes stated with 0.9 nine in ten are right; fitted to 6,000 decisions on readings of rendered and of real pages,
    other pages' reliability table is printed by the benchmark."""
    shift_of_word: float = 0.6
    """Added to the scaled log odds where what was read is a word; fitted with `slope`."""
    shift_of_none: float = -0.9
    """The same where it is none."""
    rivals_told: int = 2
    """Rivals that are named beside what was chosen; changes no text."""
    max_log_odds: float = 10.0
    """Log odds of what is certain."""


@dataclass(frozen=True)
class Thresholds(
    RestorationThresholds,
    RegisterThresholds,
    ErrorModelThresholds,
    SearchThresholds,
    CandidateThresholds,
    DecodingThresholds,
    DecisionThresholds,
):
    """Those of all stages."""


DEFAULT = Thresholds()
