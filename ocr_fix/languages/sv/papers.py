"""What stands on Swedish papers around their text: letterheads, labels, page numbers. Patterns for `regex`."""

DIARY_LABELS = (
    r"Dnr|D\.nr|Diarienummer|Diarienr|Diarie-?nr|Diariets\snr|Ärendenummer|Ärendenr|Ärendebeteckning|Beteckning"
)
"""What stands before the number of a matter."""
SENDERS = (
    r"kommuns?|kommunen|region(?:en)?|landsting(?:et)?|län|nämnd(?:en)?|styrelse(?:n)?|utskott(?:et)?|förvaltning(?:en)?"
    r"|kontor(?:et)?|avdelning(?:en)?|enhet(?:en)?|myndighet(?:en)?|verket|fullmäktige|författningssamling|departement(?:et)?"
)
"""What the name of a body ends in."""
TOPIC_WORDS = r"för|om|av|till|från|inom"
"""What stands before a matter: "Energiplan för Norrviks kommun" is no sender."""
KINDS_OF_PAPER = (
    r"tjänsteskrivelse|tjänsteutlåtande|protokoll|sammanträdesprotokoll|kallelse|yttrande|beslut|rapport|pm|missiv|remiss"
    r"|skrivelse|protokollsutdrag|minnesanteckningar|föredragningslista|dagordning|brev|datum"
)
IMPRINT = r"ISSN|ISBN|Utgivare|Utkom|Sida|Sid"
"""What the lines of an imprint begin with."""
PAGE_WORDS = r"sida|sidan|sid|s|page"
OF_PAGES = r"av|of"
"""As in "sida 3 av 12"."""
NAMED_BY_NUMBER = (
    r"dnr|diarienr|diarienummer|nr|org|orgnr|organisationsnummer|tel|telefon|tfn|fax|mobil|bankgiro|plusgiro"
    r"|postgiro|bg|pg|issn|isbn|konto|kontonr|clearingnr|box|artikelnr|personnr"
)
"""Numbers after these are names of accounts, persons and papers, and what is in them is a hyphen."""
ABBREVIATIONS = r"nr|dnr|kap|tel|resp|inkl|exkl|ang|ca"
"""What may stand at a line end with its full stop and ends no sentence."""
STATUTES = (
    r"lag|lagen|balk|balken|förordning|förordningen|kungörelse|kungörelsen|instruktion|instruktionen|stadga|stadgan"
    r"|reglemente|reglementet|föreskrifter|föreskrifterna"
)
"""What the word ends in that cites a statute, before its year and number: "säkerhetsskyddslagen (2018:585)"."""
