"""What set-up does to the world: folders tried, settings kept, a test report, the site file.

All of it runs on the threads of the work, never on the window's.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from libdesk import settings
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.site import load_guidance, now, who
from libdesk.services.errors import Unavailable
from libdesk.services.set_up import Place, SetUp
from libdesk.settings import Site

if TYPE_CHECKING:
    from libdesk.delivery.folder_trial import FolderTrial
    from libdesk.services.trial import Trial
    from libdesk.ui.set_up.step import SetUpParts

WHO = "LibDesk"
"""Who answers a test report: nobody has read it."""


class SetUpWork:
    """One desk's.

    Args:
        parts: what the desk runs on.
        open_unit: its database.
        set_up: reads what is settled.
        moved: told, on an outside thread, when reports come by another way.
    """

    def __init__(
        self,
        parts: DeskParts,
        open_unit: LateDatabase,
        set_up: SetUp,
        moved: Callable[[], None],
    ) -> None:
        self._data = parts.data
        self._open_unit = open_unit
        self._set_up = set_up
        self._moved = moved
        self.site = parts.site

    def parts(self) -> "SetUpParts":
        """Return what set-up's pages are given."""
        from libdesk.app.shipped import usual_hours
        from libdesk.services.library import Library
        from libdesk.ui.set_up.step import SetUpParts

        return SetUpParts(
            set_up=self._set_up,
            library=Library(self._open_unit, now, who=who()),
            usual_hours=usual_hours(),
            share=lambda: str(self.site.share or ""),
            try_share=lambda words: self._folder_trial().try_share(words),
            try_second=self._try_second,
            use_share=self._use_share,
            make_trial=self._make_trial,
            collects_from=lambda: str(self.site.share or self._data.inbox),
            write_site=self._write_site,
        )

    def _folder_trial(self) -> "FolderTrial":
        from libdesk.delivery.folder_trial import FolderTrial
        from libdesk.storage.location import syncing_service

        return FolderTrial(self._data.root, syncing_service, lambda: self._set_up.read().identity)

    def _try_second(self, words: str) -> Place:
        return self._folder_trial().try_second_place(words, self.site.share)

    def _use_share(self, folder: str) -> None:
        site = self._told(Path(folder) if folder else None)
        if site == self.site:
            return
        try:
            settings.save(self._data.site, site)
        except OSError as error:
            raise Unavailable(
                f"The settings could not be kept in {self._data.root}: {error.strerror}. Nothing "
                "was changed. Make room there, and try again."
            ) from error
        self.site = site
        self._moved()

    def _told(self, share: Path | None) -> Site:
        """Return this computer's settings with a share and the desk's own keys."""
        settled = self._set_up.read()
        site = replace(self.site, share=share)
        if settled.identity is not None:
            site = settings.trust(site, settled.identity.seal_key, settled.identity.verify_key)
        if not site.branch and len(settled.branches) == 1:
            site = replace(site, branch=settled.branches[0].code)
        return site

    def _make_trial(self) -> "Trial":
        from libdesk.delivery import ways
        from libdesk.services.dispatch import Dispatch
        from libdesk.services.problems import Filing
        from libdesk.services.trial import Trial

        staff = ways.staff_ways(self._data, self.site, now=now)
        filing = Filing(staff.outbox, load_guidance(), now, uuid4)
        dispatch = Dispatch(staff.outbox, staff.courier, now)
        return Trial(filing, dispatch, staff.outbox, self._open_unit, now, WHO)

    def _write_site(self, folder: str) -> Mapping[str, Path]:
        from libdesk.delivery import site_files

        told = self._told(self.site.share)
        site = Site(share=told.share, seal_key=told.seal_key, verify_key=told.verify_key)
        return site_files.write(Path(folder), site, self._set_up.read().branches)
