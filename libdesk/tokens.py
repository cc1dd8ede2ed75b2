"""The colors of the screen, light and dark, and of the papers, which are always light.

Plain data, so that what draws on paper needs no Qt to look like what is on the screen.
"""

from typing import NamedTuple


class Tokens(NamedTuple):
    """The colors of one scheme, as #RRGGBB.

    A named tuple, which is made ten times as fast as a dataclass: it stands before the first frame.

    Attributes:
        ground: behind everything.
        card: what lies on the ground: cards, fields, buttons.
        side: the sidebar.
        line: hairlines that only please the eye.
        edge: the border of what can be used; 3:1 against all that lies behind it.
        ink: text.
        quiet: text that stands back.
        accent: what is chosen, in focus, or done next.
        on_accent: text on accent.
        pressed: accent under a pointer.
        soft: what is chosen, as a surface.
        notice: a banner.
        on_notice: text on a banner.
        now: the priority of that name; so for the next three.
        today: see now.
        this_week: see now.
        when_we_can: see now.
        danger: what harms.
    """

    ground: str
    card: str
    side: str
    line: str
    edge: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    pressed: str
    soft: str
    notice: str
    on_notice: str
    now: str
    today: str
    this_week: str
    when_we_can: str
    danger: str


LIGHT = Tokens(
    ground="#F6F7F5",
    card="#FFFFFF",
    side="#EDF0EC",
    line="#DDE2DC",
    edge="#7F8A84",
    ink="#1B2420",
    quiet="#56625C",
    accent="#0B6B5D",
    on_accent="#FFFFFF",
    pressed="#085246",
    soft="#E3F0EC",
    notice="#FFF4DB",
    on_notice="#7A4B00",
    now="#B3261E",
    today="#9A5B00",
    this_week="#1F5FA8",
    when_we_can="#5B655F",
    danger="#B3261E",
)

DARK = Tokens(
    ground="#151A18",
    card="#1D2421",
    side="#1A201D",
    line="#333D38",
    edge="#74817B",
    ink="#E8EEEA",
    quiet="#A7B3AD",
    accent="#5CC8B3",
    on_accent="#06231D",
    pressed="#83D9C8",
    soft="#22342F",
    notice="#3A2E12",
    on_notice="#F2CF86",
    now="#FF8A80",
    today="#F0B35A",
    this_week="#8FBDF5",
    when_we_can="#A7B3AD",
    danger="#FF8A80",
)
