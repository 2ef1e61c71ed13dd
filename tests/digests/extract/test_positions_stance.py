"""Which stance of several: near misses between a condition and a threat, a refusal and a denial, a demand and an offer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digests.extract.positions import candidates, features, judge, reading
from digests.model import Article
from digests.text.document import Document


def stances(text: str, party: str) -> list[str]:
    published = datetime(2026, 3, 10, tzinfo=UTC)
    article = Article("a", "Talks go on between the two sides", text, published, "The Harbour Post", day=date(2026, 3, 10))
    document = Document(article)
    shared = features.setting(document)
    seen = ((c, features.of(shared, c)) for c in candidates.gather(document))
    sure = replace(judge.weights(), threshold=0.0)  # which stance, however sure it is that there is one
    return [p.stance.value for p in reading.positions(document, seen, sure) if p.party == party]


@pytest.mark.parametrize(
    ("name", "text", "party", "stance"),
    [
        ("unless, of a deed that hurts", "Kenya said it would close the border unless the raids stopped.", "Kenya", "threatens"),
        ("unless, of a deed withheld", "Kenya said it would not sign the treaty unless the raids stopped.", "Kenya", "conditions"),
        ("until, of a deed withheld", "Kenya said it would not talk to Somalia until the raids stopped.", "Kenya", "conditions"),
        ("only once", "Kenya said it would sign the treaty only once the raids had stopped.", "Kenya", "conditions"),
        ("in exchange, of readiness", "Kenya is prepared to free the men in exchange for the ship.", "Kenya", "conditions"),
        ("in exchange, of an offer", "Kenya offered to free the men in exchange for the ship.", "Kenya", "proposes"),
        (
            "a condition of somebody else's clause",
            "Kenya agreed to the truce, but Somalia will fight on if it is attacked.",
            "Kenya",
            "accepts",
        ),
        (
            "a deed withheld as long as the other withholds it",
            "“If Somalia does not move its troops, we will not move ours,” Kenyan President Amos Odera said.",
            "Kenya",
            "conditions",
        ),
        ("if there is no deal", "Kenya said it would resume the strikes if there was no deal by Monday.", "Kenya", "threatens"),
        ("a warning of one's own", "Kenya warned it would expel the envoy.", "Kenya", "threatens"),
        ("an aside", "Kenya invited the rebels, if they dare, to Mombasa.", "Kenya", "proposes"),
        ("everything necessary", "“We will do everything necessary to help,” Kenyan President Amos Odera said.", "Kenya", "commits"),
        ("ready to strike", "Kenya is ready to strike the rebels.", "Kenya", "threatens"),
        ("an opening participle", "Rejecting the plan, Kenya left the talks.", "Kenya", "rejects"),
        ("allegations rebuffed", "Kenya rebuffed allegations that it had armed the rebels.", "Kenya", "denies"),
        ("an offer rebuffed", "Kenya rebuffed the offer of a truce.", "Kenya", "rejects"),
        ("dismissed as", "Kenya dismissed the offer as a trick.", "Kenya", "rejects"),
        ("dismissed claims", "Kenya dismissed claims that it had armed the rebels.", "Kenya", "denies"),
        ("called for talks", "Kenya called for direct talks with Somalia.", "Kenya", "proposes"),
        ("called for a withdrawal", "Kenya called for the withdrawal of the troops.", "Kenya", "demands"),
        ("firmly opposed", "Kenya is firmly opposed to the new border.", "Kenya", "rejects"),
        ("firmly committed", "Kenya is fully committed to the truce.", "Kenya", "commits"),
    ],
)
def test_near_misses(name: str, text: str, party: str, stance: str) -> None:
    assert stances(text, party) == [stance], name


def test_a_promise_before_a_threat_is_told_apart() -> None:
    told = stances("Kenya promised to bring the crew home and said the army would strike if there was no deal.", "Kenya")
    assert set(told) == {"commits", "threatens"}
