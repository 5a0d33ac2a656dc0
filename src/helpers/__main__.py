"""`python -m helpers` is the `khitab` command."""

from .study.cli import main

if __name__ == "__main__":
    main()
