"""Who reports in the sample library, and in which words: the reports of its cards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType
from typing import Any
from uuid import UUID

from libdesk.domain.bulletin import notice_of
from libdesk.domain.equipment import Item
from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Report, ReportId
from libdesk.services.drafts import draft_report
from libdesk.services.sample_desk import Setting
from libdesk.services.sample_scenes import Card, draft_of
from libdesk.services.sample_shares import Tally

_PATRONS, _NAMED = 0.31, 0.6
_ASKED_BY_PATRONS = frozenset({"PUBPC", "PRINT", "RELEASE", "NET", "WEB", "SELF"})


class Reporters:
    """Writes the reports, as the form would make them of what people type and tap.

    Args:
        words: the contents of resources/sample/, by the names of the files.
        guidance: the tiles.
        setting: the library's year.
        items: the library's things.
        dice: chance.
    """

    def __init__(
        self,
        words: Mapping[str, Any],
        guidance: Guidance,
        setting: Setting,
        items: Sequence[Item],
        dice: Random,
    ) -> None:
        self._words = words
        self._guidance = guidance
        self._setting = setting
        self._dice = dice
        self._tally = Tally(dice)
        self._staff = {one["code"]: one["staff"] for one in words["library"]["branches"]}
        self._notices = {one["of"]: one["text"] for one in words["scenes"]["notices"]}
        self._roots: dict[str, ReportId] = {}
        self._items = {(item.branch, item.name): item for item in items}
        self._known: dict[tuple[object, ...], Report] = {}
        self._names = {
            (code, kind["kind"]): names
            for kind in words["equipment"]["kinds"]
            for code, names in kind["at"].items()
        }

    def report(self, card: Card) -> Report:
        """Return the report of a card."""
        thing, other = self._thing(card)
        item = self._items.get((card.branch, thing))
        answers = self._answers(card)
        saw: str = card.story["saw"]
        if "{" in saw:
            report = self._drafted(card, saw.format_map(self._slots(card, thing, other)), answers)
        else:
            # The same words tapped the same way make the same report, but for what follows.
            key = (id(card.story), card.effect, *answers)
            if key not in self._known:
                self._known[key] = self._drafted(card, saw, answers)
            report = self._known[key]
        report_id = self._report_id()
        if "id" in card.story:
            self._roots[card.story["id"]] = report_id
        known = self._roots.get(card.story.get("notice", ""))
        return replace(
            report,
            id=report_id,
            notice=notice_of(known) if known else "",
            filed_at=card.at,
            branch=card.branch,
            item=item.tag if item else "",
            facts=(Fact("computer", item.computer_name),) if item and item.computer_name else (),
            contact=self._contact(card),
            here_until=self._here_until(card) if "here_until" in card.story else None,
        )

    def _drafted(self, card: Card, saw: str, answers: Mapping[str, str]) -> Report:
        draft = draft_of(
            card,
            saw=saw,
            guess=card.story.get("guess", ""),
            answers=answers.items(),
        )
        return draft_report(draft, self._guidance, ReportId(UUID(int=0)), card.at)

    def follow_up(self, report: Report, words: str, at: datetime) -> Report:
        """Return what its reporter adds to a report: that it happens again."""
        return replace(
            report,
            id=self._report_id(),
            title=words,
            saw=words,
            guess="",
            filed_at=at,
            answers=MappingProxyType({}),
            facts=(),
            follow_up=FollowUp(report.id, FollowUpKind.HURTS),
        )

    def _answers(self, card: Card) -> dict[str, str]:
        story = card.story
        answers: dict[str, str] = {}
        self._tally.owe("patron", _PATRONS if card.group != "NIGGLE" else 0.0)
        if story.get("tile") == "PATRON":
            self._tally.take("patron")
        elif self._may_be_asked(card) and self._tally.says("patron"):
            answers["reporting_for"] = "patron"
        if story.get("quick"):
            answers["fixed"] = "yes"
        return answers

    def _may_be_asked(self, card: Card) -> bool:
        is_told = card.role == "closed" and "days_ago" not in card.story
        return is_told and card.group in _ASKED_BY_PATRONS

    def _thing(self, card: Card) -> tuple[str, str]:
        """Return the name of the thing that a card is about, and of another of its kind."""
        if "thing" in card.story:
            return card.story["thing"], ""
        names = [
            name for kind in card.story.get("kinds", ()) for name in self._names[card.branch, kind]
        ]
        if not names:
            return "", ""
        thing = self._dice.choice(names)
        others = [name for name in names if name != thing]
        return thing, self._dice.choice(others) if others else ""

    def _slots(self, card: Card, thing: str, other: str) -> dict[str, str]:
        listed = self._words["stories"]["slots"]
        slots = {name: self._dice.choice(words) for name, words in listed.items()}
        ago = timedelta(minutes=self._dice.randrange(5, 50))
        local = (card.at - ago).astimezone(self._setting.zone)
        slots["thing"] = thing.partition(",")[0] or "it"
        slots["other"] = other.partition(",")[0] or "the one next to it"
        slots["words"] = self._notices.get(card.story.get("notice"), "")
        slots["time"] = f"{local.hour}:{local.minute:02}"
        slots.update({name.capitalize(): _begun(words) for name, words in slots.items()})
        return slots

    def _contact(self, card: Card) -> str:
        named = self._tally.says("named", _NAMED)
        told: str = card.story.get("contact", "")
        return told or (self._dice.choice(self._staff[card.branch]) if named else "")

    def _here_until(self, card: Card) -> datetime:
        branch = self._setting.branches[card.branch]
        at = branch.after(self._setting.now, timedelta(hours=3))
        minutes = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
        return at - minutes

    def _report_id(self) -> ReportId:
        return ReportId(UUID(int=self._dice.getrandbits(128), version=4))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
