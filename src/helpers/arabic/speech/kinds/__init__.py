"""What a quotation is: speech, a name, a term or a slogan."""
