"""From records to documents: which field is what, what is told beside files, repairs, what was set aside and why."""
