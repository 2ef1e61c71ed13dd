"""Another token on the same ledger: every subscription stays, and nothing of the other bot is taken for this one's."""

from __future__ import annotations

from pathlib import Path

from digests.ledger import Ledger
from tests.bot.house import ARN, OTHER, READER, first_day, house
from tests.fakes.facts import told


async def test_another_bot_goes_on_with_every_subscription(tmp_path: Path) -> None:
    async with house(tmp_path) as first:
        for reader in (READER, OTHER):
            first.api.private(reader)
            await first.hears(reader, "/subscribe arn", reader)
        await first.files(first_day())
        await first.settles()
        await first.app.desk.ledger.call(Ledger.set_note, "update/1", "{}")
    async with house(tmp_path, token="777:another-token") as second:
        second.api.private(READER)
        second.api.private(OTHER, started=False)
        ledger = second.app.desk.ledger
        assert await ledger.call(Ledger.notes, "update/") == ()
        assert (await ledger.call(Ledger.audit))[0].act == "token move"
        assert {one.recipient for one in await ledger.call(Ledger.subscriptions)} == {str(READER), str(OTHER)}
        await second.files(
            told(0, 8, "Keld Gazette").due("Talks on the Arn begin on Sunday, envoys said.", "2026-03-08", "talks on the Arn")
        )
        await second.settles()
        (post,) = second.api.messages(READER)
        assert "Talks on the Arn" in post.text
        assert "Truce" not in post.text.partition("Sources")[0]
        assert second.api.messages(OTHER) == ()
        await second.hears(OTHER, "/start", OTHER)
        await second.settles()
        assert any("Talks on the Arn" in message.text for message in second.api.messages(OTHER))
        assert ARN.slug in {one.topic for one in await ledger.call(Ledger.subscriptions, str(OTHER))}
