"""workshop-tui: lead a team through a self-assessment workshop in the terminal."""

__version__ = "0.1.0"
