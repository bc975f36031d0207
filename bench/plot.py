"""Small line plots side by side as one SVG: panels in, text out; the same panels give the same bytes."""

from dataclasses import dataclass
from html import escape
from math import log10

_WIDTH, _HEIGHT = 480, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 150, 46, 34
_COLUMNS = 2
_LABEL = 15
# Okabe and Ito's, which the colour-blind can tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#6a3d9a", "#8a6d00", "#000000", "#7f7f7f")


@dataclass(frozen=True)
class Panel:
    """One plot: values over counts on a logarithmic axis, from 0 up."""

    title: str
    lines: dict[str, list[tuple[int, float]]]
    """Label -> (count, value), by count."""


def svg(panels: list[Panel], *, title: str) -> str:
    """All panels in one picture, with a white ground of its own, for light pages and dark."""
    rows = -(-len(panels) // _COLUMNS)
    width, height = _WIDTH * _COLUMNS, _HEIGHT * rows
    drawn = [
        f'<g transform="translate({number % _COLUMNS * _WIDTH} {number // _COLUMNS * _HEIGHT})">'
        f"\n{_panel(panel)}\n</g>"
        for number, panel in enumerate(panels)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            '<g font-family="system-ui, sans-serif" font-size="12" fill="#222">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *drawn,
            "</g>\n</svg>\n",
        )
    )


def _panel(panel: Panel) -> str:
    points = [point for line in panel.lines.values() for point in line]
    counts = sorted({count for count, _value in points})
    step = _step(max(value for _count, value in points))
    top = step * -(-max(value for _count, value in points) // step)
    low, high = log10(counts[0]), log10(counts[-1])
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def place(count: int, value: float) -> tuple[float, float]:
        share = (log10(count) - low) / (high - low) if high > low else 1.0
        return round(_LEFT + across * share, 1), round(_TOP + down * (1 - value / top), 1)

    drawn = [f'<text x="{_LEFT}" y="24" font-size="14" font-weight="600">{escape(panel.title)}</text>']
    for number in range(int(top / step + 0.5) + 1):
        _x, y = place(counts[0], number * step)
        drawn.append(f'<path d="M{_LEFT} {y}h{across}" stroke="#ddd"/>')
        drawn.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{number * step:,g}</text>')
    for count in counts:
        x, _y = place(count, 0)
        drawn.append(f'<text x="{x}" y="{_TOP + down + 20}" text-anchor="middle">{count:,}</text>')
    for (label, line), colour in zip(panel.lines.items(), _COLOURS, strict=False):
        spots = [place(*point) for point in line]
        path = " ".join(f"{x},{y}" for x, y in spots)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in spots]
        del label
    return "\n".join([*drawn, *_labels(panel, place)])


def _labels(panel: Panel, place) -> list[str]:  # noqa: ANN001 - the function above
    """The name and the last value of each line, at its end, pushed apart where they would meet."""
    ends = [(place(*line[-1])[1], label, line[-1][1]) for label, line in panel.lines.items()]
    colour_of = dict(zip(panel.lines, _COLOURS, strict=False))
    drawn, lowest = [], 0.0
    ends.sort()
    # From the top down; as far up as all those below still have room.
    room = _HEIGHT - 8 - _LABEL * len(ends)
    for number, (wanted, label, value) in enumerate(ends):
        y = max(min(wanted + 4, room + _LABEL * (number + 1)), lowest + _LABEL)
        lowest = y
        text = f"{escape(label)} {value:,.3g}" if value < 1000 else f"{escape(label)} {value:,.0f}"
        drawn.append(
            f'<text x="{_WIDTH - _RIGHT + 10}" y="{round(y, 1)}" fill="{colour_of[label]}">{text}</text>'
        )
    return drawn


def _step(largest: float) -> float:
    """1, 2 or 5 times a power of ten, so that there are two to five lines."""
    power = 10 ** int(f"{largest or 1:e}".partition("e")[2])
    return next(step for step in (power / 5, power / 2, power, 2 * power) if largest / step <= 5)
