"""What lines say of each other: which go on, which are kept, tables, furniture."""
