"""What can be changed in a session: pure functions that take a session and return a new one.

Only ``workshop.py`` calls them, and saves what they return before anybody sees it as taken.
"""
