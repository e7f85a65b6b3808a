"""What a workshop is. Pure and frozen: no files, no clock, no screen."""
