"""The gazetteers as one dictionary of token runs, and the word classes that names are built with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from digests.text import tokens
from digests.text.vocabulary import load

SEEDS = "seeds.gazetteers"
VOCABULARY = ("digests.text", "names.en.toml")
#: states whose people put the family name first
FAMILY_FIRST = frozenset({"China", "North Korea", "South Korea", "Taiwan", "Vietnam", "Hong Kong", "Cambodia"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name can mean."""

    kind: str  #: ``state adjective people capital seat place body armed union company politics media person``
    name: str  #: plain name; of a person the full name
    party: str | None = None
    place: str | None = None
    gender: str | None = None
    alone: bool = False  #: a surname without the given name

    @property
    def is_state(self) -> bool:
        return self.kind in ("state", "adjective", "people", "capital", "seat")


class Trie:
    """Token runs by their first token, longest first: a look-up costs one dictionary access for most words."""

    def __init__(self) -> None:
        self._runs: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._known: set[tuple[str, ...]] = set()

    def add(self, phrase: str, entry: Entry) -> None:
        """Learn a phrase; the first meaning learned stays."""
        self.add_run(tokens.split(phrase), entry)

    def add_run(self, run: tuple[str, ...], entry: Entry) -> None:
        """Learn a phrase as its tokens."""
        if run and run not in self._known:
            self._known.add(run)
            self._runs.setdefault(run[0], []).append((run, entry))

    def firsts(self) -> frozenset[str]:
        """The first tokens of all runs."""
        return frozenset(self._runs)

    def sort(self) -> Trie:
        for runs in self._runs.values():
            runs.sort(key=lambda pair: -len(pair[0]))
        return self

    def match(self, words: list[str], index: int) -> tuple[int, Entry] | None:
        """The end and meaning of the longest run that starts at a token, None where none does."""
        runs = self._runs.get(words[index])
        if runs is None:
            return None
        for run, entry in runs:
            end = index + len(run)
            if len(run) == 1 or tuple(words[index:end]) == run:
                return end, entry
        return None


@cache
def words() -> dict[str, frozenset[str]]:
    """Every plain word list of ``names.en.toml`` as a set."""
    tables = load(*VOCABULARY)
    return {name: frozenset(items) for table in ("words", "roles") for name, items in tables[table].items()}


@cache
def homes() -> dict[str, str]:
    """Parties whose names are common words elsewhere, with the state that must be named too."""
    return dict(load(*VOCABULARY)["home"])


@cache
def entries() -> Trie:
    """All gazetteers; states first, so that a name that is both a state's and another's is the state's."""
    trie = Trie()
    _states(trie, load(SEEDS, "states.toml"))
    _bodies(trie, load(SEEDS, "bodies.toml"))
    _places(trie, load(SEEDS, "places.toml"))
    _people(trie, load(SEEDS, "people.toml"))
    return trie.sort()


def _states(trie: Trie, table: dict[str, Any]) -> None:
    for name, row in table.items():
        for alias in (name, *row.get("alias", ())):
            trie.add(alias, Entry("state", name, name, name))
    for name, row in table.items():
        for capital in row.get("capital", ()):
            trie.add(capital, Entry("capital", capital, name, capital))
            if len(capital) > 4:
                trie.add(capital.upper(), Entry("capital", capital, name, capital))
        if len(name) > 4:
            trie.add(name.upper(), Entry("state", name, name, name))
        for kind in ("adjective", "people", "seat"):
            for word in row.get(kind, ()):
                trie.add(word, Entry(kind, word, name, name if kind != "seat" else None))


def _bodies(trie: Trie, tables: dict[str, Any]) -> None:
    for kind, table in tables.items():
        for name, aliases in table.items():
            entry = Entry(kind, name, None if kind == "media" else name)
            for alias in (name, *aliases):
                trie.add(alias, entry)


def _places(trie: Trie, tables: dict[str, Any]) -> None:
    for state, names in tables["governed"].items():
        for name in names:
            trie.add(name, Entry("place", state, name, name))
    for state, names in tables["in"].items():
        for name in names:
            trie.add(name, Entry("place", state, None, name))
    for name in tables["region"]["names"]:
        trie.add(name, Entry("place", "", None, name))


def _people(trie: Trie, tables: dict[str, Any]) -> None:
    never, women = frozenset(tables["never_alone"]), frozenset(tables["women"]["names"])
    surnames: dict[str, list[Entry]] = {}
    listed = [*tables["person"].items(), (None, tables["nobody"]["names"])]
    for party, rows in listed:
        for row in rows:
            spellings = [spelling.strip() for spelling in row.split("|")]
            for spelling in spellings:
                entry = Entry("person", spellings[0], party, gender="she" if spellings[0] in women else None)
                trie.add(spelling, entry)
                for surname in surnames_of(spelling, party in FAMILY_FIRST):
                    if surname not in never:
                        surnames.setdefault(surname, []).append(entry)
    for surname, owners in surnames.items():
        people = {owner.name for owner in owners}
        parties = {owner.party for owner in owners}
        if len(parties) == 1 or len(people) == 1:
            first = owners[0]
            name = first.name if len(people) == 1 else surname
            gender = first.gender if len(people) == 1 else None
            trie.add(surname, Entry("person", name, first.party, gender=gender, alone=True))


def surnames_of(full: str, family_first: bool = False) -> tuple[str, ...]:
    """The forms in which a full name's surname stands alone: "Bashar al-Assad" gives "al-Assad" and "Assad"."""
    parts = full.split()
    if len(parts) < 2:
        return ()
    if parts[-1].lower() in words()["suffixes"]:
        parts = parts[:-1]
    if family_first and "-" not in parts[0]:
        return (parts[0],)
    last = parts[-1]
    forms = [last]
    lower = last.lower()
    if lower.startswith(("al-", "el-")):
        forms.append(last[3:])
    if len(parts) >= 4 and parts[-2][0].isupper():
        forms.append(parts[-2])  # Spanish: the father's name stands before the mother's
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in words()["particles"]:
        at -= 1
        forms.append(" ".join(parts[at:]))
    return tuple(forms)


@cache
def roles() -> Trie:
    """Offices, groups, private walks of life and titles in lower case; ``Entry.kind`` says which."""
    trie = Trie()
    tables = load(*VOCABULARY)["roles"]
    for kind, key in (("office", "office"), ("group", "group"), ("private", "private"), ("title", "titles")):
        for phrase in tables[key]:
            gender = "she" if _last(phrase) in tables["she"] else "he" if _last(phrase) in tables["he"] else None
            trie.add(phrase, Entry(kind, phrase, gender=gender))
            if kind == "title":
                trie.add_run(tuple(f"{part}." for part in phrase.split()), Entry(kind, phrase, gender=gender))
    return trie.sort()


def _last(phrase: str) -> str:
    return phrase.rsplit(" ", 1)[-1].rsplit("-", 1)[-1]


def adjective_of(state: str) -> str:
    """The adjective of a state ("Venezuelan"); its name where it has none."""
    row = load(SEEDS, "states.toml").get(state, {})
    return str(row.get("adjective", [state])[0])


def is_country(name: str) -> bool:
    """Whether a plain name is that of a state ("Ukraine"), not of a town or a land within one."""
    run = tokens.split(name)
    found = entries().match(list(run), 0) if run else None
    return found is not None and found[0] == len(run) and found[1].kind == "state"


def capital_of(state: str) -> str | None:
    """The capital of a state by its plain name; None where no list gives one."""
    capitals = load(SEEDS, "states.toml").get(state, {}).get("capital", ())
    return str(capitals[0]) if capitals else None


@cache
def _plain() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, row in load(SEEDS, "states.toml").items():
        forms: Iterable[str] = (name, *(word for kind in ("alias", "capital", "seat", "adjective", "people") for word in row.get(kind, ())))
        for form in forms:
            found.setdefault(_fold(form), name)
    for table in load(SEEDS, "bodies.toml").values():
        for name, aliases in table.items():
            for form in (name, *aliases):
                found.setdefault(_fold(form), name)
    return found


def _fold(name: str) -> str:
    plain = " ".join(name.replace("’", "'").split()).casefold()
    return plain.removeprefix("the ")


def canonical(name: str) -> str:
    """The plain name of a party ("Kyiv" and "Ukrainian government" give "Ukraine"); the name itself where unknown."""
    folded = _fold(name)
    known = _plain()
    if folded in known:
        return known[folded]
    head, _, tail = folded.rpartition(" ")
    if tail in ("government", "authorities", "officials", "administration", "military", "army", "side", "regime") and head in known:
        return known[head]
    for told in (name, name.title()):
        run = list(tokens.split(told))
        found = entries().match(run, 0) if run else None
        if found and found[0] == len(run) and found[1].kind == "person" and found[1].party:
            return found[1].party
    return name
