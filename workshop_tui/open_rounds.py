"""Votes while they are taken: totals and nothing else, kept on this computer alone until a round is closed.

They do not go through the session's file: see ``store/open_votes.py`` for why. ``workshop.py`` holds these
rounds and decides when one may be opened or closed.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Collection, Mapping
from dataclasses import replace

from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import How, ItemKey, Round, Session
from workshop_tui.not_taken import NotTaken, why
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.open_votes import OpenVotes
from workshop_tui.words import capital

_NOT_REMEMBERED = (
    "Only the very last card is remembered, so that the others stay secret. Throw this round away, and key all in again"
)


class OpenRounds:
    """The open rounds of one session.

    Args:
        drawer: What this computer keeps of the session.
        session: The session; totals left behind that no longer fit it are ignored.
    """

    def __init__(self, drawer: Drawer, session: Session) -> None:
        self._file = OpenVotes(drawer)
        self._moving = threading.RLock()  # a session may go on in another file while a vote is taken
        found = self._file.load()
        self.unreadable = self._file.unreadable
        """Where totals lie that could not be read, if there are any."""
        over = {key for key in self._file.closing if key in found and _is_closed(session, key, found[key])}
        self._rounds = {
            key: _as_next(session, key, one)
            for key, one in found.items()
            if key not in over and _has_place(session, key, one)
        }
        self._on_disk = {key: found[key] for key in (*self._rounds, *over)}
        """What the file holds through us; totals of a round that is in the session go with the next vote."""
        self._last_card: tuple[ItemKey, int] | None = None
        self._seen: set[ItemKey] = set()
        """Rounds whose spread the room has seen: a reveal that was taken back."""

    def get(self, key: ItemKey) -> OpenRound | None:
        """The totals of an item's round; None while nobody has answered."""
        return self._rounds.get(key)

    def last_card_is_known(self, key: ItemKey) -> bool:
        """Whether a card can be taken back without naming its level. Only the very last one is remembered."""
        return self._last_card is not None and self._last_card[0] == key

    def was_seen(self, key: ItemKey) -> bool:
        """Whether the room has seen the spread, so that a card of a level that is named can be taken back.

        In any other round, asking for a level would tell the room whether somebody chose it.
        """
        return key in self._seen and key in self._rounds

    def cast(self, session: Session, key: ItemKey, level: int) -> OpenRound:
        """Count one card; level 0 is "can't say".

        Raises:
            NotTaken: The scale has no such level, or the totals could not be kept.
        """
        counted = _counted(self._rounds.get(key) or _fresh(session, key, "cards"), level)
        self._keep({**self._rounds, key: counted})
        self._seen.discard(key)  # nobody has seen the card that came now
        self._last_card = (key, level) if counted.how == "cards" else None
        return counted

    def take_back(self, key: ItemKey, level: int | None) -> OpenRound | None:
        """Take one card back: the last one, or, where the spread was seen, one of the level that is named.

        Raises:
            NotTaken: There is no such card, or nobody may know which there are.
        """
        one = self._rounds.get(key)
        if one is None or one.how != "cards":
            raise NotTaken("There is no card to take back")
        if level is None:
            if self._last_card is None or self._last_card[0] != key:
                raise NotTaken(_NOT_REMEMBERED)
            level = self._last_card[1]
        elif not self.was_seen(key):
            raise NotTaken(_NOT_REMEMBERED)
        try:
            fewer = one.without_answer(level)
        except ValueError:
            raise NotTaken("There is no such card to take back") from None
        rounds = {**self._rounds, key: fewer}
        if not fewer.answers:
            del rounds[key]
        self._keep(rounds)
        self._seen &= rounds.keys()
        return rounds.get(key)

    def cast_ballot(self, session: Session, answers: Mapping[ItemKey, int]) -> None:
        """Count one person's answers, split by item at once.

        From then on the whole round is a secret ballot, and nothing of it can be taken back.

        Raises:
            NotTaken: An answer does not fit, or they could not be kept; none is counted.
        """
        rounds = dict(self._rounds)
        for key, level in answers.items():
            counted = _counted(rounds.get(key) or _fresh(session, key, "ballot"), level)
            rounds[key] = replace(counted, how="ballot")
        self._keep(rounds)

    def reopen(self, key: ItemKey, closed: Round, number: int) -> None:
        """Put a round that was closed among the open ones again; ``number`` is which round of its item it is.

        Raises:
            NotTaken: It could not be kept.
        """
        one = OpenRound(closed.counts, closed.cant_say, closed.how, number)
        try:
            self._put_closing(key, one)
        except OSError as error:
            raise NotTaken(f"Not taken back: {why(error)}. Nothing was changed") from None
        self._rounds = {**self._rounds, key: one}
        self._last_card = None
        self._seen.add(key)

    def discard(self, keys: Collection[ItemKey]) -> None:
        """Throw rounds away.

        Raises:
            NotTaken: It could not be done.
        """
        self._keep({other: one for other, one in self._rounds.items() if other not in keys})
        self._seen.difference_update(keys)

    def closing(self, key: ItemKey) -> None:
        """The round is about to be in the session: totals that a crash leaves behind are known by their counts then."""
        with contextlib.suppress(OSError):  # on a full disk, a reveal that goes straight to the file matters more
            self._put_closing(key, self._rounds[key])

    def forget(self, key: ItemKey) -> None:
        """A round is in the session now. If its totals stay behind, they are known: see :meth:`closing`."""
        self._rounds = {other: one for other, one in self._rounds.items() if other != key}
        self._last_card = None
        self._seen.discard(key)
        with contextlib.suppress(OSError):
            self._put(self._rounds)

    def move_to(self, drawer: Drawer) -> None:
        """The session is kept in another file from now on."""
        with self._moving:
            left, self._file, self._on_disk = self._file, OpenVotes(drawer), {}
            with contextlib.suppress(OSError):  # the totals are in memory, and are kept with the next vote
                self._put(self._rounds)
                left.put(dict.fromkeys(self._rounds))

    def _keep(self, rounds: dict[ItemKey, OpenRound]) -> None:
        """Put the totals on disk; only then are they the totals."""
        try:
            self._put(rounds)
        except OSError as error:
            raise NotTaken(f"Not counted: {why(error)}. Nothing was changed") from None
        self._rounds = rounds
        self._last_card = None

    def _put_closing(self, key: ItemKey, one: OpenRound) -> None:
        with self._moving:
            self._file.put({key: one}, closing=True)
            self._on_disk[key] = one

    def _put(self, rounds: Mapping[ItemKey, OpenRound]) -> None:
        """Bring the file up to date with what changed here; what another window has there stays.

        Raises:
            OSError: It could not be.
        """
        with self._moving:
            keys = {*rounds, *self._on_disk}
            changed = {key: rounds.get(key) for key in keys if rounds.get(key) != self._on_disk.get(key)}
            self._file.put(changed)
            self._on_disk = dict(rounds)


def without_place(drawer: Drawer, session: Session) -> list[ItemKey]:
    """Items of open rounds that this state of a session has no place for: it does not have them, or another scale."""
    return [key for key, one in OpenVotes(drawer).load().items() if not _has_place(session, key, one)]


def _counted(one: OpenRound, level: int) -> OpenRound:
    try:
        return one.with_answer(level)
    except ValueError as error:
        raise NotTaken(capital(str(error))) from None


def _fresh(session: Session, key: ItemKey, how: How) -> OpenRound:
    rating, scale = session.rating(key), session.scale(key.framework)
    if rating is None or scale is None:
        raise NotTaken("This session does not have that item")
    return OpenRound((0,) * len(scale.levels), how=how, number_of_round=len(rating.rounds))


def _has_place(session: Session, key: ItemKey, one: OpenRound) -> bool:
    """Whether a session has this item, with as many levels."""
    rating, scale = session.rating(key), session.scale(key.framework)
    return rating is not None and scale is not None and len(scale.levels) == len(one.counts)


def _is_closed(session: Session, key: ItemKey, one: OpenRound) -> bool:
    """Whether a round of just these totals, or of a later number, is in the session."""
    rating = session.rating(key)
    since = rating.rounds[one.number_of_round :] if rating else ()
    return any((closed.counts, closed.cant_say) == (one.counts, one.cant_say) for closed in since)


def _as_next(session: Session, key: ItemKey, one: OpenRound) -> OpenRound:
    """The round that it will be, after those that another laptop closed or took back meanwhile."""
    rating = session.rating(key)
    return replace(one, number_of_round=len(rating.rounds)) if rating else one
