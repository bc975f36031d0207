"""Text -> the languages in which it is written, by its commonest words and its letters.

Telegrams are nearly all English; what makes the others worth finding is a note, a speech or an article in
another language within them.  So a text is judged in windows of fifty words, and each language that fills
windows is named.  Letters without accents are expected: most telegrams were sent so.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "pt": "Portuguese",
        "de": "German",
        "it": "Italian",
        "nl": "Dutch",
        "tr": "Turkish",
        "id": "Indonesian",
        "ru": "Russian",
        "uk": "Ukrainian",
        "ar": "Arabic",
        "fa": "Persian",
        "he": "Hebrew",
        "el": "Greek",
        "zh": "Chinese",
        "ja": "Japanese",
        "ko": "Korean",
    }
)
"""Every language that can be found, by its code of ISO 639-1."""

_WINDOW: Final = 50
"""Words that are judged together."""
_FEWEST: Final = 20
"""Words of a text; of fewer nothing is said."""
_LEAST_SHARE: Final = 0.2
"""Of a window: so many of its words are common ones of the language.  In plain prose it is 0.35 to 0.5."""
_LEAST_KINDS: Final = 5
"""Different ones of them: a list of names has "de la" again and again."""
_LEAD: Final = 1.4
"""So many times as many as of any other language."""
_FEWEST_LETTERS: Final = 100
"""Of another script: some twenty words, or forty of Chinese, are more than a name."""
_LINE: Final = 2
"""Windows in which a language must be found beside others."""
_LETTERS: Final = 250
"""That fill a window."""

# The commonest words, folded; what several languages share counts for each.
_COMMON: Final = {
    "en": "the of and to in a that is was for on with as by be he it at from has have not are this which had"
    " but his an or were they their will would been who said its she we there more also about than if",
    "es": "de la el en y los que del se las por un con una su para al es lo como mas o pero sus le ya este si"
    " porque esta entre cuando muy sin sobre tambien hasta hay donde no fue ha son ser",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas sur au avec ne se ce il sont"
    " aux ont mais comme ou leur cette a l d nous vous ses sa son elle etre",
    "pt": "de a o que e do da em um para com nao uma os no se na por mais as dos como mas ao ele das tem seu"
    " sua ou quando muito nos ja tambem so pelo pela ate isso entre foi sao ser",
    "de": "der die und in den von zu das mit sich des auf fur fuer ist im dem nicht ein eine als auch es an"
    " werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber ueber",
    "it": "di e il la che in a per un sono con non una le si da del della dei gli al alla nel nella come piu"
    " anche ma lo i questo essere ha dal delle sul stato",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar maar uit dan"
    " nog worden wordt heeft deze tot over werd hebben die",
    "tr": "ve bir bu da de icin ile olarak cok daha olan gibi kadar ne sonra var hem ki degil ancak"
    " tarafindan oldugu her ya en bunun ise veya turkiye",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena oleh ada telah bahwa"
    " sebagai atau mereka kami para tersebut dapat bisa adalah lebih harus",
}
_OF_WORD: Final[Mapping[str, tuple[str, ...]]] = {
    word: tuple(language for language, words in _COMMON.items() if word in words.split())
    for word in " ".join(_COMMON.values()).split()
}

_ENGLISH_ALONE: Final = frozenset(word for word, of in _OF_WORD.items() if of == ("en",)).__contains__
"""Tells the common words that are English and nothing else: of nearly every window they are enough."""
_ASCII: Final = re.compile("[\x00-\x7f]+")
_SCRIPTS: Final = {
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0620-\u06ff]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
"""Script or language -> one of its letters."""
_ALPHABETS: Final = {
    "cyrillic": ("ru", "uk", re.compile("[\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]")),
    "arabic": ("ar", "fa", re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")),
}
"""Script -> its commonest language, another one, and a letter that only the other one has."""
_TELLING: Final = 50
"""One letter in so many is one that only the rarer language of a script has."""


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that ``text`` holds, the most of it first; codes of LANGUAGES, none where unsure.

    text: the words of a telegram below its header.
    """
    found: Counter[str] = Counter()
    if not text.isascii():
        found.update(dict(_by_letters(_ASCII.sub("", text))))
        text = unicodedata.normalize("NFKD", text.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i"))
        text = text.encode("ascii", "ignore").decode()
    words = text.lower().split()
    if len(words) >= _FEWEST:
        found.update(_by_words(words))
    most = max(found.values(), default=0)
    enough = min(_LINE, most)
    # Sorted, so that equal ones come in one order.
    ranked = sorted(found, key=lambda language: (-found[language], language))
    return tuple(language for language in ranked if found[language] >= enough)


def _by_words(words: Sequence[str]) -> Iterator[str]:
    """Give the language of each window of which there is no doubt."""
    for start in range(0, max(1, len(words) - _FEWEST), _WINDOW):
        window = words[start : start + _WINDOW]
        least = _LEAST_SHARE * len(window)
        english = list(filter(_ENGLISH_ALONE, window))
        if len(english) >= least and len(set(english)) >= _LEAST_KINDS:
            yield "en"
            continue
        counts: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for word, count in Counter(window).items():
            for language in _OF_WORD.get(word, ()):
                counts[language] += count
                kinds[language] += 1
        if not counts:
            continue
        (best, most), (_other, second) = (*counts.most_common(2), ("", 0))[:2]
        if most >= max(least, _LEAD * second) and kinds[best] >= _LEAST_KINDS:
            yield best


def _by_letters(text: str) -> Iterator[tuple[str, int]]:
    """Give each language that has letters of its own, and how many windows they fill.

    text: without letters of ours.
    """
    scripts = {name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()}
    if scripts["ja"] >= _FEWEST_LETTERS:
        # Japanese is written with both.
        scripts["ja"] += scripts.pop("zh")
    for name, count in scripts.items():
        if count >= _FEWEST_LETTERS:
            language, rarer, telling = _ALPHABETS.get(name, (name, name, None))
            is_rarer = telling is not None and len(telling.findall(text)) * _TELLING >= count
            yield rarer if is_rarer else language, max(_LINE, count // _LETTERS)
