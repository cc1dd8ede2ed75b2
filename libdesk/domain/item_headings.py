"""Headings of equipment lists: those of Snipe-IT, Spiceworks and GLPI, our own, and plain ones.

They are compared without case, accents and signs, and are English, Spanish, French and German.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from libdesk.domain.item_fields import FIELDS
from libdesk.domain.text import fold


class Special(StrEnum):
    """What a column can hold beside a record's fields."""

    LEFT_OUT = ""
    PLACE = "place"
    """A branch, a room, or both: "Larkmere Central > Reading room"."""
    WHOLE_SYSTEM = "whole system"
    """System, edition and version in one: "Windows 11 Pro 23H2"."""
    WARRANTY_MONTHS = "warranty months"
    """They count from the day on which it was bought."""
    CURRENCY = "currency"
    """Of the price in the same row."""


OWN_HEADINGS: Mapping[str, str] = {
    "tag": "Label",
    "name": "Name",
    "kind": "Kind",
    "role": "Role",
    "make": "Make",
    "model": "Model",
    "serial": "Serial number",
    "computer_name": "Computer name",
    "branch": "Branch",
    "room": "Room",
    "status": "Status",
    "seen_on": "Last seen",
    "processor": "Processor",
    "memory_gb": "Memory (GB)",
    "disk_gb": "Disk (GB)",
    "disk_kind": "Disk kind",
    "system": "System",
    "edition": "Edition",
    "system_version": "System version",
    "tpm": "TPM",
    "secure_boot": "Secure Boot",
    "new_certificate": "Secure Boot certificate of 2023",
    "bought_on": "Bought on",
    "price": "Price",
    "order_number": "Order number",
    "supplier": "Supplier",
    "funder": "Paid by",
    "keep_until": "Keep until",
    "keep_why": "Why it is kept",
    "warranty_until": "Warranty until",
    "replace_on": "Replace on",
    "support_until": "Support until",
    "battery_on": "Battery new on",
    "license_until": "License until",
    "is_only_one": "Only one here",
    "is_accessible": "Accessible station",
    "notes": "Notes",
}
"""What our own tables call each field."""

OWN_FIELD = "Own field: "
"""So begins the heading of a library's own field that has the name of something else."""

WHY_REFUSED = "Why it was refused"
"""The first column of a file of refused rows; nobody wants it in the list."""

_ALIASES: Mapping[str, str] = {
    "tag": "asset tag|tag|label number|label no|asset number|asset no|asset id|asset label|barcode|"
    "bar code|inventory number|inventory no|inventory tag|property tag|library tag|"
    "equipment number|etiqueta|numero de inventario|n inventario|codigo de barras|"
    "etiquette|numero d inventaire|"
    "n d inventaire|code barres|inventarnummer|inventar nr|etikett|item tag|item number",
    "name": "asset name|item name|device name|display name|title of item|description of item|item|"
    "nombre|nom|bezeichnung|gerat|geratename|equipment|equipment name|device|friendly name",
    "kind": "category|type|device type|item type|asset type|types|equipment type|class|"
    "kind of item|categoria|tipo|categorie|type d appareil|"
    "kategorie|art|typ|gerateart|geratetyp|asset class",
    "make": "manufacturer|manufacturers|brand|maker|vendor name|fabricante|marca|fabricant|marque|"
    "hersteller|marke",
    "model": "model name|models|asset model|modelo|modele|modell|product|product name|model no|"
    "model number",
    "serial": "serial|serial no|serial num|serial numbers|s n|sn|service tag|serial number asset|"
    "numero de serie|no de serie|n de serie|n serie|seriennummer|serien nr|seriennr|ser no",
    "computer_name": "hostname|host name|computer|pc name|network name|dns name|netbios name|"
    "machine name|nombre del equipo|nom de l ordinateur|nom d hote|rechnername|computername",
    "room": "area|spot|where|place in branch|sala|salle|piece|raum|zimmer|room name|room number",
    "processor": "cpu|processor type|processor name|processors|cpu type|cpu model|"
    "components processor|procesador|processeur|prozessor",
    "memory_gb": "memory|ram|memory gb|ram gb|memory mb|ram mb|physical memory|total memory|"
    "installed ram|components memory|memoria|memoire|arbeitsspeicher|total physical memory",
    "disk_gb": "disk|disk size|storage|hard drive|hdd|ssd size|disk capacity|storage gb|drive size|"
    "hard drive size|hard disk|disk space|total disk space|disco|disque|festplatte|disk gb",
    "disk_kind": "disk type|drive type|storage type|type of disk",
    "edition": "os edition|windows edition|system edition",
    "system_version": "os version|windows version|operating system version|version|os build|"
    "operating system service pack",
    "tpm": "tpm 2 0|has tpm",
    "secure_boot": "secure boot|secureboot",
    "bought_on": "purchase date|bought|date bought|date purchased|purchased|purchased on|"
    "acquired|date acquired|acquisition date|in service date|install date|date of purchase|"
    "date of acquisition|fecha de compra|date d achat|kaufdatum|gekauft|gekauft am|anschaffung|"
    "anschaffungsdatum|received|date received|delivery date|startup date|purchased date",
    "price": "purchase cost|cost|purchase price|value|amount|unit price|unit cost|amount paid|"
    "precio|coste|costo|importe|prix|cout|preis|kosten|kaufpreis",
    "order_number": "order no|po|po number|po no|purchase order|purchase order number|invoice|"
    "invoice number|invoice no|numero de pedido|numero de commande|bestellnummer|rechnungsnummer",
    "supplier": "vendor|seller|bought from|purchased from|suppliers|dealer|proveedor|fournisseur|"
    "lieferant|handler",
    "funder": "funding|funding source|fund|funded by|budget|grant|source of funds|funder|donor",
    "keep_until": "keep till|retain until|retention date",
    "keep_why": "keep why|reason to keep|retention reason|grant condition",
    "warranty_until": "warranty expires|warranty expiration|warranty expiration date|warranty end|"
    "warranty end date|warranty expiry|warranty date|warranty exp|end of warranty|garantie bis|"
    "fin de garantie|fin de la garantie|fin de garantia|garantia hasta|warranty expiry date",
    "replace_on": "eol date|replacement date|replace by|end of life|end of life date|replace|"
    "planned replacement|asset eol date|replacement due|fecha de reemplazo",
    "support_until": "support ends|end of support|auto update expiration|aue date|aue",
    "battery_on": "battery date|battery replaced|battery installed|battery new",
    "license_until": "license expires|license expiration|licence expires|subscription ends",
    "seen_on": "last audit|last audit date|last checked|last inventory|last inventory date|"
    "last physical inventory|verified|date verified|checked on|last verified|inventory date",
    "notes": "note|comment|comments|remarks|remark|description|notas|observaciones|comentarios|"
    "remarques|commentaire|commentaires|notizen|bemerkung|bemerkungen|anmerkung|kommentar",
    "status": "state|asset status|condition status|status label|estado|etat|statut|zustand",
    "role": "use|used for|purpose|role of item",
    Special.PLACE: "location|locations|branch|library|site|building|branch name|branch location|"
    "library branch|ubicacion|sucursal|biblioteca|lieu|emplacement|site name|standort|"
    "zweigstelle|bibliothek|filiale|ort|location name|campus|default location|entity|entities",
    Special.WHOLE_SYSTEM: "operating system|os|operating system name|os name|windows|"
    "sistema operativo|systeme d exploitation|betriebssystem|platform|operating systems",
    Special.WARRANTY_MONTHS: "warranty|warranty months|warranty period|warranty in months|"
    "warranty length|warranty duration|garantia|garantie",
    Special.CURRENCY: "currency|waehrung|wahrung|moneda|devise",
}

_PEOPLE = (
    "checked out to|checkout to|username|user name|user|users|email|e mail|email address|full name|"
    "employee no|employee number|employee num|employee id|owner|assigned to|assigned user|assignee|"
    "last user|last logged on user|current user|primary user|manager|phone|telephone|mobile|"
    "contact|contact person|alternate username|alternate username number|technician in charge|"
    "technician|group in charge|checked out by|first name|last name|patron|borrower|used by|"
    "responsible|responsible person|department manager|job title|title|user address|user city|"
    "user state|user country|user zip|usuario|utilisateur|benutzer|nutzer|correo|courriel|"
    "audited by|created by|updated by|custodian|staff|staff member|department contact"
)
_BOOKKEEPING = (
    "id|image|images|url|qr code|requestable|checkouts|checkins|requests|checkout date|"
    "last checkout|last checkin|last checkin date|checkin date|expected checkin|"
    "expected checkin date|created at|updated at|created|updated|deleted|deleted at|age|diff|"
    "change|current value|book value|monthly depreciation|fully depreciated|depreciation|"
    "last update|last modified|last scan|last scanned|creation date|modified|checkout checkin|"
    "actions|checkbox|counter|requests counter|checkout counter|checkin counter|group tag"
)
_SECRET = re.compile(
    r"\b(?:pass ?words?|passwd|pwd?|pass ?phrases?|pass ?codes?|pins?|pin code|bit ?locker|"
    r"recovery keys?|product keys?|(?:licen[cs]e|activation|encryption|security|wi ?fi|wlan|wpa2?|"
    r"api|ssh|private|windows|office|network|software|admin|registration) keys?|secrets?|"
    r"credentials?|psk|pre shared key|kennw[oo]rt|passwort|contrasena|clave|mot de passe|"
    r"cle de (?:licence|produit)|snmp community|community string|token|otp|key)\b"
)
_SECRET_VALUE = re.compile(
    r"(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}|(?:\d{6}-){7}\d{6}", re.ASCII | re.IGNORECASE
)
_SIGNS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4_000)
def heading_key(heading: str) -> str:
    """Return the form in which headings are compared."""
    return _SIGNS.sub(" ", fold(heading)).strip()


PEOPLE = frozenset(map(heading_key, _PEOPLE.split("|")))
"""Headings of columns about people, which an equipment list needs none of."""

BOOKKEEPING = frozenset(map(heading_key, (WHY_REFUSED, *_BOOKKEEPING.split("|"))))
"""Headings of what another program has noted for itself."""


def _all_headings() -> dict[str, tuple[str, int]]:
    found = {
        key: (str(target), rank)
        for target, keys in _ALIASES.items()
        for rank, key in enumerate(keys.split("|"), 1)
    }
    own = {heading_key(heading): (name, 0) for name, heading in OWN_HEADINGS.items()}
    return {**found, **own, "branch": (str(Special.PLACE), 1)}


_TARGETS = _all_headings()


def target_of(heading: str) -> tuple[str, int] | None:
    """Return what a heading stands for, and how far it is from the best heading for that."""
    return _TARGETS.get(heading_key(heading))


def names_secret(heading: str) -> bool:
    """Say whether a column's heading tells that it holds a password, a PIN or a key."""
    return _SECRET.search(heading_key(heading)) is not None


def is_secret(value: str) -> bool:
    """Say whether a cell looks like a product key or a recovery key."""
    return _SECRET_VALUE.fullmatch(value.strip()) is not None


def is_target(name: str) -> bool:
    """Say whether a column can be read as this field or special one; own fields aside."""
    return name in FIELDS or name in set(Special)
