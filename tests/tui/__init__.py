"""Tests that drive the screens as a person does."""
