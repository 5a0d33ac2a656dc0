"""Tokens or a Corpus in, a tidy table out."""
