"""What the sample's desk did with several reports at once, done by the services that do it.

Known problems are told to the forms, reports of the same thing are joined, two days without
internet end: each at its moment in the past.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from libdesk.domain.bulletin import notice_of
from libdesk.domain.problems import Problem, ReportId
from libdesk.services import sample_desk
from libdesk.services.inbox import Inbox
from libdesk.services.joining import Joining
from libdesk.services.sample_desk import Setting
from libdesk.services.sample_lives import WHO, Told
from libdesk.services.stores import OpenUnit
from libdesk.services.telling import Telling, join_known

_SOON = timedelta(minutes=6)
_BEFORE_TOLD = timedelta(minutes=25)


@dataclass(slots=True)
class _Clock:
    """The desk's clock while a scene is played."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True)
class _Scene:
    """Who is in it.

    Attributes:
        root: the problem that all of it is about.
        same: reports of the same thing, in the order of arrival.
        knew: those of them that name the known problem.
    """

    root: ReportId
    same: list[Problem] = field(default_factory=list)
    knew: list[Problem] = field(default_factory=list)


class Playing:
    """Plays the scenes once their reports are stored.

    Args:
        open_unit: opens a transaction.
        words: the contents of resources/sample/, by the names of the files.
        setting: the library's year.
    """

    def __init__(self, open_unit: OpenUnit, words: Mapping[str, Any], setting: Setting) -> None:
        self._open_unit = open_unit
        self._outage = words["scenes"]["outage"]
        self._notices = words["scenes"]["notices"]
        self._setting = setting
        self._scenes: dict[str, _Scene] = {}

    def remember(self, chunk: Iterable[Told]) -> None:
        """Remember who is in a scene."""
        for one in chunk:
            story = one.card.story
            if "id" in story:
                self._scenes[story["id"]] = _Scene(one.problem.report.id)
            elif "notice" in story:
                self._scenes[story["notice"]].knew.append(one.problem)
            elif one.card.role == "scene":
                self._scenes[self._outage["notice"]].same.append(one.problem)

    def play(self) -> None:
        """Let the desk do what it did."""
        for told in self._notices:
            if told["of"] in self._scenes:
                self._play(told, self._scenes[told["of"]])

    def _play(self, told: Mapping[str, Any], scene: _Scene) -> None:
        root = scene.root
        began = sample_desk.past(told["began"], self._setting)
        clock = _Clock(began)
        inbox = Inbox(self._open_unit, clock, WHO)
        if told["ended"]:
            clock.at = began - _BEFORE_TOLD
            inbox.answer(root, self._outage["answer"], version=self._version(root))
            clock.at = began
            inbox.note(root, self._outage["note"], version=self._version(root))
        self._tell(told, root, clock)
        for one in scene.same:
            clock.at = max(clock.at, self._setting.desk.after(one.received_at, _SOON))
            joining = {one.report.id: self._version(one.report.id)}
            Joining(self._open_unit, clock, WHO).join(root, joining, version=self._version(root))
        for one in scene.knew:
            with self._open_unit(write=True) as unit:
                join_known(unit, [one], one.received_at)
        if told["ended"]:
            clock.at = sample_desk.past(told["ended"], self._setting)
            minutes = self._outage["minutes"]
            inbox.fix(root, self._outage["fixed"], version=self._version(root), minutes=minutes)

    def _tell(self, told: Mapping[str, Any], root: ReportId, clock: _Clock) -> None:
        Telling(self._open_unit, clock, WHO).tell(
            root,
            told["text"],
            version=self._version(root),
            everywhere=told["everywhere"],
            until=sample_desk.coming(told["until"], self._setting) if told["until"] else None,
        )
        with self._open_unit(write=True) as unit:
            notice = next(one for one in unit.notices.open() if one.id == notice_of(root))
            unit.notices.save(replace(notice, waits_for=told["waits_for"]))

    def _version(self, report_id: ReportId) -> int:
        with self._open_unit() as unit:
            return unit.problems.get_bare(report_id).version
