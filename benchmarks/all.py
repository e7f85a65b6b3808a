"""All benchmarks, one after the other; the exit status is 1 if any is out of reach."""

from __future__ import annotations

import sys

import command_line
import keeping
import keys
import start
from measuring import tell

if __name__ == "__main__":
    print("what | ours | peer | ratio (quartiles) | reach | ok")
    sys.exit(max([tell(one.measure()) for one in (start, command_line, keys, keeping)]))
