"""The texts that a reader of the repository finds."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TEXTS = (README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
