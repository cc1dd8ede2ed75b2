"""What a heading of a donor's list, or a name in a pasted text, stands for: a fact of a machine.

They are compared without case, accents and signs, and are English, Spanish and French, with the
commonest of German; the names of a machine's facts themselves are known too.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from libdesk.domain.donation_documents import MACHINE_PARTS
from libdesk.domain.item_headings import heading_key
from libdesk.domain.processor_names import close_words


class Special(StrEnum):
    """What a heading can stand for beside a machine's facts."""

    LEFT_OUT = ""
    WHOLE = "everything"
    """A cell in which all is said, such as "HP ProDesk 400 G7, i5-10500, 16GB, 256GB SSD"."""
    SYSTEM = "system"
    """Kept in the notes."""
    GRAPHICS = "graphics"
    AGE = "age"
    BIOS_MODE = "bios mode"
    DISPLAY = "display"
    """A resolution, or a screen's inches."""


_OWN_WORDS: Mapping[str, str] = {
    "kind": "type|device type|item type|category|kind of machine|kind of device|device|chassis|"
    "chassis type|form factor|platform role|equipment|tipo|categoria|type d appareil|categorie|"
    "art|typ|machine type|class|product type|tipo de equipo|genre",
    "count": "quantity|qty|number|how many|pieces|pcs|units|no of units|number of units|alike|"
    "cantidad|unidades|numero|quantite|nombre|nb|anzahl|stuck|menge",
    "make": "manufacturer|brand|maker|vendor|system manufacturer|system vendor|marca|fabricante|"
    "fabricant|marque|constructeur|hersteller|marke|fabricante del sistema|"
    "fabricant du systeme|fabricant systeme|oem",
    "model": "model name|system model|product name|modelo|modele|modell|model number|model no|"
    "product|computer model|modelo del sistema|modele du systeme|modele systeme|system version|"
    "model identifier|make and model|make model|brand and model|marca y modelo|marque et modele|"
    "hardware model|modelname",
    "serial": "serial number|serial no|serial num|s n|sn|service tag|system serial number|"
    "numero de serie|no de serie|n de serie|n serie|seriennummer|serial number system|"
    "chassis serial number|sn service tag|asset serial|dell service tag",
    "made_on": "year|date|year made|made|made in|year of manufacture|manufactured|"
    "manufacture date|date of manufacture|build date|bought|bought on|bought in|purchased|"
    "purchase date|purchase year|date purchased|year bought|year purchased|year of purchase|"
    "date of purchase|acquired|model year|ano|ano de fabricacion|ano de compra|fecha|"
    "fecha de compra|fecha de fabricacion|annee|annee d achat|annee de fabrication|date d achat|"
    "jahr|baujahr|kaufdatum|made on|release year|introduced|vintage",
    "processor": "cpu|processor name|processor s|processor type|cpu type|cpu model|processors|chip|"
    "procesador|procesadores|processeur|processeurs|prozessor|puce|cpu name|processor model|"
    "процессор|处理器|プロセッサ|cpu processor|processor cpu",
    "memory_gb": "memory|ram|installed ram|installed memory|installed physical memory ram|"
    "total physical memory|physical memory|memory gb|ram gb|memory ram|total memory|system memory|"
    "memory size|size of memory|mem|memtotal|memoria|memoria ram|ram instalada|"
    "memoria instalada|memoria instalada ram|memoria fisica instalada ram|"
    "cantidad total de memoria fisica|memoria fisica total|memoire|memoire ram|ram installee|"
    "memoire installee|memoire vive|memoire installee ram|memoire physique ram installee|"
    "memoire physique totale|memoire physique installee|arbeitsspeicher|installierter ram|"
    "installed ram memory|ram installed|maxmemory|память|оперативная память|озу|内存|メモリ",
    "disk_gb": "disk|disk size|storage|hard drive|hard disk|hdd|ssd|hdd ssd|ssd hdd|drive|"
    "disk gb|storage gb|hard drive size|hard disk size|disk capacity|drive size|total space|"
    "size of disk|capacity|storage capacity|disk space|disco|disco duro|almacenamiento|"
    "unidad de disco|disque|disque dur|stockage|festplatte|speicher|local storage|flash storage|"
    "capacidad|capacite|диск|硬盘|ストレージ",
    "disk_kind": "disk type|drive type|storage type|kind of disk|disk kind|tipo de disco|"
    "type de disque|media type|rotational",
    "tpm": "tpm 2 0|tpm version|has tpm|trusted platform module|tpm2|tpm status|security chip|"
    "version de tpm|version du tpm",
    "secure_boot": "secure boot state|secure boot|estado de arranque seguro|arranque seguro|"
    "etat du demarrage securise|demarrage securise|sicherer start",
    "support_until": "aue|aue date|auto update expiration|auto update expiration date|"
    "automatic updates until|automatic update expiration|end of updates|updates until|"
    "update until|supported until|support until|end of support|support ends|updates end|"
    "auto update until|caducidad de las actualizaciones|actualizaciones hasta|"
    "mises a jour jusqu en|fin des mises a jour|expiration des mises a jour|eol",
    "is_managed": "management license|managed|license for management|chrome education upgrade",
    "is_owned": "owned|own|owner|donor owns it|is yours",
    "on_lease": "lease|leased|under lease|on a lease|financed|leasing",
    "is_locked": "locked|lock|activation lock|mdm|bios password|icloud lock|find my",
    "is_recalled": "recall|recalled",
    "is_damaged": "damage|damaged|danado|endommage",
    "has_strings": "strings|conditions|strings attached|condiciones",
    "works": "working|works|functional|functioning|funciona|fonctionne|fonctionnel|"
    "working condition|tested|boots|powers on",
    "data": "data|wiped|data wiped|disk wiped|erased|datos|donnees|borrado|efface",
    "condition": "condition|grade|cosmetic condition|state|estado|etat|zustand",
    "is_standard": "standard|standard model",
    "missing": "missing|missing parts|what is missing|faltan|falta|manquant|il manque|fehlt",
    "license": "license|licence|windows license|os license|licencia|lizenz",
    "use": "use|wanted for|purpose|uso|usage",
    "place": "place|where to|destination",
    "has_points": "points|power and network",
    "warranty_months": "warranty|"
    "warranty months|months of warranty|warranty left|garantia|garantie",
    "port": "port|ports|connection|connectivity|interface|conexion|connexion",
    "has_toner": "toner|toner sold",
    "has_driver": "driver|drivers",
    "inches": "screen size|screen|screen inches|inches|display size|diagonal|monitor size|size|"
    "pulgadas|pantalla|tamano de pantalla|pouces|ecran|taille de l ecran|taille ecran|zoll|"
    "bildschirm|screen size inches",
    "has_digital_input": "digital input|inputs|input|hdmi|entradas|entrees|video inputs",
    "notes": "note|comment|comments|remarks|remark|notas|observaciones|comentarios|remarques|"
    "commentaire|commentaires|notizen|bemerkung|other|accessories|accessoires|accesorios",
    Special.WHOLE: "description|specs|spec|specification|specifications|configuration|config|"
    "item|details|machine|computer|offer|what|especificaciones|descripcion|caracteristicas|"
    "caracteristiques|designation|article|articulo|equipo|beschreibung|offered|item description|"
    "product description|laptop|desktop|pc",
    Special.SYSTEM: "operating system|os|os name|windows|edition|windows edition|"
    "os version|windows version|sistema operativo|systeme d exploitation|betriebssystem|"
    "nombre del sistema operativo|nom du systeme d exploitation|macos|edicion|version de windows|"
    "distro|windows specifications|os edition|installed os",
    Special.AGE: "age|age years|age in years|years old|edad|antiguedad|anciennete|alter",
    Special.BIOS_MODE: "bios mode|modo de bios|modo del bios|mode bios|firmware type|boot mode",
    Special.DISPLAY: "display|resolution|displays|monitor",
    Special.GRAPHICS: "graphics|graphics card|gpu|video card|installed gpu|grafica|graphiques|"
    "video|chipset model|card name|tarjeta grafica|carte graphique",
}

_NOT_ASKED = (
    "device name|device id|product id|system type|pen and touch|os build|installed on|experience|"
    "version|computer name|hostname|host name|full device name|item|value|system name|"
    "nombre del dispositivo|identificador de dispositivo|id del producto|tipo de sistema|"
    "lapiz y entrada tactil|nom de l appareil|id de periphérique|id de produit|type du systeme|"
    "type de systeme|stylet et fonction tactile|geratename|gerate id|produkt id|systemtyp|"
    "systemname|user name|registered owner|registered organization|startup disk|"
    "disque de demarrage|"
    "disco de arranque|macos|available physical memory|virtual memory|page file|hotfix s|"
    "network card s|windows directory|boot device|system directory|domain|logon server|"
    "time zone|system boot time|original install date|bios version|bios version date|bios|"
    "id|asset tag|label|tag|price|value usd|row|line|n|nr|no|#|location|user|department|offer id|"
    "report date|collected on|made by|pantalla tactil|architecture|kernel|uptime|desktop"
)
"""What such texts tell that no policy asks for; it is understood, and left out."""


def _targets() -> Mapping[str, str]:
    found = {heading_key(name): name for name in MACHINE_PARTS}
    for target, words in _OWN_WORDS.items():
        for word in words.split("|"):
            found[heading_key(word) or word] = str(target)
    return MappingProxyType(found)


def heading_words(heading: str) -> str:
    """Return the form in which headings are compared; of other alphabets the letters stay."""
    return heading_key(heading) or heading.strip().casefold()


TARGETS = _targets()
NOT_ASKED = frozenset(map(heading_words, _NOT_ASKED.split("|"))) - TARGETS.keys()

_LEAST_MENDED, _MOST_MENDED = 6, 30
_MENDED = frozenset(one for one in TARGETS if len(one) >= _LEAST_MENDED)


@lru_cache(maxsize=2_000)
def fact_of(heading: str) -> str | None:
    """Return which fact a heading stands for; LEFT_OUT for what nobody asks, None for unknown.

    Of a long one a typing fault is mended: "Procesor".
    """
    key = heading_words(heading)
    if key in TARGETS or key in NOT_ASKED:
        return TARGETS.get(key, Special.LEFT_OUT)
    if not _LEAST_MENDED <= len(key) <= _MOST_MENDED:
        return None
    close = {TARGETS[one] for one in close_words(key, _MENDED)}
    return close.pop() if len(close) == 1 else None
