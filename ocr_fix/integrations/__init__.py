"""ocr_fix in the tools of others: each module stands on the library of its name, which the extra of that name brings.

Nothing here is imported by the program itself. `docs/integrations.md` shows each at work.
"""
