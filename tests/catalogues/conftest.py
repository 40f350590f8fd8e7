from collections.abc import Callable
from pathlib import Path

import pytest

from catalogues.reading import Catalogue, Format, read

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def read_sample() -> Callable[..., Catalogue]:
    def read_it(name: str, format: Format, *, currency: str = "EUR", language: str = "en") -> Catalogue:  # noqa: A002
        return read((SAMPLES / name).read_bytes(), format, currency=currency, language=language)

    return read_it
