"""What can be changed in a session: pure functions that take a session and return a new one.

``workshop.py`` calls them, and saves what they return before anybody sees it as taken; ``begin.py`` makes a new
session with them. What only reads (a day as it is typed, the plan that a choice would give) is for everybody.
"""
