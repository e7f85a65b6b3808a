"""What the figures of a workshop mean: pure functions without files, clock or screen."""
