"""``schema session|framework``: JSON Schema, so that an editor completes and checks a file."""

from __future__ import annotations

import argparse

FILES = ("session", "framework", "agenda", "texts")


def options(parser: argparse.ArgumentParser) -> None:
    """Which file."""
    parser.add_argument("which", choices=FILES, help="which kind of file")


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    from workshop_tui.reports.schema import schema

    print(schema(options.which))
    return 0
