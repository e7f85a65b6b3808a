"""``python -m workshop_tui``."""

import sys

from workshop_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
