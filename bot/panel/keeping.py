"""What a chat has set, in the ledger: read together, written together. All of it runs in the ledger's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.chats import Place
from bot.panel.steps import short
from bot.profile import LANGUAGE, QUIET, ZONE, quiet_of
from digests import hours
from digests.ledger import Ledger
from digests.model import Pace, Preferences, Recipient, Subscription, Topic

__all__ = ["Panel", "change", "change_topic", "follow", "load"]


@dataclass(frozen=True, slots=True)
class Panel:
    """The settings of one chat as they stand."""

    place: Place
    topics: tuple[Topic, ...]  #: those there are
    subscriptions: Mapping[str, Subscription]  #: by slug, of topics there are
    profile: Mapping[str, str] = field(default_factory=dict)
    pinned: str = ""  #: slug of the topic whose status is kept pinned; "" for none

    @property
    def own(self) -> tuple[Topic, ...]:
        """The topics it follows."""
        return tuple(topic for topic in self.topics if topic.slug in self.subscriptions)

    def topic(self, name: str) -> Topic | None:
        """The topic of a short name; None where there is none any more."""
        return next((topic for topic in self.topics if short(topic.slug) == name), None)


def load(ledger: Ledger, place: Place) -> Panel:
    """What a chat has set."""
    with ledger.atomic():
        kept, topics = ledger.recipient(place.recipient), ledger.topics()
        slugs = {topic.slug for topic in topics}
        followed = {one.topic: one for one in ledger.subscriptions(place.recipient) if one.topic in slugs}
        pin = ledger.pin(place.recipient)
    return Panel(place, topics, followed, kept.profile if kept else {}, pin.topic if pin else "")


def follow(ledger: Ledger, place: Place, topic: str, language: str, zone: str, now: datetime) -> bool:
    """Let a chat follow a topic, in its zone and with its quiet hours; False where it did so already.

    ``language`` and ``zone`` are kept and used where it has set none.
    """
    with ledger.atomic():
        old = ledger.recipient(place.recipient)
        profile = {LANGUAGE: language, **(old.profile if old else {})}
        ledger.put_recipient(Recipient(place.recipient, now, profile=profile))
        new = ledger.subscribe(place.recipient, topic, now)
        if new:
            change_topic(ledger, place, topic, lambda preferences: preferences, zone, now)
        return new


def change(ledger: Ledger, place: Place, key: str, value: str | None, zone: str, now: datetime) -> None:
    """Set one thing for all of a chat, None for as it is where nothing is set; its zone and quiet hours go for every topic it follows."""
    with ledger.atomic():
        old = ledger.recipient(place.recipient)
        profile = {name: kept for name, kept in (old.profile if old else {}).items() if name != key}
        if value is not None:
            profile[key] = value
        ledger.put_recipient(Recipient(place.recipient, now, old.state if old else "active", old.why if old else "", profile))
        if key in (ZONE, QUIET):
            for subscription in ledger.subscriptions(place.recipient):
                change_topic(ledger, place, subscription.topic, lambda preferences: preferences, zone, now)


def change_topic(
    ledger: Ledger, place: Place, topic: str, by: Callable[[Preferences], Preferences], zone: str, now: datetime
) -> Preferences | None:
    """Change what a chat has set for one topic; None where it does not follow it. When it is told next follows from its pace."""
    with ledger.atomic():
        kept, old = ledger.recipient(place.recipient), next(iter(ledger.subscriptions(place.recipient, topic)), None)
        if kept is None or old is None:
            return None
        preferences = by(old.preferences)
        preferences = replace(preferences, pace=_counted(preferences.pace, kept.profile, zone))
        same = preferences.pace == old.preferences.pace
        ledger.prefer(place.recipient, topic, preferences, old.due if same else hours.next_due(preferences.pace, now))
        return preferences


def _counted(pace: Pace, profile: Mapping[str, str], zone: str) -> Pace:
    """A pace in the chat's zone, with its quiet hours. What needs no clock names no zone, so that more chats are alike."""
    quiet = quiet_of(profile)
    plain = replace(pace, zone="", quiet=quiet)
    return plain if plain == Pace() else replace(plain, zone=profile.get(ZONE) or zone)
