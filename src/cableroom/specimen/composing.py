"""The text of a report: paragraphs and headings, in the order of a telegram.

In: a seed, what is planned of the cable, how many words are wanted. Out: a ``Report``. Longer reports
take in more topics of the same country, each under headings of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from cableroom.specimen.chance import likely
from cableroom.specimen.deck import Deck
from cableroom.specimen.nations import person
from cableroom.specimen.plan import Planned
from cableroom.specimen.topics import Topic, frames, topics
from cableroom.specimen.voice import Mark, Voice
from cableroom.specimen.wording import Wording

_WORDS_PER_TOPIC, _MOST_TOPICS = 780, 7
_SHORT, _WITH_SUMMARY = 200, 0.82
_HEADED, _SHORTEST_SECTION, _WORTH_A_NOTE = 260, 28, 80
_PARAGRAPH = (45, 125)
# What a contact, or the officer, does next, with the share of all that comes before it.
_TALK = (
    ("speech", 0.42),
    ("speech_two", 0.58),
    ("ask", 0.7),
    ("reply", 0.84),
    ("color", 0.92),
    ("context", 1.0),
)
_VOICES = (("speech", 0.4), ("press", 0.6), ("demand", 0.8), ("speech_two", 1.0))


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a paragraph."""

    role: str
    """heading, summary, comment, or text."""
    text: str
    """One line, sentences joined; the sub-points of a paragraph follow on lines of their own."""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report without its number, its marks of classification and its line ends."""

    topics: tuple[Topic, ...]
    """The first is that of the story."""
    subject: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    """In the order of the text."""


def compose(
    seed: int,
    planned: Planned,
    words: int,
    *,
    protects: bool,
    instruction: bool,
    reference: str,
    random: Random,
) -> Report:
    """The report of about ``words`` words.

    protects: mark the local observer's name at its first place.
    instruction: write as the Department to a post.
    reference: how the running text names the first reference, ``ref A``; empty when there is none.
    """
    writer = _Writer(seed, planned, words, reference, random)
    writer.voice.protects = protects
    subject = _drawn(writer.voice.topic.subjects, writer.voice)
    if instruction:
        writer.instruction()
    else:
        writer.report()
    return Report(
        tuple(voice.topic for voice in writer.voices), subject, tuple(writer.parts), tuple(writer.marks)
    )


class _Writer:
    """Writes one report; the voice changes with the topic."""

    def __init__(self, seed: int, planned: Planned, words: int, reference: str, random: Random) -> None:
        self.random = random
        self.chance = random.random
        self.words = words
        self.written = 0
        self.gap = "  " if likely(0.7, self.random) else " "
        self.reference = reference
        self.decks: dict[str, Deck] = {}
        self.parts: list[Part] = []
        self.marks: list[Mark] = []
        self.announced: list[Voice] = []
        subjects = _topics(seed, planned, max(1, min(_MOST_TOPICS, round(words / _WORDS_PER_TOPIC))))
        self.voices = [Voice(seed, planned, topic, place, random) for place, topic in enumerate(subjects)]
        american = person("anglo", random).name
        for voice in self.voices:
            voice.marks = self.marks
            voice.update(american=american, ref=reference, reftel=reference or "the demarche", action="3")
            voice.update(bureau=subjects[0].bureau)
        self.voice = self.voices[0]

    # -- the whole --

    def report(self) -> None:
        """What was learned: summary, one episode per topic, comment."""
        summed = self.words > _SHORT and self.chance() < _WITH_SUMMARY
        if summed:
            self._paragraph("summary", min(130, 30 + self.words // 14), self._summing_up())
        comment = min(170, self.words // 8) if self.words > _SHORT else 0
        share = (self.words - comment - self.written) // len(self.voices)
        for voice in self.voices:
            self.voice = voice
            self._episode(share)
        self.voice = self.voices[0]
        if comment:
            self._paragraph("comment", comment, self._commenting())
        if likely(0.06, self.random):
            self._paragraph("text", 1, self._one("telephone"))

    def instruction(self) -> None:
        """What a post is to do, and with which words."""
        self._paragraph("text", 1, self._one("instruction"))
        self._heading("Background")
        self._section(self._recounting(), max(60, self.words // 2))
        self._heading("Objectives")
        self._points("Department requests that post take the following action:", "objectives", 4)
        self._heading("Talking Points")
        self._points("Post should draw on the following points:", "points", 6)
        self._heading("Reporting Deadline")
        self._paragraph("text", 60, self._all("reporting"))

    def _episode(self, words: int) -> None:
        """One topic: what it is about, what was said, what others say, what comes next."""
        end = self.written + words
        sections: list[tuple[str, float, Iterator[str]]] = [
            ("background", 0.3, self._recounting()),
            ("meeting", 0.42, self._meeting()),
            ("views", 0.2, self._others()),
            ("next", 0.08, self._all("next_steps")),
        ]
        if likely(0.3, self.random):
            sections[0], sections[1] = sections[1], sections[0]
        headed = words > _HEADED and likely(0.8, self.random)
        for name, share, sentences in sections:
            if words * share < _SHORTEST_SECTION:
                continue
            if headed:
                self._heading(self._title(name))
            self._section(sentences, int(words * share))
        if end - self.written > _WORTH_A_NOTE:
            if headed:
                self._heading(self._title("bio"))
            self._section(self._all("bio"), end - self.written)

    # -- what the sections say --

    def _summing_up(self) -> Iterator[str]:
        for voice in self.voices:
            self.voice = voice
            sums = Deck(voice.topic.sums, self.chance)
            for _ in range(3 if voice is self.voices[0] else 1):
                if (found := sums.draw(voice.claims.left)) is not None:
                    yield found.sentence(voice, self.chance)
        self.voice = self.voices[0]

    def _recounting(self) -> Iterator[str]:
        if self.reference and likely(0.6, self.random):
            yield from self._one("refs")
        while True:
            fact = self.voice.facts.draw() if likely(0.72, self.random) else None
            said = [fact.sentence(self.voice, self.chance)] if fact else list(self._one("context"))
            if not said and (fact := self.voice.facts.draw()):
                said = [fact.sentence(self.voice, self.chance)]
            if not said:
                return
            yield from said

    def _meeting(self) -> Iterator[str]:
        self.voice.speaker = self.voice.roles[likely(0.5, self.random)]
        yield from self._one("open")
        while said := self._first(self._kind(_TALK), "speech", "reply"):
            yield said

    def _others(self) -> Iterator[str]:
        yield from self._one("views_open")
        if self.voice.protects or likely(0.5, self.random):
            yield from self._one("protected")
        if likely(0.02, self.random):
            yield from self._one("withheld")
        while True:
            self.voice.speaker = self.voice.roles[self.voice.number(2, 6)]
            if not (said := self._first(self._kind(_VOICES), "speech", "context")):
                return
            yield said

    def _commenting(self) -> Iterator[str]:
        self.voice.speaker = self.voice.roles[0]
        while True:
            outlook = self.voice.outlook.draw()
            if outlook:
                yield outlook.sentence(self.voice, self.chance)
            said = list(self._one("comment"))
            if not outlook and not said:
                return
            yield from said

    # -- sentences --

    def _kind(self, kinds: tuple[tuple[str, float], ...]) -> str:
        drawn = self.chance()
        return next(name for name, most in kinds if drawn < most)

    def _one(self, name: str) -> Iterator[str]:
        """The next sentence of the list ``name``, if one is left for which the topic has clauses enough."""
        if name not in self.decks:
            self.decks[name] = Deck(frames(name), self.chance)
        if found := self.decks[name].draw(self.voice.claims.left):
            yield found.sentence(self.voice, self.chance)

    def _all(self, name: str) -> Iterator[str]:
        while said := self._first(name):
            yield said

    def _first(self, *names: str) -> str:
        """A sentence of the first list that has one; empty if none has."""
        for name in names:
            for said in self._one(name):
                return said
        return ""

    # -- paragraphs --

    def _heading(self, text: str) -> None:
        self.parts.append(Part("heading", text))

    def _title(self, section: str) -> str:
        """A heading; the later topics of a round-up begin with their own."""
        if self.voice is not self.voices[0] and self.voice not in self.announced:
            self.announced.append(self.voice)
            return _drawn(self.voice.topic.subjects, self.voice)
        first, second = (role.person.surname for role in self.voice.roles[:2])
        self.voice.update(Title1=self.voice.roles[0].office[4:].title(), Last1=first, Last2=second)
        return self._first(f"headings_{section}") or self.voice["issue_short"].title()

    def _section(self, sentences: Iterator[str], words: int) -> None:
        """Paragraphs until about ``words`` are written or nothing is left to say."""
        end = self.written + words
        while self.written < end - 20:
            size = min(end - self.written, self.voice.number(*_PARAGRAPH))
            if not self._paragraph("text", size, sentences):
                return

    def _paragraph(self, role: str, words: int, sentences: Iterator[str]) -> bool:
        """One paragraph of at least ``words`` words; False if there is nothing to say."""
        said: list[str] = []
        start = self.written
        for sentence in sentences:
            said.append(sentence)
            self.written += sentence.count(" ") + 1
            if self.written - start >= words:
                break
        if said:
            self.parts.append(Part(role, self.gap.join(said)))
        return bool(said)

    def _points(self, lead: str, name: str, most: int) -> None:
        points = tuple(sentence for _, sentence in zip(range(most), self._all(name), strict=False))
        self.written += sum(point.count(" ") + 1 for point in points)
        self.parts.append(Part("text", lead, points))


def _drawn(wordings: tuple[Wording, ...], voice: Voice) -> str:
    return wordings[voice.number(0, len(wordings))].sentence(voice, voice.chance)


def _topics(seed: int, planned: Planned, count: int) -> list[Topic]:
    """The topic of the story, and others for a round-up."""
    story = Random(f"topics {seed} {planned.story}")
    return story.sample(topics(), count)
