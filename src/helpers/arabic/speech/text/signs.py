"""Signs of writing that the reading of a text asks for, by name; each stands in a text as an item of its own."""

COMMA, SEMICOLON, QUESTION_MARK = "،؛؟"
COMMAS = COMMA + ","
PAUSES = COMMAS + ":;"  # within a sentence
BREAKS = COMMA + SEMICOLON + "-"  # between clauses
DASHES = "-–—"
BULLETS = DASHES + "*•"
ENDS = ".!?…۔\n" + QUESTION_MARK + SEMICOLON  # of a sentence, for rules on who speaks
SIGNS = frozenset(ENDS + PAUSES + DASHES + '"()')  # none of which is part of a noun phrase
STOPS = "\n.!" + QUESTION_MARK  # of a paragraph or a sentence, behind which a new one begins
