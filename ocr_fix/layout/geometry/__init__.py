"""Where the words of a page stand: alleys and columns, margins, directions."""
