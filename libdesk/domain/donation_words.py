"""Words by which people and computers say what a machine is: kinds, makers, series and months.

English, Spanish and French, with the commonest of German; they are compared folded (`text.fold`).
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from libdesk.domain.donations import Kind, Piece

KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.CRT, r"crts?|tube (?:monitor|television|tv)|(?:ecran|televiseur) cathodique|de tubo"),
    (Kind.PLASMA, r"plasma"),
    (
        Kind.INKJET,
        (
            r"ink ?-?jets?|bubble ?jet|desk ?jet|office ?jet|eco ?tank|pixma|stylus|photosmart|"
            r"(?:inyeccion|chorro) de tinta|(?:impresora|imprimante) de tinta|jets? d.encre|"
            r"tintenstrahl(?:drucker)?"
        ),
    ),
    (
        Kind.DOT_MATRIX,
        (r"dot ?-?matrix|matricial(?:es)?|(?:de matriz|matrice) de puntos|nadeldrucker"),
    ),
    (
        Kind.PRINTER,
        (
            r"laser ?-?(?:printers?|mfps?|drucker)|laser ?jets?|(?:impresoras?|imprimantes?) laser|"
            r"mono laser|colou?r laser"
        ),
    ),
    (Kind.FAX, r"fax(?:es| machines?)?|telecopieurs?"),
    (Kind.CHROMEBOOK, r"chrome ?-?(?:books?|box(?:es)?|base)|chrome ?os"),
    (Kind.MAC, r"mac ?books?(?: (?:air|pro))?|i ?macs?(?: pro)?|mac ?(?:mini|studio|pro)s?"),
    (Kind.ALL_IN_ONE, r"all ?-?in ?-?ones?(?! (?:printer|mfp))|aio|todo en uno|tout ?-?en ?-?un"),
    (
        Kind.LAPTOP,
        (
            r"laptops?|note ?-?books?|ultra ?books?|portatil(?:es)?|(?:ordinateurs? )?portables?|"
            r"laptop ?computers?|klapprechner|elite ?books?|pro ?books?|z ?books?|life ?books?|"
            r"thinkpads?|latitudes?|ideapads?|travelmates?|vivo ?books?|zen ?books?|"
            r"surface (?:laptop|book)|ноутбук\w*|笔记本|ノートパソコン"
        ),
    ),
    (Kind.TABLET, r"tablets?(?: pcs?)?|tabletas?|tablettes?|i ?pads?|galaxy tab|планшет\w*"),
    (
        Kind.DESKTOP,
        (
            r"desk ?-?tops?|(?:mini|micro)? ?-?towers?|sff|usff|mff|small form factor|mini ?-?pcs?|"
            r"nucs?|work ?stations?|(?:ordenador|computadora|pc) de (?:sobremesa|escritorio)|"
            r"sobremesa|"
            r"torres?|unites? centrales?|ordinateurs? de bureau|(?:pc )?de bureau|standrechner|"
            r"opti ?plex|pro ?desk|elite ?desk|think ?centre|think ?station|esprimo|"
            r"veriton|desk ?pro"
        ),
    ),
    (
        Kind.PROJECTOR,
        (r"(?:video ?-?)?projectors?|proyector(?:es)?|(?:video ?)?projecteurs?|beamers?"),
    ),
    (Kind.SCANNER, r"scanners?|scan ?jet|escaner(?:es)?|numeriseurs?"),
    (
        Kind.NETWORK,
        (
            r"(?:network |poe |ethernet )?switch(?:es)?|routers?|routeurs?|enrutador(?:es)?|"
            r"firewalls?|"
            r"access points?|puntos? de acceso|points? d.acces|modems?"
        ),
    ),
    (
        Kind.MONITOR,
        (
            r"monitors?|monitores|flat ?-?(?:screens?|panels?)|displays?|pantallas?|ecrans?|"
            r"moniteurs?|bildschirme?|screens?|lcds?|tfts?|монитор\w*|显示器|モニター"
        ),
    ),
    (Kind.DESKTOP, r"(?:desktop )?(?:computers?|pcs?)|ordenador(?:es)?|computadoras?|ordinateurs?"),
)
"""Words for each kind, the surest first: a laptop may have a screen, and a screen no laptop."""

_EDGE = r"(?<![^\W_])(?:{})(?![^\W_])"
_KINDS = tuple((kind, re.compile(_EDGE.format(words))) for kind, words in KIND_WORDS)
_BY_NAME: Mapping[str, Kind] = MappingProxyType(
    {one.value.casefold(): one for one in Kind if one.value}
    | {"mac": Kind.MAC, "other": Kind.OTHER}
)

MAKES: Mapping[str, str] = MappingProxyType(
    {
        "dell": "Dell", "hp": "HP", "hewlett-packard": "HP", "hewlett packard": "HP",
        "lenovo": "Lenovo", "acer": "Acer", "asus": "ASUS", "asustek": "ASUS", "apple": "Apple",
        "microsoft": "Microsoft", "toshiba": "Toshiba", "dynabook": "Dynabook",
        "fujitsu": "Fujitsu", "fujitsu siemens": "Fujitsu Siemens", "samsung": "Samsung",
        "sony": "Sony", "msi": "MSI", "panasonic": "Panasonic", "lg": "LG", "medion": "Medion",
        "google": "Google", "ibm": "IBM", "huawei": "Huawei", "epson": "Epson", "canon": "Canon",
        "brother": "Brother", "xerox": "Xerox", "kyocera": "Kyocera", "ricoh": "Ricoh",
        "lexmark": "Lexmark", "viewsonic": "ViewSonic", "benq": "BenQ", "philips": "Philips",
        "aoc": "AOC", "iiyama": "iiyama", "eizo": "EIZO", "nec": "NEC", "cisco": "Cisco",
        "netgear": "NETGEAR", "tp-link": "TP-Link", "ubiquiti": "Ubiquiti", "aruba": "Aruba",
        "gateway": "Gateway", "emachines": "eMachines", "compaq": "Compaq", "razer": "Razer",
        "packard bell": "Packard Bell", "optoma": "Optoma", "sharp": "Sharp", "infocus": "InFocus",
        "system76": "System76", "gigabyte": "Gigabyte", "zebra": "Zebra", "okidata": "OKI",
    }
)  # fmt: skip
"""Makers, by how they are written, folded."""

SERIES: Mapping[str, tuple[str, Kind]] = MappingProxyType(
    {
        **dict.fromkeys(("optiplex", "opti plex"), ("Dell", Kind.DESKTOP)),
        **dict.fromkeys(("latitude", "xps"), ("Dell", Kind.LAPTOP)),
        **dict.fromkeys(("inspiron", "vostro", "precision"), ("Dell", Kind.UNKNOWN)),
        **dict.fromkeys(("prodesk", "elitedesk"), ("HP", Kind.DESKTOP)),
        **dict.fromkeys(("probook", "elitebook", "zbook"), ("HP", Kind.LAPTOP)),
        **dict.fromkeys(("pavilion",), ("HP", Kind.UNKNOWN)),
        **dict.fromkeys(("proone", "eliteone"), ("HP", Kind.ALL_IN_ONE)),
        **dict.fromkeys(("laserjet",), ("HP", Kind.PRINTER)),
        **dict.fromkeys(("deskjet", "officejet"), ("HP", Kind.INKJET)),
        **dict.fromkeys(("scanjet",), ("HP", Kind.SCANNER)),
        **dict.fromkeys(("thinkpad", "ideapad"), ("Lenovo", Kind.LAPTOP)),
        **dict.fromkeys(("thinkcentre", "thinkcenter", "thinkstation"), ("Lenovo", Kind.DESKTOP)),
        **dict.fromkeys(
            ("macbook", "imac", "mac mini", "mac pro", "mac studio"), ("Apple", Kind.MAC)
        ),
        **dict.fromkeys(("ipad",), ("Apple", Kind.TABLET)),
        **dict.fromkeys(("travelmate", "swift"), ("Acer", Kind.LAPTOP)),
        **dict.fromkeys(("veriton",), ("Acer", Kind.DESKTOP)),
        **dict.fromkeys(("aspire",), ("Acer", Kind.UNKNOWN)),
        **dict.fromkeys(("esprimo",), ("Fujitsu", Kind.DESKTOP)),
        **dict.fromkeys(("lifebook",), ("Fujitsu", Kind.LAPTOP)),
        **dict.fromkeys(("vivobook", "zenbook"), ("ASUS", Kind.LAPTOP)),
        **dict.fromkeys(("toughbook",), ("Panasonic", Kind.LAPTOP)),
        **dict.fromkeys(("surface",), ("Microsoft", Kind.UNKNOWN)),
        **dict.fromkeys(("ecotank", "workforce"), ("Epson", Kind.INKJET)),
        **dict.fromkeys(("pixma",), ("Canon", Kind.INKJET)),
    }
)
"""Series of which everybody knows the maker, and of most what they are."""

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        word: at
        for at, words in enumerate(
            (
                "january|jan|enero|ene|janvier|januar", "february|feb|febrero|fevrier|februar",
                "march|mar|marzo|mars|marz", "april|apr|abril|abr|avril", "may|mayo|mai",
                "june|jun|junio|juin|juni", "july|jul|julio|juillet|juli",
                "august|aug|agosto|ago|aout", "september|sept|sep|septiembre|septembre",
                "october|oct|octubre|octobre|oktober|okt", "november|nov|noviembre|novembre",
                "december|dec|diciembre|dic|decembre|dezember|dez",
            ),
            1,
        )
        for word in words.split("|")
    }
)  # fmt: skip
"""Months by their names, folded."""

PIECE_WORDS: Mapping[Piece, str] = MappingProxyType(
    {
        Piece.POWER: r"(?:power )?(?:chargers?|adapt[eo]rs?|supply|lead|cord|cable|brick)|cargador|"
        r"chargeur|alimentacion|alimentation|netzteil",
        Piece.KEYBOARD: r"keyboards?|teclado|clavier|tastatur",
        Piece.MOUSE: r"mouse|mice|raton|souris|maus",
        Piece.MONITOR: r"monitors?|screens?|pantalla|ecran",
    }
)
"""Words for what belongs to a machine, folded."""

_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "two|dos|deux|zwei", "three|tres|trois|drei", "four|cuatro|quatre|vier",
            "five|cinco|cinq", "six|seis|sechs", "seven|siete|sept|sieben", "eight|ocho|huit|acht",
            "nine|nueve|neuf|neun", "ten|diez|dix|zehn", "eleven|once|onze|elf",
            "twelve|doce|douze|zwolf",
        ),
        2,
    )
    for word in words.split("|")
}  # fmt: skip
NUMBER_WORDS: Mapping[str, int] = MappingProxyType(_NUMBER_WORDS)
"""Numbers that are written out, folded; "once" is a number in Spanish alone, before a kind."""


def kinds_in(flat: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield each kind that a folded text names, the surest first, and where.

    Args:
        flat: the text, without case and accents.
    """
    for kind, shape in _KINDS:
        if found := shape.search(flat):
            yield kind, found.start(), found.end()


def kind_of(flat: str) -> Kind:
    """Return what a cell that names a kind says; UNKNOWN where it names none.

    Args:
        flat: the cell, without case and accents.
    """
    exact = _BY_NAME.get(flat.strip())
    return exact or next((kind for kind, _, _ in kinds_in(flat)), Kind.UNKNOWN)
