"""Widgets: they draw and send messages; they decide nothing."""
