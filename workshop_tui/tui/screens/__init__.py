"""One file a screen. A screen decides; ``workshop.py`` changes."""
