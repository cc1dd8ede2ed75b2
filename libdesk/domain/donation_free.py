"""Running text about a computer: each fact is looked for, and taken out of what is left.

What is left over is the maker's name and the model, and what nobody could place.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from libdesk.domain.donation_cells import Draft, pieces_in
from libdesk.domain.donation_slips import year_slip
from libdesk.domain.donation_values import (
    NO_DISK,
    Size,
    age_of,
    disk_kind_of,
    made_of,
    sizes_in,
    until_of,
)
from libdesk.domain.donation_words import MAKES, NUMBER_WORDS, SERIES, kinds_in
from libdesk.domain.donations import MOST_ALIKE, Condition, Data, Kind, Port
from libdesk.domain.processor_names import close_words
from libdesk.domain.records import DiskKind
from libdesk.domain.text import fold

_TAKEN = "\x1f"
"""Stands where something was taken out; no text that was cleaned has it."""

_I = r"(?<![^\W_])"
_O = r"(?![^\W_])"
_PROCESSOR = re.compile(
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
_AFTER_PROCESSOR = re.compile(
    (
        r"(?: ?(?:cpu|processor|procesador|processeur|chip|"
        r"puce))?(?: ?[(@~]{0,2} ?[0-9]{1,4}(?:[.,][0-9]{1,3})? ?[gm]hz\)?)?"
    )
)
_SERIAL = re.compile(
    _I + r"(?:serial(?: number| no\.?| n[o°º]\.?)?|s/?n|service tag|n(?:umero|[o°º])\.? ?de serie|"
    r"seriennummer) ?[:#=]? ?((?=[a-z-]*[0-9])[a-z0-9-]{5,30})" + _O
)
_COUNTS = (
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
_WRITTEN = re.compile(
    _I + rf"({'|'.join(NUMBER_WORDS)}) (?=[a-z0-9\" ”,.-]{{0,40}}?[a-z]{{3,}}s" + _O + ")"
)
_NO_TPM = re.compile(
    _I + r"(?:(?:no|without|sin|sans|ohne) tpm|tpm(?: 2[.,]0)? ?[:=]? ?(?:no|none|"
    r"absent|off|disabled|missing)|"
    r"tpm ?[:=v]? ?1[.,][12])" + _O
)
_TPM = re.compile(
    _I
    + (
        r"tpm(?: version)? ?[:=v]? ?(?:2(?:[.,]0)?|yes|si|oui|on|enabled|"
        r"present)(?:[:,]? (?:yes|on|enabled))?"
    )
    + _O
)
_SECURE_BOOT = re.compile(
    _I + r"(?:secure ?boot|arranque seguro|demarrage securise)(?: state)? ?[:=]? ?"
    r"(on|enabled|yes|si|oui|active|activado|active|off|disabled|no|unsupported|desactivado)?" + _O
)
_UNTIL = re.compile(
    _I + r"(?:aue(?: date)?|auto(?:matic)?[- ]?updates?(?: expir\w+| until)?|"
    r"updates? (?:until|till|to|end)|"
    r"supported (?:until|till)|support (?:until|ends)|actualizaciones hasta|"
    r"mises a jour jusqu.(?:en|au)|"
    r"end of updates) ?[:=]? ?((?:in )?[0-9a-z][0-9a-z /.-]{2,20})"
)
_INCHES = re.compile(
    (
        r"(?<![\w.,])([0-9]{1,3}(?:[.,][0-9]{1,2})?)(?: ?-?(?:\"|''|″|”)|"
        r" ?-?(?:inch(?:es)?|pulgadas?|pouces?|zoll|дюйм\w*)|in)"
    )
    + r"(?![^\W_])"
)
_RESOLUTION = re.compile(r"(?<![\w])[0-9]{3,4} ?[x×] ?[0-9]{3,4}(?:p|px)?" + _O)
_WARRANTY = re.compile(
    _I + r"([0-9]{1,3}) ?-?(months?|meses|mois|years?|anos?|ans) (?:of |"
    r"de )?(?:warranty|garantia|garantie)(?: left)?|"
    r"(?:warranty|garantia|garantie):? ([0-9]{1,3}) (months?|meses|mois|years?|anos?|ans)" + _O
)
_AGES = re.compile(
    _I + r"(?:hace |il y a |about |around )?[0-9]{1,2}(?:[.,][0-9]|"
    r" 1/2)? ?-?(?:years?|yrs?|anos?|ans?|jahre?)"
    r"(?: ?-?(?:old|ago|alt|de antiguedad|d.age))?|"
    r"[0-9]{1,3} (?:months?|meses|mois) old" + _O
)
_DAYS = re.compile(
    _I + r"(?:(?:bought|purchased|made|built|manufactured|acquired|comprad[oa]|"
    r"achete|fabricado|fabrique|new|from|of|in|en|de|year|ano|annee|circa|c\.|"
    r"ca\.) ?:? ?){0,3}"
    r"([0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
    r"[0-9]{4}[-/][01]?[0-9](?![0-9-])|"
    r"[01]?[0-9]/[0-9]{4}|(?:[0-9]{1,2} )?[a-z]{3,10}\.?(?: de| of|,)? (?:19|20)[0-9]{2}|"
    r"(?:19[7-9]|20[0-4])[0-9])" + _O + r"(?! ?(?:x|×|px|p\b|mhz|ghz|mb|gb|model\b))"
)
_WINDOWS = re.compile(
    _I + r"(?:microsoft )?(?:windows|win) ?(?:xp|vista|7|8(?:\.1)?|10|"
    r"11)(?: (?:home|pro(?:fessional)?|"
    r"enterprise|education|edu|ultimate|s|familia|famille|ltsc))?(?: (?:64|32) ?-?bit)?|"
    r"(?:mac ?os(?: x)?|"
    r"os x)(?: [a-z]{4,12})?(?: [0-9]{2}(?:\.[0-9]{1,2}){0,2})?|"
    r"chrome ?os(?: flex)?|"
    r"ubuntu(?: [0-9]{2}\.[0-9]{2})?|linux mint(?: [0-9.]{1,5})?|linux" + _O
)
_CLOCK = re.compile(r"@? ?(?<![\w.,])[0-9]{1,5}(?:[.,][0-9]{1,3})? ?[gm]hz" + _O)
_PRICE = re.compile(
    r"(?:[$€£] ?[0-9][0-9.,]{0,9}|[0-9][0-9.,]{0,9} ?(?:[$€£]|usd|eur|gbp|dollars|euros)" + _O + ")"
)
_GRAPHICS = re.compile(
    _I + r"(?:(?:nvidia |amd |intel )?(?:geforce|radeon|quadro|iris|u?hd graphics|"
    r"vega)|nvidia|gtx|rtx|"
    r"graphics|gpu)(?: [^,;|\x1f]{0,40})?"
)
_DIGITAL = re.compile(_I + r"(?:hdmi|display ?port|dvi(?:-[di])?|usb-c display)" + _O)
_PORTS = re.compile(
    _I + r"(?:rj-?45|gigabit|ethernet|network port|lan|network(?:ed)?(?= (?:laser ?)?printer))" + _O
)
_MEMORY_NEAR = re.compile(
    _I + r"(?:ram|memory|memoria(?: ram)?|memoire(?: vive)?|(?:lp)?ddr[1-5]?l?x?|"
    r"dimm|sdram|arbeitsspeicher|"
    r"озу|память|内存|メモリ)" + _O
)
_DISK_NEAR = re.compile(
    _I + r"(?:ssd|hdd|sshd|nvme|m\.2|emmc|sata|storage|dis[ckq]\w{0,3}(?: (?:duro|"
    r"dur))?|(?:hard ?)?drives?|hd|"
    r"almacenamiento|stockage|festplatte|flash|capacity|rpm|ssds?|диск|硬盘|ストレージ|solid state)"
    + _O
)
_LEADS = re.compile(rf"(?:{_MEMORY_NEAR.pattern}|{_DISK_NEAR.pattern}) ?:? ?\Z")
_BARE_MEMORY = re.compile(
    _I
    + r"([1-9][0-9]?) ?ram"
    + _O
    + r"|"
    + _I
    + r"ram ?:? ?([1-9][0-9]?)"
    + _O
    + r"(?! ?[gmt]?i?[bo]|[.,][0-9])"
)
_BARE_DISK = re.compile(
    _I + r"([3-9][0-9]|[1-9][0-9]{2}|[12][0-9]{3}) ?(ssd|sdd|hdd|nvme|emmc)" + _O
)
_OTHER_NEAR = re.compile(
    _I + r"(?:vram|video|graphics|gpu|cache|usb stick|gddr[0-9]?x?|l[123]|mpx)" + _O
)
_BARE_PAIR = re.compile(
    _I
    + r"([1-9][0-9]?) ?(?:gb)? ?/ ?(64|12[08]|180|2[45][06]|320|480|50[0]|512|1000|1024)(?: ?gb)?"
    + _O
)
_STATES: tuple[tuple[re.Pattern[str], str, Any], ...] = (
    (re.compile(_I + r"(?:not working|does ?n.t (?:work|boot|start|turn on)|broken|dead|for parts|"
                r"no funciona|ne (?:marche|fonctionne) pas|defekt|faulty)" + _O), "works", False),
    (re.compile(_I + r"(?:fully )?(?:working|works)(?: (?:fine|well|great|perfectly|condition))?|"
                r"funciona(?: bien)?|fonctionne(?: bien)?" + _O), "works", True),
    (re.compile(_I + (
        r"(?:(?:disk |drive |data )?(?:wiped|erased)|borrado|formateado|efface|"
        r"formate)"
    ) + _O),
     "data", Data.WIPED),
    (re.compile(_I + r"(?:smoke smell|smell\w*(?: of smoke)?|smells)" + _O), "condition", Condition.SMELLS),
    (re.compile(_I + r"(?:scratch\w*|scuff\w*|aranazos|rayures|worn)" + _O), "condition", Condition.WORN),
    (re.compile(_I + r"(?:swollen battery|swollen|water damage|liquid damage|cracked screen|"
                r"bateria hinchada|batterie gonflee)" + _O), "is_damaged", True),
    (re.compile(_I + r"(?:bios password|icloud locked|activation locked?|mdm locked?|locked)" + _O),
     "is_locked", True),
)  # fmt: skip
_WITHOUT = re.compile(
    _I + r"(?:no|without|missing|sin|sans|ohne|falta) ((?:(?:power|charger|"
    r"adapt\w+|keyboard|mouse|monitor|screen|"
    r"supply|cord|cable|lead|cargador|teclado|raton|pantalla|chargeur|clavier|souris|ecran|"
    r"netzteil|tastatur|maus|or|and|y|o|et|ni|ou|,) ?){1,8})"
)
_WITH = re.compile(
    _I + r"(?:with|incl(?:uding|udes|\.)?|con|avec|mit|"
    r"\+) (?:[a-z]{1,9} )?(?:power|charger|keyboard|mouse|monitor|"
    r"cargador|teclado|raton|chargeur|clavier|souris)[^,;|\x1f]{0,40}"
)
_NOISE = re.compile(
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
_INTEL = re.compile(_I + r"intel" + _O)
_BREAK = re.compile(r"[,;|\x1f\t•·()\[\]]| / | - | – ")
_BRANDS = re.compile(r"chromebook$|chromebox$|stylus|photosmart|deskpro|opti plex|galaxy tab")
_MODEL_WORDS = 8
_LEAST_MENDED = 5
_MENDED = frozenset(one for one in MAKES if len(one) >= _LEAST_MENDED and " " not in one)


def read_free(draft: Draft, line: str) -> list[str]:
    """Read a line of running text into a draft; returns the pieces that were not understood."""
    text = " ".join(line.split())
    left = _Left(text)
    for step in _STEPS:
        step(draft, left)
    return list(_rest(draft, left))


class _Left:
    """What is left of a line, as it stands and folded, sign by sign alike."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = text.lower() if text.isascii() else "".join(map(_folded, text))

    def take(self, start: int, end: int) -> str:
        """Take a piece out, and return it as it stood."""
        piece = self.text[start:end]
        gap = _TAKEN * (end - start)
        self.text = self.text[:start] + gap + self.text[end:]
        self.flat = self.flat[:start] + gap + self.flat[end:]
        return piece

    def taken(self, shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield each place that a pattern has, once it was taken out."""
        for found in list(shape.finditer(self.flat)):
            self.take(found.start(), found.end())
            yield found


def _folded(sign: str) -> str:
    """Return a sign without case and accent, of the same length."""
    return (fold(sign) or " ")[0]


def _serial(draft: Draft, left: _Left) -> None:
    if found := _SERIAL.search(left.flat):
        draft.take("serial", left.text[found.start(1) : found.end(1)])
        left.take(found.start(), found.end())


def _counts(draft: Draft, left: _Left) -> None:
    for shape in _COUNTS:
        found = shape.search(left.flat)
        if found and 1 <= int(found[1]) <= MOST_ALIKE:
            left.take(found.start(), found.end())
            draft.put("count", int(found[1]))
            return
    if found := _WRITTEN.match(left.flat):
        left.take(found.start(), found.end())
        draft.put("count", NUMBER_WORDS[found[1]])


def _states(draft: Draft, left: _Left) -> None:
    for found in left.taken(_WITHOUT):
        draft.put("missing", pieces_in(found[1]))
    for shape, name, value in _STATES:
        for _ in left.taken(shape):
            draft.put(name, value)
    for _ in left.taken(NO_DISK):
        draft.put("disk_kind", DiskKind.NO_STORAGE)
    for _ in left.taken(_WITH):
        pass


def _security(draft: Draft, left: _Left) -> None:
    for _ in left.taken(_NO_TPM):
        draft.put("tpm", value=False)
    for _ in left.taken(_TPM):
        draft.put("tpm", value=True)
    for found in left.taken(_SECURE_BOOT):
        if found[1]:
            is_off = found[1] in {"off", "disabled", "no", "unsupported", "desactivado"}
            draft.put("secure_boot", not is_off)


def _support(draft: Draft, left: _Left) -> None:
    found = _UNTIL.search(left.flat)
    if found is None:
        return
    words = found[1].split(" ")
    for length in range(min(len(words), 4), 0, -1):
        told = " ".join(words[:length])
        if day := until_of(told.strip(" .,-"), draft.today):
            draft.put("support_until", day)
            left.take(found.start(), found.start(1) + len(told))
            return


def _processor(draft: Draft, left: _Left) -> None:
    best = None
    for found in _PROCESSOR.finditer(left.flat):
        # A family alone is told more exactly by a number behind it.
        if best is None or (len(found[0]) > len(best[0]) and not _has_digits(best[0])):
            best = found
    if best is not None:
        after = _AFTER_PROCESSOR.match(left.flat, best.end())
        end = after.end() if after else best.end()
        draft.put("processor", left.take(best.start(), end).strip(" ,@("))


def _has_digits(text: str) -> bool:
    return re.search(r"[0-9]{3}", text) is not None


def _sizes(draft: Draft, left: _Left) -> None:
    if (pair := _BARE_PAIR.search(left.flat)) is not None:
        draft.put("memory_gb", int(pair[1]))
        draft.put("disk_gb", int(pair[2]))
        draft.put("disk_kind", disk_kind_of(left.flat[pair.end() : pair.end() + 12]))
        left.take(pair.start(), pair.end())
    for found in left.taken(_BARE_MEMORY):
        draft.put("memory_gb", int(found[1] or found[2]))
    for found in left.taken(_BARE_DISK):
        draft.put("disk_gb", int(found[1]))
        draft.put("disk_kind", disk_kind_of(found[2]))
    sizes = list(sizes_in(left.flat))
    unplaced, is_used = [], False
    for place, size in enumerate(sizes):
        before = left.flat[sizes[place - 1].end if place else 0 : size.start]
        after = left.flat[size.end : sizes[place + 1].start if place + 1 < len(sizes) else None]
        # A word stands behind its size or before it, and belongs to one size alone.
        ahead, behind = ("" if is_used else _what(_ahead(before))), _what(_behind(after))
        leads = bool(ahead) and _LEADS.search(before) is not None
        what = ahead if leads else behind or ahead
        is_used = bool(behind) and not leads
        if what == "memory":
            draft.put("memory_gb", size.memory_gb)
        elif what == "disk":
            # A word behind it may belong to the next size already: "HDD 1 TB, SSD 256 GB".
            is_next = place + 1 < len(sizes) and _LEADS.search(after) is not None
            words = _ahead(before) if leads or not behind else ""
            _put_disk(draft, size, words if leads and is_next else f"{words} {_behind(after)}")
        elif not what:
            unplaced.append(size)
    for size in unplaced:
        _place(draft, size)
    for size in sizes:
        left.take(size.start, size.end)
    if "disk_kind" not in draft.values:
        kind = disk_kind_of(left.flat)
        if kind is not DiskKind.UNKNOWN and "disk_gb" in draft.values:
            draft.put("disk_kind", kind)


def _put_disk(draft: Draft, size: Size, near: str) -> None:
    kind = disk_kind_of(near)
    known = draft.values.get("disk_kind", DiskKind.UNKNOWN)
    if kind is DiskKind.SSD and known is DiskKind.HARD_DISK:
        # It starts from the SSD, whatever else is in it.
        draft.values["disk_gb"] = size.disk_gb
        draft.values["disk_kind"] = kind
    elif "disk_gb" not in draft.values:
        draft.put("disk_gb", size.disk_gb)
        if kind is not DiskKind.UNKNOWN:
            draft.put("disk_kind", kind)


def _behind(text: str) -> str:
    return re.split(r"[,;|\x1f/+]", text, maxsplit=1)[0][:40]


def _ahead(text: str) -> str:
    return re.split(r"[,;|\x1f/+]", text)[-1][-40:]


def _what(near: str) -> str:
    """Return what a size is of, by the words beside it: those that stand closest."""
    found = [
        (match.start(), what)
        for shape, what in ((_MEMORY_NEAR, "memory"), (_DISK_NEAR, "disk"), (_OTHER_NEAR, "other"))
        if (match := shape.search(near))
    ]
    return min(found)[1] if found else ""


def _place(draft: Draft, size: Size) -> None:
    """Place a size that nothing beside it explains: memory is small, disks are large."""
    is_small = size.gigabytes <= 48
    if is_small and "memory_gb" not in draft.values:
        draft.put("memory_gb", size.memory_gb)
    elif not is_small and "disk_gb" not in draft.values:
        draft.put("disk_gb", size.disk_gb)
    else:
        draft.note(f"{size.gigabytes:g} GB")


def _screen(draft: Draft, left: _Left) -> None:
    for _ in left.taken(_RESOLUTION):
        pass
    for found in left.taken(_INCHES):
        draft.put("inches", float(found[1].replace(",", ".")))
    for _ in left.taken(_DIGITAL):
        draft.put("has_digital_input", value=True)


def _system(draft: Draft, left: _Left) -> None:
    for found in list(_WINDOWS.finditer(left.flat)):
        draft.note(left.take(found.start(), found.end()))
    is_printer = "print" in left.flat or "laser" in left.flat
    for _ in left.taken(_PORTS):
        if is_printer:
            draft.put("port", Port.NETWORK)
    for shape in (_GRAPHICS, _CLOCK, _PRICE):
        for _ in left.taken(shape):
            pass


def _made(draft: Draft, left: _Left) -> None:
    for found in left.taken(_WARRANTY):
        number, unit = found[1] or found[3], found[2] or found[4]
        draft.put("warranty_months", int(number) * (12 if unit[0] in "ya" else 1))
    for found in list(_DAYS.finditer(left.flat)):
        day, start = made_of(found[1], draft.today), found.start()
        if day is None:  # the word before the year is no month: "tower 2013"
            year = found[1][-4:]
            day, start = made_of(year, draft.today), found.end(1) - 4
        if day is not None:
            left.take(start, found.end())
            if slip := year_slip(day.year, draft.today):
                draft.faults.append(slip)
            else:
                draft.put("made_on", day)
    if (age := _AGES.search(left.flat)) is not None:
        words = re.sub(r"^(?:hace|il y a|about|around) ", "", age[0])
        if day := age_of(words, draft.today):
            left.take(age.start(), age.end())
            draft.put("made_on", day)


_STEPS: tuple[Callable[[Draft, _Left], None], ...] = (
    _serial, _support, _security, _processor, _sizes, _counts, _screen, _made, _states, _system,
)  # fmt: skip


def _rest(draft: Draft, left: _Left) -> Iterator[str]:
    """Take kind, maker and model out of what is left; yield what is nothing of these."""
    is_computer = draft.values.keys() & {"processor", "memory_gb", "disk_gb"}
    for kind, start, end in kinds_in(left.flat):
        if kind is Kind.MONITOR and is_computer:
            continue
        draft.put("kind", kind)
        if kind is Kind.MAC and _INTEL.search(left.flat):
            draft.put("processor", "Intel")
        if not _is_series(left.flat[start:end]):
            left.take(start, end)
        break
    for piece in _BREAK.split(left.text):
        words = piece.split()
        if not words or not _model(draft, words):
            rest = " ".join(words).strip(" .:-+*/\"'#")
            bare = _NOISE.sub("", fold(rest)).strip(" .,:;-+*/\"'#&")
            if bare and any(map(str.isalnum, bare)):
                yield rest


def _is_series(flat: str) -> bool:
    """Say whether a word for a kind is the name of a series, too, and so a part of the model."""
    return _BRANDS.search(flat) is not None or any(one in flat for one in SERIES)


def _model(draft: Draft, words: list[str]) -> bool:
    """Take maker and model out of words, where a maker or a series is among the first of them."""
    for at in range(min(len(words), 3)):
        for length in (2, 1):
            named = fold(" ".join(words[at : at + length]))
            make = _make(named.strip(".,'")) if not at else MAKES.get(named.strip(".,'"))
            if make is None and not _starts_series(named):
                continue
            rest = words[at + length :] if make else words[at:]
            if make:
                draft.put("make", make)
            while rest and _NOISE.fullmatch(fold(rest[-1]).strip(".,")):
                rest = rest[:-1]
            if rest:
                draft.put("model", " ".join(rest[:_MODEL_WORDS]).strip(" .,:"))
            return True
    return False


def _make(named: str) -> str | None:
    """Return the maker that a word names; of a long one a typing fault is mended."""
    if named in MAKES or len(named) < _LEAST_MENDED:
        return MAKES.get(named)
    close = {MAKES[one] for one in close_words(named, _MENDED)}
    return close.pop() if len(close) == 1 else None


def _starts_series(named: str) -> bool:
    return any(named == one or named.startswith(one) for one in SERIES) or named.startswith(
        "chromebook"
    )
