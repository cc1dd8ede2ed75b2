"""Which paper a country uses: Letter in much of the Americas and the Philippines, else A4."""

from PySide6.QtCore import QLocale

# Unicode CLDR, territory information: paperSize US-Letter.
_LETTER = frozenset(
    {
        QLocale.Country.Belize,
        QLocale.Country.Canada,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.ElSalvador,
        QLocale.Country.Guatemala,
        QLocale.Country.Mexico,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.Philippines,
        QLocale.Country.PuertoRico,
        QLocale.Country.UnitedStates,
        QLocale.Country.Venezuela,
    }
)


def uses_letter(locale: QLocale) -> bool:
    """Say whether printers there hold Letter; metric measures are no sign of A4: see Canada."""
    return locale.territory() in _LETTER
