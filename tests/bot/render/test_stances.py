"""Each stance with each form of issue: what stands in the chat is a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.language import ENGLISH
from bot.render import facts
from digests.model import Evidence, Sentence, Stance, StanceHeld

_QUOTE = "“we are done here”"


def line(party: str, stance: str, issue: str, condition: str | None = None) -> str:
    evidence = Evidence(Sentence("a", 0, 5, "Words"), "The Harbour Post", "", datetime(2026, 3, 2, tzinfo=UTC))
    parts = facts.stance(party, StanceHeld(Stance(stance), issue, None, evidence, condition), ENGLISH)
    return "".join(part if isinstance(part, str) else part.text for part in parts)


@pytest.mark.parametrize(
    ("stance", "issue", "shown"),
    [
        ("demands", "a withdrawal from the Arn", "Keld demands a withdrawal from the Arn"),
        ("demands", "that Velden withdraw", "Keld demands that Velden withdraw"),
        ("demands", "to sit at the table", "Keld wants to sit at the table"),
        ("demands", _QUOTE, f"Keld demands: {_QUOTE}"),
        ("proposes", "a joint patrol", "Keld proposes a joint patrol"),
        ("proposes", "that both armies halt", "Keld proposes that both armies halt"),
        ("proposes", "to host the talks", "Keld proposes to host the talks"),
        ("proposes", _QUOTE, f"Keld proposes: {_QUOTE}"),
        ("accepts", "the truce plan", "Keld accepts the truce plan"),
        ("accepts", "that mistakes were made", "Keld accepts that mistakes were made"),
        ("accepts", "to open the bridge", "Keld agrees to open the bridge"),
        ("accepts", _QUOTE, f"Keld accepts: {_QUOTE}"),
        ("rejects", "the truce plan", "Keld rejects the truce plan"),
        ("rejects", "that the river be shared", "Keld rejects the idea that the river be shared"),
        ("rejects", "to sign the treaty", "Keld refuses to sign the treaty"),
        ("rejects", _QUOTE, f"Keld rejects: {_QUOTE}"),
        ("conditions", "the opening of the bridge", "Keld sets a condition for the opening of the bridge"),
        ("conditions", "that the guns fall silent", "Keld sets the condition that the guns fall silent"),
        ("conditions", "to meet in any third town", "Keld would meet in any third town"),
        ("conditions", "not to fire on the port", "Keld would not fire on the port"),
        ("conditions", _QUOTE, f"Keld sets a condition: {_QUOTE}"),
        ("threatens", "new tariffs on timber", "Keld threatens new tariffs on timber"),
        ("threatens", "that it will close the port", "Keld threatens that it will close the port"),
        ("threatens", "to close the port", "Keld threatens to close the port"),
        ("threatens", _QUOTE, f"Keld threatens: {_QUOTE}"),
        ("commits", "an inquiry", "Keld commits to an inquiry"),
        ("commits", "that those behind it will be tried", "Keld pledges that those behind it will be tried"),
        ("commits", "to hold back from striking the port", "Keld commits to hold back from striking the port"),
        ("commits", "not to strike the port", "Keld commits not to strike the port"),
        ("commits", _QUOTE, f"Keld commits: {_QUOTE}"),
        ("denies", "any part in the raid", "Keld denies any part in the raid"),
        ("denies", "hitting the hospital", "Keld denies hitting the hospital"),
        ("denies", "that anything was agreed", "Keld disputes that anything was agreed"),
        ("denies", "whether a truce is in force", "Keld disputes whether a truce is in force"),
        ("denies", _QUOTE, f"Keld disputes: {_QUOTE}"),
    ],
)
def test_stance_and_issue_read_on(stance: str, issue: str, shown: str) -> None:
    assert line("Keld", stance, issue) == f"{shown} (The Harbour Post)"


@pytest.mark.parametrize(
    ("stance", "issue", "condition", "shown"),
    [
        ("conditions", "to halt strikes", "if Velden does", "Keld would halt strikes if Velden does"),
        ("conditions", "to sign", "once the guns fall silent", "Keld would sign once the guns fall silent"),
        ("conditions", "the treaty", "unless Velden objects", "Keld sets a condition for the treaty: unless Velden objects"),
        ("rejects", "to negotiate", "unless the siege ends", "Keld refuses to negotiate unless the siege ends"),
        ("threatens", "to close the port", "if the toll stays", "Keld threatens to close the port if the toll stays"),
        ("threatens", "to fire", "it is fired upon", "Keld threatens to fire if it is fired upon"),
    ],
)
def test_a_condition_reads_on(stance: str, issue: str, condition: str, shown: str) -> None:
    assert line("Keld", stance, issue, condition) == f"{shown} (The Harbour Post)"


@pytest.mark.parametrize(
    ("stance", "issue", "shown"),
    [
        ("demands", "freedom", "Migrants demand freedom"),
        ("rejects", "to leave", "Migrants refuse to leave"),
        ("denies", "any part in it", "Migrants deny any part in it"),
        ("commits", "to wait", "Migrants commit to wait"),
        ("conditions", "to leave", "Migrants would leave"),
        ("rejects", _QUOTE, f"Migrants reject: {_QUOTE}"),
        ("accepts", "to leave", "Migrants agree to leave"),
    ],
)
def test_several_speak_in_the_plural(stance: str, issue: str, shown: str) -> None:
    assert line("migrants", stance, issue) == f"{shown} (The Harbour Post)"
