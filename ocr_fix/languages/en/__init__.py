"""English: what tells it apart in Swedish texts."""
