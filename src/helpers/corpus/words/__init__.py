"""What a token is counted as: its form, the terms of several words, the reader's lexicon."""
