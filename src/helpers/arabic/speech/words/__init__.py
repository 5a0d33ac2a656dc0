"""What each word of a text can be."""
