"""From raw files to token columns."""
