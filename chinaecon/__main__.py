"""`python -m chinaecon` is the command line."""

from chinaecon.cli import main

if __name__ == "__main__":
    main()
