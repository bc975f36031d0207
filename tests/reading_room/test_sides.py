"""The side bar says what it leaves out."""

import pytest

from cableroom.public.search.handle import Published
from cableroom.public.search.searching import Question, search
from cableroom.public.site import sides
from cableroom.public.site.asking import Asked
from processes import World


@pytest.mark.parametrize("view", [(), (("list", "origin"),)], ids=["usual", "whole list"])
def test_a_list_that_is_too_long_says_how_many_are_left(
    room: World, monkeypatch: pytest.MonkeyPatch, view: tuple[tuple[str, str], ...]
) -> None:
    monkeypatch.setattr(sides, "_SHOWN", 1)
    monkeypatch.setattr(sides, "_MOST", 1)
    found = search(Published(room.published).current(), Question())
    side = {side.facet.name: side for side in sides.sides(Asked(Question(), view=view), found)}["origin"]
    shown = sum(len(choices) for _heading, choices in side.groups)

    assert shown == 1 < side.count == len(found.facets["origin"])
    assert side.whole == ("" if view else "/search?list=origin")
    assert side.left == (side.count - 1 if view else 0)
