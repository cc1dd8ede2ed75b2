"""What every part of the form's conversation stands on."""

from dataclasses import dataclass

from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.papers.paper import PrintPaper
from libdesk.ui.problems.papers.papers import Papers
from libdesk.ui.problems.pictures.picture_taking import Grab, grab_screen
from libdesk.ui.problems.pictures.picturing import Picturing
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Devices:
    """What the form reaches for outside its window.

    Attributes:
        print_paper: asks for a printer and prints; None for the real print dialog.
        grab: takes a screen.
    """

    print_paper: PrintPaper | None = None
    grab: Grab = grab_screen


DEVICES = Devices()


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """The form's window, and what is behind it.

    Attributes:
        window: shows the pages.
        parts: services and questions.
        known: where this is, and what IT has told.
        papers: prints.
        picturing: brings pictures in.
        tasks: the threads.
        look: the theme.
    """

    window: FormWindow
    parts: FormParts
    known: Surroundings
    papers: Papers
    picturing: Picturing
    tasks: Tasks
    look: Theme
