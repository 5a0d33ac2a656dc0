"""Forms over study.toml: what the desk is made of."""
