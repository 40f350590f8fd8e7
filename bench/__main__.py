"""`make bench`: every row on both databases, as a table and as bench/latest.json.

python -m bench [JOB …]     only these jobs: api, courier, allocate, fan_out, recompute, chat_turn
"""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import api, chat, courier, queues
from bench.databases import databases
from bench.rows import Row

JOBS = {
    "api": api.rows,
    "courier": courier.rows,
    "allocate": queues.allocate,
    "fan_out": queues.fan_out,
    "recompute": queues.recompute,
    "chat_turn": chat.rows,
}
LATEST = Path(__file__).parent / "latest.json"


def main() -> int:
    """Exit code 1 when a ratio is above its bound."""
    wanted = sys.argv[1:] or list(JOBS)
    found: list[Row] = []
    for job in wanted:
        with databases() as urls:
            for database, url in urls.items():
                found += JOBS[job](database, url)
    LATEST.write_text(json.dumps([row.as_json() for row in found], indent=2) + "\n")
    _show(found)
    return int(any(row.ratio > row.at_most for row in found))


def _show(rows: list[Row]) -> None:
    table = Table("job", "database", "ours /s", "bare /s", "ratio", "at most", "ours MB", "bare MB")
    for row in rows:
        figures = row.as_json()
        style = "" if row.ratio <= row.at_most else "red"
        names = ("job", "database", "ours_per_second", "bare_per_second", "ratio", "at_most", "ours_mb", "bare_mb")
        table.add_row(*(str(figures[name]) for name in names), style=style)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
