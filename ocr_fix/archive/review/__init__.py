"""The documents of a finished batch, looked at and decided by people in their browsers."""
