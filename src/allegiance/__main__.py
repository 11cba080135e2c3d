"""``python -m allegiance`` is the command line."""

from allegiance.cli import main

if __name__ == "__main__":
    main()
