"""Rows of an export for donations: the policy, offers, machines, what was decided, letters."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, type_coerce

from libdesk.domain.cells import Cell
from libdesk.storage.columns import Words
from libdesk.storage.schema import (
    donation_letters,
    donation_machines,
    donation_offers,
    donation_overrides,
    donation_policies,
)

Made = Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]
"""Makes a row's cells."""

_P, _O, _M = donation_policies.c, donation_offers.c, donation_machines.c
_R, _L = donation_overrides.c, donation_letters.c


def _as_it_is(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return tuple(row)


# Days and documents as text: what is damaged is exported as it was found.
QUESTIONS: Mapping[str, tuple[Select[*tuple[Any, ...]], Made]] = {
    "donation-policies": (
        select(_P.version, _P.at, _P.who, _P.note, type_coerce(_P.document, Words)).order_by(
            _P.version
        ),
        _as_it_is,
    ),
    "donation-offers": (
        select(
            _O.id, _O.name, _O.organization, _O.address, _O.mail, _O.phone,
            type_coerce(_O.asked_on, Words).label("asked_on"), _O.state, _O.policy, _O.notes,
            type_coerce(_O.received_on, Words).label("received_on"),
            type_coerce(_O.answered_on, Words).label("answered_on"), _O.made_by, _O.updated_at,
            _O.updated_by, _O.ended_at, _O.version,
        ).order_by(_O.id),
        _as_it_is,
    ),
    "donation-machines": (
        select(
            _M.offer, _M.place, type_coerce(_M.document, Words).label("document"), _M.verdict,
            _M.policy, type_coerce(_M.lines, Words).label("lines"), _M.outcome,
            type_coerce(_M.outcome_on, Words).label("outcome_on"), _M.outcome_to, _M.certificate,
            type_coerce(_M["items"], Words).label("items"),
        ).order_by(_M.offer, _M.place),
        _as_it_is,
    ),
    "donation-overrides": (
        select(_R.offer, _R.place, _R.verdict, _R.who, _R.reason, _R.at).order_by(_R.id),
        _as_it_is,
    ),
    "donation-letters": (
        select(_L.offer, _L.kind, _L.language, _L.text, _L.who, _L.at).order_by(_L.id),
        _as_it_is,
    ),
}  # fmt: skip
