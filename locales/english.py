"""English is what the source says: fill its catalogue with the messages themselves. Run by `make locales`."""

from pathlib import Path

from babel.messages.pofile import read_po, write_po

PATH = Path(__file__).parent / "en" / "LC_MESSAGES" / "nachschub.po"
WIDTH = 120  # of a line, as in the Makefile's pybabel calls


def fill(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        if message.id:
            message.string = message.id
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH)


if __name__ == "__main__":
    fill(PATH)
