"""The language: strings in, strings or spans out."""
