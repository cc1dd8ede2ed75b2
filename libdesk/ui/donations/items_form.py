"""After yes: the items that are made of one line of an offer, as they are proposed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from libdesk.domain.donation_items import CONDITION_LIMIT, ItemsWanted, Purpose
from libdesk.domain.equipment import Tag
from libdesk.domain.records import Role
from libdesk.services.donation_items import Proposal
from libdesk.services.errors import Refusal
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.donations.offer_words import purpose_words
from libdesk.ui.item_strings import role_words
from libdesk.ui.theme import Theme

_SEVERAL = ", "


class ItemsForm(LeavingForm):
    """What is proposed is enough: one press makes the items.

    Args:
        proposal: what is proposed.
        branches: codes and names.
        look: the theme.
        today: the reader's day.
    """

    def __init__(
        self, proposal: Proposal, branches: Mapping[str, str], look: Theme, today: date
    ) -> None:
        super().__init__(
            self.tr("Make the items"),
            self.tr(
                "Each stands in the equipment as being checked, with a checklist for wiping it "
                "and setting it up."
            ),
            self.tr("Make the items"),
            look,
            today,
        )
        self._wanted = proposal.wanted
        self._build(proposal, branches)
        self.be_ready()

    def wanted(self) -> ItemsWanted:
        """Return what is written here.

        Raises:
            Refusal: no kind is chosen; names the field.
        """
        kind = self._kind.currentData() or ""
        if not kind:
            raise Refusal(self.tr("Choose what it is."), field="kind")
        tags = [one.strip() for one in self._tags.text().replace(";", ",").split(",")]
        return replace(
            self._wanted,
            kind=kind,
            tags=tuple(Tag(one) for one in tags if one),
            purpose=Purpose("".join(self._purpose.chosen()) or self._wanted.purpose.value),
            role=Role(self._role.currentData()),
            branch=self._branch.currentData() or "",
            room=self._room.text().strip(),
            condition=self._condition.text().strip(),
        )

    def _build(self, proposal: Proposal, branches: Mapping[str, str]) -> None:
        wanted = proposal.wanted
        self._purpose = self.add_chips(
            "purpose",
            self.tr("What is it to become?"),
            [(one.value, purpose_words(one)) for one in Purpose],
        )
        self._purpose.choose((wanted.purpose.value,))
        self._tags = self.add_words("tag", self.tr("Labels, one for each, with commas between"))
        self._tags.setMaxLength(100_000)
        self._tags.setText(_SEVERAL.join(map(str, wanted.tags)))
        self._tags.setCursorPosition(0)
        row = self.add_row()
        kinds = dict.fromkeys(filter(None, (wanted.kind, *proposal.kinds)))
        unsaid = () if wanted.kind else (("", self.tr("Choose…")),)
        self._kind = self.add_picker(
            "kind", self.tr("Kind"), (*unsaid, *((one, one) for one in kinds)), row
        )
        roles = [(one.value, role_words(one) or self.tr("Not said")) for one in Role]
        self._role = self.add_picker("role", self.tr("What it is there for"), roles, row)
        self._role.setCurrentIndex(max(0, self._role.findData(wanted.role.value)))
        row = self.add_row()
        places = (("", self.tr("Not known yet")), *branches.items())
        self._branch = self.add_picker("branch", self.tr("Branch"), places, row)
        self._branch.setCurrentIndex(max(0, self._branch.findData(wanted.branch)))
        self._room = self.add_words("room", self.tr("Room"), into=row)
        self._room.setText(wanted.room)
        self._condition = self.add_words(
            "condition",
            self.tr("What the donor asks for"),
            self.tr("Empty: it can be given away again"),
        )
        self._condition.setMaxLength(CONDITION_LIMIT)
        self._condition.setText(wanted.condition)
