"""Reported speech in one text: `reported.rows` says what is quoted, with which word, and who is meant."""
