"""The papers of the donation policy, with a text in all their places."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from libdesk import files, paths
from libdesk.documents.content import Paper
from libdesk.documents.donation_policy_paper import donation_policy_paper, donation_wall_sheet
from libdesk.domain.donation_policy import Check, Policy, Rule
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.domain.donations import Kind
from tests.documents.paper_parts import TODAY, WORDS

MODELS = ("fits", "nearly-nothing", "refurbishing")


def shipped(model: str) -> Policy:
    return parse_policy(files.read_json(paths.resources() / "policies" / f"{model}.json"))


def a_policy(text: str) -> Policy:
    rules = (
        Rule("works", Check.WORKS, text, text, text, is_stop=True),
        Rule("age", Check.AGE, text, text, f"{text}; {text}: {text}", good=4, fair=6, weight=3),
        Rule("own", Check.OWN, text, "", text, frozenset({Kind.LAPTOP}), question=text),
    )
    return Policy(
        text, text, text, frozenset({Kind.LAPTOP, Kind.MAC}), frozenset({Kind.FAX}), rules,
        (text, text), text, text, (text,), elsewhere=(text, text), approved_on=TODAY,
        approved_by=text, review_on=TODAY + timedelta(days=365), version=3,
    )  # fmt: skip


def a_donation_policy(text: str) -> Paper:
    return donation_policy_paper(a_policy(text), WORDS, printed_on=TODAY, library=text)


def a_draft_policy(text: str) -> Paper:
    draft = replace(a_policy(text), approved_on=None, approved_by="", review_on=None)
    return donation_policy_paper(draft, WORDS, printed_on=TODAY, library=text)


def a_wall_sheet(text: str) -> Paper:
    return donation_wall_sheet(a_policy(text), WORDS, printed_on=TODAY, library=text)


POLICY_PAPERS: Mapping[str, Callable[[str], Paper]] = {
    "donation policy": a_donation_policy,
    "donation policy, a draft": a_draft_policy,
    "donation policy for the wall": a_wall_sheet,
}
