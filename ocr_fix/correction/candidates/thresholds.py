"""The numbers by which is proposed what may have been printed.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchThresholds:
    """How far words are looked for along what was read (`candidates/search/`)."""

    near_limit: float = 6.5
    """Cost of all confusions of a word together, at first."""
    far_limit: float = 16.0
    """The same where that gives nothing good and the text is damaged. At 13 there are 24 more of 2,365 wrong words
    left, and damaged texts take a tenth less time."""
    figures_limit: float = 13.0
    """The same where there are as many figures as letters, which may be a code: "t1l1", "a1b1"; few texts have such
    words, and a case of a figure for each second letter asks it."""
    random_limit: float = 11.0
    """The same with one confusion that no channel knows beside likely ones. At 13 there were 11 fewer of 2,365 wrong
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
    """Letters for each edit to a word of the user or the text, and to a name in an address."""
    echo_edits: float = 0.45
    """The share of its letters that a wreck may be away from a long word of the text."""
    min_echo: int = 7
    """Letters of such a word, at least."""
    max_echoes: int = 3
    """Such words, at most."""
    echo_cost: float = 7.0
    """Of the commonest words that are so long that the text is asked for them."""
    long_echo: int = 12
    """Letters of a word that no repetition establishes."""
    min_half: int = 4
    """A part of fewer letters must be one of the commonest words."""
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
    url_scraps: int = 6
    """Tokens that may stand inside a broken address before the ending of its file, at most."""
    longest_cut: int = 2
    """Pieces of a server's name behind the first one, at most."""
    url_parts: int = 12
    """Tokens that an address may have been broken into, at most."""
    letter_of_name: float = 3.3
    """What each letter of a name in an address costs that is one of its own, though so near another of its place: the
    natural log of the 27 letters and hyphens that names are made of."""
    sound_name: float = 0.5
    """The share of that which counts in a text that is hardly damaged, 0-1."""
    telling_names: int = 2
    """Different names of addresses that are misread if the text is damaged, from which on it is."""
    shortest_name: int = 5
    """Letters of a name from which on no other witness is asked for."""
    most_addresses: int = 1000
    """Different addresses of a text that are compared, at most: each is with each."""
    noise_token: int = 2
    """Characters of a token of a line of specks, at most."""
    noise_alone: int = 2
    """Tokens up to which a line of them is none by itself."""
    noise_prose: int = 5
    """Words of a line of prose, at least, beside which bars are specks: boxes of diagrams have fewer; asked by tests,
    as no text at hand has a line of bars."""
    noise_line: float = 0.95
    """Probability that a line of nothing but such signs is specks."""
    doubtful_line: float = 0.5
    """The same of one with letters among them."""
    fewest_apart: int = 3
    """Letters of a word that was set apart, at least."""
    letters_a_pair: int = 4
    """Pieces of such a word for each of them that is two letters, at least."""
    letters_a_stray: int = 8
    """Letters of a row of them for each that may be left over, at least."""
    spaced_letters: int = 6
    """Letters of a word that was set apart, from which on it is one without others beside it."""
    spaced_misread: int = 9
    """The same of one that is none, but may be a misreading of one in a damaged text."""
    piece_with_marks: int = 6
    """Characters of a letter or a few that were set apart with the marks around them, at most."""
    spaced_row: int = 80
    """Letters in a row, at most: a line of print has no more; changes no text of ours."""
    spaced_effort: int = 100_000
    """Letters of a text that are looked at, each as often as its row has others: a book of 300 pages with ten such
    words on each has fewer. It bounds what a hostile text takes, 100 lines of 200 letters 0.6 s."""
    min_spaced_in_print: int = 60
    """Plain words of such a text, at least: fewer do not tell when it was printed."""
    spaced_cost: float = 0.03
    """Of the probability that such letters are a word."""
    stray_letter_cost: float = 16.0
    """That a letter in a row of such letters belongs to no word, as if it were a rare word itself."""
    wrong_number_cost: float = 7.0
    """That one section sign stands after several numbers, or two after one."""
    lone_figure_cost: float = 2.0
    """The cost up to which a figure between words of a damaged text is tried as a word of one letter. From 3 down to 1
    it repairs 5 to 7 words of four typed pages more and breaks none of 70 damaged texts; at 0 it breaks two."""
    plain_cost: float = -10.0
    """Of the odds of what shape and neighbours leave no doubt about: a letter in what is plainly a number, a nought in
    an ordinal in ":o", a comma within an abbreviation. With -5 a number with a letter that ends a sentence stays."""
    longest_abbreviation: int = 4
    """Tokens of an abbreviation with a comma in it, at most: "fr. o. m." has three."""
    letters_beside_figures: int = 2
    """Letters of an abbreviation in which figures are letters, at least: "1.a." numbers an item."""
    longest_cut_short: int = 4
    """Letters of a word that is cut short with an apostrophe, at most."""
    fewest_cut_short: int = 2
    """Closing marks behind such words that close nothing, at least, from which they are apostrophes."""
    share_cut_short: float = 0.8
    """Their share of all closing marks that close nothing, at least."""
    elision_cost: float = -3.0
    """Of the odds that such a mark closes a quotation."""
    reference_reach: int = 20
    """Tokens between two references of one sentence, at most."""
    inner_stop_cost: float = -3.0
    """Of the odds that a full stop inside a sentence is a comma: of 152 of them 148 are."""
    must_go_on: float = 5.0
    """Cost of the end of a sentence behind a word too short for a comma, from which on no stop stands there either:
    of eight such stops on simulated pages seven are specks."""
    min_before_comma: int = 4
    """Letters of a word behind which a stop inside a sentence is a comma, at least: shorter ones are abbreviations as
    well."""
    longest_abbreviated: int = 5
    """Letters of a word of the language that may be an abbreviation as well, at most: "dom.", "sort."."""
    abbreviated: float = 0.05
    """The share of abbreviations among the unknown words of a text, before any is seen."""
    abbreviated_weight: float = 10.0
    """Unknown words that this counts for."""
    stray_stops: float = 0.002
    """The share of words with a stop inside a sentence that was not printed, before any is seen."""
    stray_stops_weight: float = 100.0
    """Words that this counts for."""
    abbreviates: float = 4.0
    """How many times more often than words an unknown word has a stop inside a sentence, from which a text abbreviates
    at will, and none of its stops were commas."""
    many_abbreviations: float = 0.005
    """The share of words that end in a full stop inside a sentence from which a text abbreviates at will: encyclopedias
    have 0.02 and more, prose 0.001."""
    many_stops: float = 0.012
    """The share of words with such a stop from which it was a comma in any text. Clean texts have up to 0.0003, pages
    whose commas have lost their tails 0.013 and 0.03. Bills have up to 0.007 that their truth has kept."""
    several_stops: int = 3
    """Stops of a paragraph, none before a capital, from which on its sentences begin with small letters."""
    fewest_stops: int = 5
    """Such words, at least."""
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
