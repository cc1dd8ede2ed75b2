"""What is typed below loans and not stored yet: a row that is made anew opens with it again."""


class RowDrafts:
    """Words by loan, and by what is open below it; kept until they are stored."""

    def __init__(self) -> None:
        self._open: dict[int, str] = {}
        self._typed: dict[tuple[int, str], tuple[str, ...]] = {}

    def opened(self, loan_id: int, what: str) -> None:
        """Remember what is open below a loan; "" for nothing."""
        self._open[loan_id] = what

    def what_is_open(self, loan_id: int) -> str:
        """Return what is open below a loan with something typed into it; "" for nothing."""
        what = self._open.get(loan_id, "")
        return what if (loan_id, what) in self._typed else ""

    def keep(self, loan_id: int, what: str, words: tuple[str, ...]) -> None:
        """Keep what is typed."""
        self._typed[loan_id, what] = words

    def typed(self, loan_id: int, what: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return what was typed and not stored; where nothing was, what usually stands there."""
        return self._typed.get((loan_id, what), usual)

    def forget(self, loan_id: int) -> None:
        """Forget what is open below a loan, and what was typed there: it is stored."""
        self._typed.pop((loan_id, self._open.pop(loan_id, "")), None)
