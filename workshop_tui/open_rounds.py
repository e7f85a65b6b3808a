"""Votes while they are taken: totals and nothing else, kept on this computer alone until a round is closed.

They do not go through the session's file: see ``store/open_votes.py`` for why. ``workshop.py`` holds these
rounds and decides when one may be opened or closed.
"""

from __future__ import annotations

import contextlib
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
        self._rounds = {key: one for key, one in self._file.load().items() if _still_open(session, key, one)}
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
        self._keep({**self._rounds, key: OpenRound(closed.counts, closed.cant_say, closed.how, number)})
        self._seen.add(key)

    def discard(self, keys: Collection[ItemKey]) -> None:
        """Throw rounds away.

        Raises:
            NotTaken: It could not be done.
        """
        self._keep({other: one for other, one in self._rounds.items() if other not in keys})
        self._seen.difference_update(keys)

    def forget(self, key: ItemKey) -> None:
        """A round is in the session now. If its totals stay behind, they are known by the number of the round."""
        self._rounds = {other: one for other, one in self._rounds.items() if other != key}
        self._last_card = None
        self._seen.discard(key)
        with contextlib.suppress(OSError):
            self._file.save(self._rounds)

    def move_to(self, drawer: Drawer) -> None:
        """The session is kept in another file from now on."""
        left, self._file = self._file, OpenVotes(drawer)
        with contextlib.suppress(OSError):  # the totals are in memory, and are kept with the next vote
            self._file.save(self._rounds)
            left.save({})

    def _keep(self, rounds: dict[ItemKey, OpenRound]) -> None:
        """Put the totals on disk; only then are they the totals."""
        try:
            self._file.save(rounds)
        except OSError as error:
            raise NotTaken(f"Not counted: {why(error)}. Nothing was changed") from None
        self._rounds = rounds
        self._last_card = None


def without_place(drawer: Drawer, session: Session) -> list[ItemKey]:
    """Items of open rounds that this state of a session has no place for; not those closed in it meanwhile."""
    found = OpenVotes(drawer).load().items()
    return [key for key, one in found if not _still_open(session, key, one) and not _is_closed(session, key, one)]


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


def _still_open(session: Session, key: ItemKey, one: OpenRound) -> bool:
    """Whether totals belong to an item of this session, and to a round that was not closed meanwhile."""
    rating, scale = session.rating(key), session.scale(key.framework)
    if rating is None or scale is None:
        return False
    return len(rating.rounds) == one.number_of_round and len(scale.levels) == len(one.counts)


def _is_closed(session: Session, key: ItemKey, one: OpenRound) -> bool:
    rating = session.rating(key)
    return rating is not None and len(rating.rounds) > one.number_of_round
