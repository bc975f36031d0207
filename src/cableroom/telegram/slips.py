"""Slips of a hand or of the wire: one wrong letter in a word that is known."""


def one_slip(word: str, right: str) -> bool:
    """Tell whether one letter was changed, lost or added, or two neighbors changed places."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = 0
    while same < min(len(word), len(right)) and word[same] == right[same]:
        same += 1
    rest, wanted = word[same:], right[same:]
    turned = rest[1:2] + rest[:1] + rest[2:]
    return wanted in (rest[1:], turned) or rest in (wanted, wanted[1:]) or rest[1:] == wanted[1:]
