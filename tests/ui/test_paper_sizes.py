"""Paper is what a country's printers hold, whatever its people measure in."""

import pytest
from PySide6.QtCore import QLocale

from libdesk.ui.paper_sizes import uses_letter


@pytest.mark.parametrize(
    ("locale", "is_letter"),
    [
        ("en_US", True),
        ("en_CA", True),
        ("fr_CA", True),
        ("es_MX", True),
        ("en_GB", False),
        ("de_DE", False),
        ("C", False),
    ],
)
def test_paper_is_that_of_the_country(locale, is_letter):
    assert uses_letter(QLocale(locale)) is is_letter
