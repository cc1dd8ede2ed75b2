"""A stand-in for the database and its copies: places are dictionaries, damage is a switch."""

from dataclasses import replace

from libdesk.services.backups import CopyNotes, KeptCopy, Mark, Ready, Stopped
from libdesk.services.errors import Refusal, Unavailable


class MemoryPlace:
    """A folder with copies: what stands in it, and whether it can be reached."""

    def __init__(self, where):
        self.where = where
        self.copies: dict[str, str] = {}
        self.kept: dict[str, KeptCopy] = {}
        self.is_away = False
        self.trouble = ""

    def is_there(self):
        return not self.is_away

    def list(self):
        if self.is_away or self.trouble == "unreadable":
            raise Unavailable(f"{self.where} is not there.")
        return tuple(sorted(self.kept.values(), key=lambda one: -one.copy.sequence))

    def check(self, kept, stop=lambda: False):
        if stop():
            raise Stopped
        if self.trouble == "torn away":
            raise Unavailable(f"{self.where} went away.")
        return "" if self.copies.get(kept.name) == "sound" else "damaged"

    def remove(self, kept):
        del self.copies[kept.name], self.kept[kept.name]

    def put(self, kept):
        self.copies[kept.name], self.kept[kept.name] = "sound", kept

    def spoil(self, kept):
        self.copies[kept.name] = "flipped"


class MemoryCopies:
    """The port Copies."""

    def __init__(self):
        self.here = MemoryPlace("here")
        self.places: dict[str, MemoryPlace] = {}
        self.lasting, self.session = "a", "1"
        self.fails = ""
        self.is_away = False

    def save(self):
        """Something is saved to the database."""
        self.lasting += "a"
        self.session += "1"

    def restart(self):
        """The program ends and starts again: what counted in one session begins anew."""
        self.session = "1"

    def mark(self):
        if self.is_away:
            raise Unavailable("The database is away.")
        return Mark(self.lasting, self.session)

    def make(self, copy, stop):
        if stop():
            raise Stopped
        if self.fails:
            raise Unavailable(self.fails)
        kept = KeptCopy(copy, f"{copy.sequence:06}", 1000, 3)
        self.here.put(kept)
        return kept

    def place(self, folder):
        return self.places.setdefault(folder, MemoryPlace(folder))

    def set_up(self, folder):
        if folder == "nowhere":
            raise Refusal("That is no folder.")
        return Ready(f"{folder}/copies", "The same disk." if folder == "near" else "")

    def bring(self, kept, place, stop):
        if stop():
            raise Stopped
        if self.places[place.where].trouble:
            raise Unavailable(self.places[place.where].trouble)
        self.places[place.where].put(kept)


class MemoryNotes:
    """The port Notes."""

    def __init__(self):
        self.notes = CopyNotes()
        self.is_full = False

    def read(self):
        return replace(self.notes)

    def write(self, notes):
        if self.is_full:
            raise Unavailable("The disk is full.")
        self.notes = notes
