"""The mark at the end of a text that was cut off, [+1520 chars]: an interface wrote it, so it is no word of the text.

The tokenizer sees spaces there, so that the text stays as it is and all offsets count in it.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..assembly.full_texts import REST


def masked(texts):
    """Return the texts, a large string array, with spaces in the place of such a mark, as many as it has characters."""
    made = {}
    for place in np.flatnonzero(pc.ends_with(texts, "]").to_numpy(zero_copy_only=False)).tolist():
        text = texts[place].as_py()
        found = REST.search(text)
        if found is not None:
            made[place] = text[: found.start()] + " " * (len(text) - found.start())
    if not made:
        return texts
    mask = np.zeros(len(texts), bool)
    mask[list(made)] = True
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(made.values(), pa.large_string()))
