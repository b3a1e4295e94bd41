"""What may have been printed in place of what was read: each kind of candidate has a source of its own."""
