"""`nachschub import`: a file, a progress bar, and a report of every row that was skipped."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from runtime.wiring import House
from services import imports


@dataclass(frozen=True, slots=True)
class Wanted:
    """`currency` and `language` are what the file's prices and texts are in, where it does not say."""

    file: Path
    form: imports.Format
    currency: str
    language: str


async def run(house: House, wanted: Wanted, console: Console) -> bool:
    """False when the file could not be read; then nothing of it was taken in."""
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(f"Reading {wanted.file.name}", total=None)
        try:
            report = await imports.import_file(
                house.shop,
                await asyncio.to_thread(wanted.file.read_bytes),
                wanted.form,
                currency=wanted.currency,
                language=wanted.language,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        except imports.UnreadableFile as problem:
            text = f"{wanted.file.name} was not imported ({problem.problem}): {problem.detail}"
            console.print(text, style="red", markup=False)
            return False
    console.print(
        f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
        f"{len(report.skipped)} skipped."
    )
    if report.skipped:
        table = Table("line", "reason", "detail")
        for row in report.skipped:
            table.add_row(str(row.line), str(row.reason), row.detail or "")
        console.print(table)
    return True
