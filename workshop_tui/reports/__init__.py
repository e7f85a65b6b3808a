"""What is handed on: plain text, JSON, Markdown."""
