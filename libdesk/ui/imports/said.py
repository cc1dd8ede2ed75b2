"""What somebody has said about a list, as the document by which it is worked out anew."""

from typing import Any

from libdesk.domain.item_maps import names_of
from libdesk.ui.imports.parts import Document, Worked


class Said:
    """Takes in one word after the other.

    Nothing is said before somebody says it: until then a list is read as the last one of its kind.
    """

    def __init__(self) -> None:
        self._document: dict[str, Any] | None = None

    @property
    def document(self) -> Document | None:
        """Return all of it; None for nothing."""
        return self._document

    def forget(self) -> None:
        """Begin anew, with another file."""
        self._document = None

    def go_back(self, worked: Worked) -> None:
        """Say only what the window shows."""
        if self._document is not None:
            self._document = None
            self._begun(worked)

    def column(self, worked: Worked, index: int, target: str, how: str) -> None:
        """Say what a column becomes.

        Args:
            worked: what the window shows.
            index: which column.
            target: what it becomes.
            how: how it is written; "" for not said.
        """
        document = self._begun(worked)
        name = names_of(worked.plan.columns)[index]
        document["columns"][name] = {"target": target, "how": how} if how else target

    def means(self, worked: Worked, part: str, text: str, answer: str) -> None:
        """Say what a word of the list means.

        Args:
            worked: what the window shows.
            part: "places", "statuses", or "twins".
            text: the word, or the key of the twins.
            answer: what it means; "" takes back what was said.
        """
        told = self._begun(worked)[part]
        told.pop(text, None)
        if answer:
            told[text] = int(answer) if part == "twins" else answer

    def option(self, worked: Worked, part: str, value: object) -> None:
        """Say something that is so for the whole list: "kind", "empty_wipes", "currency"."""
        self._begun(worked)[part] = value

    def _begun(self, worked: Worked) -> dict[str, Any]:
        if self._document is None:
            self._document = dict(worked.document)
            names = names_of(worked.plan.columns)
            columns = zip(names, worked.plan.columns, strict=True)
            # What is to be checked stays so until somebody has said something about it.
            open_ = {name for name, one in columns if not one.is_sure}
            said = {k: v for k, v in self._document["columns"].items() if k not in open_}
            self._document |= {
                "columns": said,
                "places": dict(worked.choices.places),
                "statuses": dict(worked.choices.statuses),
                "twins": dict(worked.choices.twins),
            }
        return self._document
