"""Days and months."""

MONTHS = tuple("januari februari mars april maj juni juli augusti september oktober november december".split())
"""From January on."""
LONGEST_MONTH = 31
"""In days."""
DAYS = tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split())
"""From Monday on."""
SHORT_DAYS = tuple("mån tis ons tors tor fre lör sön".split())
"""The same as they are abbreviated; Thursday in two ways."""
