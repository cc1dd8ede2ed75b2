"""What facts about a computer look like in running text; `donation_free` looks for them.

Every pattern is for folded text: without case and accents. None repeats a part that can be empty,
so that each takes a time that grows with the text alone.
"""

import re
from typing import Any

from libdesk.domain.donation_words import NUMBER_WORDS
from libdesk.domain.donations import Condition, Data

_I = r"(?<![^\W_])"
_O = r"(?![^\W_])"
PROCESSOR = re.compile(
    _I + r"(?:1?[0-9](?:th|st|nd|rd) gen(?:eration)? )?(?:intel(?: ?\(r\)|®)? ?|amd ?)?(?:"
    r"(?:core(?: ?\(tm\)|™)? ?)?[il1][3579] ?-? ?[0-9o]{3,5}[a-z]{0,3}[0-9]?[a-z]?|"
    r"core ?2 ?(?:duo|quad|extreme|solo)?(?: ?cpu)? ?[a-z]{0,2}[0-9]{4}|core ?2 ?(?:duo|quad)|"
    r"(?:core )?ultra [3579x]{1,2} [0-9]{3}[a-z]{0,2}|core [3579] [0-9n]{3,4}[a-z]{0,2}|"
    r"(?:core )?m[357]?-[5-8]y[0-9]{2}[a-z]?|"
    r"(?:pentium|celeron|atom|xeon|athlon|phenom|sempron|turion|opteron|epyc)(?: ?\([rt]m?\))?"
    r"(?: (?:gold|silver|dual-core|quad|bronze|platinum|ii|64|x[2-6]|cpu|processor|[md4]|w|e))*"
    r"(?: ?-?[a-z]{0,2}-?[0-9]{2,5}[a-z]{0,2}(?: v[2-6])?)?|"
    r"(?:ryzen)(?: ?\(tm\))?(?: (?:threadripper|ai|embedded))?(?: ?[3579])?(?: pro| hx)?"
    r"(?: ?-?[0-9]{3,4}[a-z]{0,3}[0-9]?d?)?|"
    r"a(?:4|6|8|9|10|12)(?: pro)?-[0-9]{4}[a-z]?|e[12]-[0-9]{4}|fx ?-[0-9]{4}p?|"
    r"apple m[1-9](?: (?:pro|max|ultra))?|m[1-5](?: (?:pro|max|"
    r"ultra))?(?= ?(?:chip|cpu|puce|,|$|\x1f))|"
    r"snapdragon(?: [0-9x]{1,4}[a-z]{0,2})?(?: (?:elite|plus|gen [0-9]))*|"
    r"mediatek(?: [a-z]*[0-9]{3,5}[a-z]?)?|[nj][0-9]{4}|n(?:50|95|97|100|150|200|250|305)|"
    r"e[357]-[0-9]{4}[a-z]?(?: v[2-6])?|(?<=intel )i[3579]|core i[3579]|i[3579]"
    r")(?:,? ?1?[0-9](?:th|st|nd|rd) gen(?:eration)?)?" + _O
)
AFTER_PROCESSOR = re.compile(
    r"(?: ?(?:cpu|processor|procesador|processeur|chip|"
    r"puce))?(?: ?[(@~]{0,2} ?[0-9]{1,4}(?:[.,][0-9]{1,3})? ?[gm]hz\)?)?"
)
SERIAL = re.compile(
    _I + r"(?:serial(?: number| no\.?| n[o°º]\.?)?|s/?n|service tag|n(?:umero|[o°º])\.? ?de serie|"
    r"seriennummer) ?[:#=]? ?((?=[a-z-]*[0-9])[a-z0-9-]{5,30})" + _O
)
COUNTS = (
    re.compile(_I + r"([0-9]{1,5}) ?[x×] (?![0-9])"),
    re.compile(_I + r"[x×] ?([0-9]{1,5})(?! ?[x×0-9])" + _O + r"(?! ?(?:[gmt]i?[bo]|ghz))"),
    re.compile(
        _I
        + (
            r"(?:qty|quantity|count|cantidad|quantite|lot of|set of|lote de|"
            r"lot de) ?[:.=]? ?([0-9]{1,5})"
        )
        + _O
    ),
    re.compile(
        _I + r"([0-9]{1,5}) (?:units?|pieces?|pcs\.?|unidades|unites|alike|identical|of them|"
        r"of these|iguales|identiques|stuck)" + _O
    ),
    re.compile(
        _I + r"([0-9]{1,5}) (?=(?:identical |dell |hp |lenovo |old |used )?(?:laptops|computers|"
        r"desktops|chromebooks|monitors|ipads|tablets|macbooks|imacs|printers|projectors|"
        r"notebooks|scanners|portatiles|ordenadores|ordinateurs|portables|ecrans|"
        r"monitores|pantallas)" + _O + ")"
    ),
)
WRITTEN = re.compile(
    _I + rf"({'|'.join(NUMBER_WORDS)}) (?=[a-z0-9\" ”,.-]{{0,40}}?[a-z]{{3,}}s" + _O + ")"
)
NO_TPM = re.compile(
    _I + r"(?:(?:no|without|sin|sans|ohne) tpm|tpm(?: 2[.,]0)? ?[:=]? ?(?:no|none|"
    r"absent|off|disabled|missing)|"
    r"tpm ?[:=v]? ?1[.,][12])" + _O
)
TPM = re.compile(
    _I
    + (
        r"tpm(?: version)? ?[:=v]? ?(?:2(?:[.,]0)?|yes|si|oui|on|enabled|"
        r"present)(?:[:,]? (?:yes|on|enabled))?"
    )
    + _O
)
SECURE_BOOT = re.compile(
    _I + r"(?:secure ?boot|arranque seguro|demarrage securise)(?: state)? ?[:=]? ?"
    r"(on|enabled|yes|si|oui|active|activado|active|off|disabled|no|unsupported|desactivado)?" + _O
)
UNTIL = re.compile(
    _I + r"(?:aue(?: date)?|auto(?:matic)?[- ]?updates?(?: expir\w+| until)?|"
    r"updates? (?:until|till|to|end)|"
    r"supported (?:until|till)|support (?:until|ends)|actualizaciones hasta|"
    r"mises a jour jusqu.(?:en|au)|"
    r"end of updates) ?[:=]? ?((?:in )?[0-9a-z][0-9a-z /.-]{2,20})"
)
INCHES = re.compile(
    r"(?<![\w.,])([0-9]{1,3}(?:[.,][0-9]{1,2})?)(?: ?-?(?:\"|''|″|”)|"
    r" ?-?(?:inch(?:es)?|pulgadas?|pouces?|zoll|дюйм\w*)|in)(?![^\W_])"
)
RESOLUTION = re.compile(r"(?<![\w])[0-9]{3,4} ?[x×] ?[0-9]{3,4}(?:p|px)?" + _O)
WARRANTY = re.compile(
    _I + r"([0-9]{1,3}) ?-?(months?|meses|mois|years?|anos?|ans) (?:of |"
    r"de )?(?:warranty|garantia|garantie)(?: left)?|"
    r"(?:warranty|garantia|garantie):? ([0-9]{1,3}) (months?|meses|mois|years?|anos?|ans)" + _O
)
AGES = re.compile(
    _I + r"(?:hace |il y a |about |around )?[0-9]{1,2}(?:[.,][0-9]|"
    r" 1/2)? ?-?(?:years?|yrs?|anos?|ans?|jahre?)"
    r"(?: ?-?(?:old|ago|alt|de antiguedad|d.age))?|"
    r"[0-9]{1,3} (?:months?|meses|mois) old" + _O
)
DAYS = re.compile(
    _I + r"(?:(?:bought|purchased|made|built|manufactured|acquired|comprad[oa]|"
    r"achete|fabricado|fabrique|new|from|of|in|en|de|year|ano|annee|circa|c\.|"
    r"ca\.) ?:? ?){0,3}"
    r"([0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
    r"[0-9]{4}[-/][01]?[0-9](?![0-9-])|"
    r"[01]?[0-9]/[0-9]{4}|(?:[0-9]{1,2} )?[a-z]{3,10}\.?(?: de| of|,)? (?:19|20)[0-9]{2}|"
    r"(?:19[7-9]|20[0-4])[0-9])" + _O + r"(?! ?(?:x|×|px|p\b|mhz|ghz|mb|gb|model\b))"
)
WINDOWS = re.compile(
    _I + r"(?:microsoft )?(?:windows|win) ?(?:xp|vista|7|8(?:\.1)?|10|"
    r"11)(?: (?:home|pro(?:fessional)?|"
    r"enterprise|education|edu|ultimate|s|familia|famille|ltsc))?(?: (?:64|32) ?-?bit)?|"
    r"(?:mac ?os(?: x)?|"
    r"os x)(?: [a-z]{4,12})?(?: [0-9]{2}(?:\.[0-9]{1,2}){0,2})?|"
    r"chrome ?os(?: flex)?|"
    r"ubuntu(?: [0-9]{2}\.[0-9]{2})?|linux mint(?: [0-9.]{1,5})?|linux" + _O
)
CLOCK = re.compile(r"@? ?(?<![\w.,])[0-9]{1,5}(?:[.,][0-9]{1,3})? ?[gm]hz" + _O)
PRICE = re.compile(
    r"(?:[$€£] ?[0-9][0-9.,]{0,9}|[0-9][0-9.,]{0,9} ?(?:[$€£]|usd|eur|gbp|dollars|euros)" + _O + ")"
)
GRAPHICS = re.compile(
    _I + r"(?:(?:nvidia |amd |intel )?(?:geforce|radeon|quadro|iris|u?hd graphics|"
    r"vega)|nvidia|gtx|rtx|"
    r"graphics|gpu)(?: [^,;|\x1f]{0,40})?"
)
DIGITAL = re.compile(_I + r"(?:hdmi|display ?port|dvi(?:-[di])?|usb-c display)" + _O)
PORTS = re.compile(
    _I + r"(?:rj-?45|gigabit|ethernet|network port|lan|network(?:ed)?(?= (?:laser ?)?printer))" + _O
)
MEMORY_NEAR = re.compile(
    _I + r"(?:ram|memory|memoria(?: ram)?|memoire(?: vive)?|(?:lp)?ddr[1-5]?l?x?|"
    r"dimm|sdram|arbeitsspeicher|"
    r"озу|память|内存|メモリ)" + _O
)
DISK_NEAR = re.compile(
    _I + r"(?:ssd|hdd|sshd|nvme|m\.2|emmc|sata|storage|dis[ckq]\w{0,3}(?: (?:duro|"
    r"dur))?|(?:hard ?)?drives?|hd|"
    r"almacenamiento|stockage|festplatte|flash|capacity|rpm|ssds?|диск|硬盘|ストレージ|solid state)"
    + _O
)
LEADS = re.compile(rf"(?:{MEMORY_NEAR.pattern}|{DISK_NEAR.pattern}) ?:? ?\Z")
BARE_MEMORY = re.compile(
    _I
    + r"([1-9][0-9]?) ?ram"
    + _O
    + r"|"
    + _I
    + r"ram ?:? ?([1-9][0-9]?)"
    + _O
    + r"(?! ?[gmt]?i?[bo]|[.,][0-9])"
)
BARE_DISK = re.compile(
    _I + r"([3-9][0-9]|[1-9][0-9]{2}|[12][0-9]{3}) ?(ssd|sdd|hdd|nvme|emmc)" + _O
)
OTHER_NEAR = re.compile(
    _I + r"(?:vram|video|graphics|gpu|cache|usb stick|gddr[0-9]?x?|l[123]|mpx)" + _O
)
BARE_PAIR = re.compile(
    _I
    + r"([1-9][0-9]?) ?(?:gb)? ?/ ?(64|12[08]|180|2[45][06]|320|480|50[0]|512|1000|1024)(?: ?gb)?"
    + _O
)
STATES: tuple[tuple[re.Pattern[str], str, Any], ...] = (
    (re.compile(_I + r"(?:not working|does ?n.t (?:work|boot|start|turn on)|broken|dead|for parts|"
                r"no funciona|ne (?:marche|fonctionne) pas|defekt|faulty)" + _O), "works", False),
    (re.compile(_I + r"(?:fully )?(?:working|works)(?: (?:fine|well|great|perfectly|condition))?|"
                r"funciona(?: bien)?|fonctionne(?: bien)?" + _O), "works", True),
    (re.compile(_I + (
        r"(?:(?:disk |drive |data )?(?:wiped|erased)|borrado|formateado|efface|"
        r"formate)"
    ) + _O),
     "data", Data.WIPED),
    (re.compile(_I + r"(?:smoke smell|smell\w*(?: of smoke)?|smells)" + _O),
     "condition", Condition.SMELLS),
    (re.compile(_I + r"(?:scratch\w*|scuff\w*|aranazos|rayures|worn)" + _O),
     "condition", Condition.WORN),
    (re.compile(_I + r"(?:swollen battery|swollen|water damage|liquid damage|cracked screen|"
                r"bateria hinchada|batterie gonflee)" + _O), "is_damaged", True),
    (re.compile(_I + r"(?:bios password|icloud locked|activation locked?|mdm locked?|locked)" + _O),
     "is_locked", True),
)  # fmt: skip
WITHOUT = re.compile(
    _I + r"(?:no|without|missing|sin|sans|ohne|falta) ((?:(?:power|charger|"
    r"adapt\w+|keyboard|mouse|monitor|screen|"
    r"supply|cord|cable|lead|cargador|teclado|raton|pantalla|chargeur|clavier|souris|ecran|"
    r"netzteil|tastatur|maus|or|and|y|o|et|ni|ou|,) ?){1,8})"
)
WITH = re.compile(
    _I + r"(?:with|incl(?:uding|udes|\.)?|con|avec|mit|"
    r"\+) (?:[a-z]{1,9} )?(?:power|charger|keyboard|mouse|monitor|"
    r"cargador|teclado|raton|chargeur|clavier|souris)[^,;|\x1f]{0,40}"
)
NOISE = re.compile(
    _I + r"(?:and|with|the|an?|of|for|in|on|from|our|is|it|has|y|con|de|del|et|"
    r"avec|un|une|la|le|el|los|les|"
    r"und|mit|pc|pcs|computers?|cpu|processor|procesador|processeur|core|"
    r"cores|chip|puce|quad-?core|"
    r"dual-?core|intel|amd|64-?bits?|x64|wi-?fi|bluetooth|webcam|dvd(?:-?rw)?|"
    r"usb(?: ?[23](?:\.[0-9])?)?|"
    r"used|refurbished|reacondicionado|reconditionne|good|condition|office|year|ano|annee|touch|"
    r"touchscreen|full hd|fhd|ips|led|lcd|retina|wide|gen|ram|memory|memoria|"
    r"memoire|vive|ssd|hdd|disk|"
    r"disco|disque|dur|duro|screen|pantalla|ecran|flat|network|printers?|"
    r"impresora|imprimante|nvme|m[.]2|sata|ddr[1-5]|озу|память|диск|early|mid|"
    r"late|old|about|around|each|hdmi|vga|tpm|secure boot|identical|alike|"
    r"same|all|slim|drive|storage|hard)" + _O
)
INTEL = re.compile(_I + r"intel" + _O)
BREAK = re.compile(r"[,;|\x1f\t•·()\[\]]| / | - | – ")
BRANDS = re.compile(r"chromebook$|chromebox$|stylus|photosmart|deskpro|opti plex|galaxy tab")
