"""The same page as mirrors, browsers and tools left it: always the same telegram."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Final

import pytest

from cableroom.errors import CableroomError
from cableroom.sources import RawRecord, StatedFields, cablegate_html, detect, read_stream
from sources.test_cablegate_html import ARTICLES, page

PLAIN: Final = page(more=ARTICLES).decode()


def upper(source: str) -> str:
    """Names of elements in capitals."""
    return re.sub(r"</?[a-z]+[0-9]?(?=[ >])", lambda tag: tag[0].upper(), source)


def without(*ends: str) -> Callable[[str], str]:
    """Drop these marks wherever they stand."""

    def dropped(source: str) -> str:
        for end in ends:
            source = source.replace(end, "")
        return source

    return dropped


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda source: source.replace(old, new)


def saved_by_a_browser(source: str) -> str:
    """As Chrome and Firefox save: written anew from what they had read, links made absolute."""
    source = source.replace("'", '"').replace("&#x000A;", "\n").replace("<tr>", "<tbody><tr>", 1)
    source = re.sub(r'href="/', 'href="http://cables.example/', source)
    mark = "<!-- saved from url=(0054)http://cables.example/cable/2007/11/07BERN900001.html -->\n"
    return f"<!DOCTYPE html>\n{mark}" + source[source.index("<html") :].replace("<br />", "<br>")


VARIANTS = [
    (swapped("'", '"'), "double quotes"),
    (swapped("='", "= '"), "blanks in attributes"),
    (upper, "capitals"),
    (without("</td>", "</tr>", "</th>"), "cells without ends"),
    (without("</code>"), "code without an end"),
    (without("<code>", "</code>"), "pre alone"),
    (without(" class='cable'"), "a table of no class"),
    (swapped("class='cable'", "class='wide cable' id='t'"), "a table of more classes"),
    (swapped("<pre>", "<pre class='x' style='y'>"), "a styled box"),
    (swapped("<code><pre>", "<code>\n  <pre>"), "blanks between the marks"),
    (swapped("&#x000A;", "\n"), "real line ends"),
    (swapped("&#x000A;", "&#10;"), "decimal line ends"),
    (swapped("&#x000A;", "&#xA;\n"), "line ends of both kinds"),
    (saved_by_a_browser, "saved by a browser"),
    (swapped("href='/", "href='../../../"), "links rewritten by wget"),
    (swapped("href='/", "href='/web/20110102030405/http://cables.example/"), "kept by an archive"),
    (swapped("<body>", "<body><script>var a = \"<pre>\";</script><div id='ad'>A banner</div>"), "a banner"),
    (swapped("</body>", "<script src='//cdn.example/x.js'></script></body>"), "a script behind it"),
    (swapped("encoding='utf-8'", "encoding='iso-8859-1'"), "another encoding declared"),
    (swapped("¶", "&para;"), "the sign as an entity"),
    (swapped("¶", "&#182;"), "the sign as a number"),
    (swapped(" id='par1' href='#par1'>", " href='#par1' name='par1'>"), "anchors written otherwise"),
    (swapped("<table", "<p>Currently 3</p><table"), "words before the table"),
    (swapped("\n", "\r\n"), "other line ends"),
    (swapped("<?xml version='1.0' encoding='utf-8' ?>\n", ""), "no XML line"),
    (
        swapped("Viewing cable 07BERN900001,", "Viewing cable 07BERN900001, &amp;#8217;"),
        "entities in the title",
    ),
    (without("</pre></code>\n</div></div>"), "no end of the box, but of the page"),
]


@pytest.mark.parametrize(("changed", "why"), VARIANTS, ids=[each[1] for each in VARIANTS])
def test_always_the_same_telegram(changed: Callable[[str], str], why: str) -> None:
    data = changed(PLAIN).encode()
    assert data != PLAIN.encode(), why
    assert detect(data) is cablegate_html, why
    (found,) = read_stream(BytesIO(data), file="x")
    (plain,) = read_stream(BytesIO(PLAIN.encode()), file="x")
    assert isinstance(found, RawRecord)
    assert isinstance(plain, RawRecord)
    assert found.text.replace("\r\n", "\n").rstrip() == plain.text.rstrip()
    assert found.stated == plain.stated
    assert isinstance(found.stated, StatedFields)


CF = "<a href='/cdn-cgi/l/email' class='__cf_email__' data-cfemail='0a61'>[email&#160;protected]</a>"
SCRIPT = (
    "<script data-cfhash='f9e31' type=\"text/javascript\">/* <![CDATA[ */ if (a < b) {} /* ]]> */</script>"
)
HIDDEN = [
    (CF, "a link"),
    (CF + SCRIPT, "a link and its script"),
    (CF.replace("<a ", "<span ").replace("</a>", "</span>"), "a span"),
]


@pytest.mark.parametrize(("written", "why"), HIDDEN, ids=[each[1] for each in HIDDEN])
def test_a_hidden_address_stays_hidden_and_is_noted(written: str, why: str) -> None:
    """It is personal data that the page does not show; its original keeps it."""
    data = PLAIN.replace("1. (S) Text.", f"1. (S) Write to {written} soon.").encode()
    (found,) = read_stream(BytesIO(data), file="x")
    assert isinstance(found, RawRecord)
    assert "Write to [email\xa0protected] soon." in found.text, why
    assert found.problems == ("email-hidden",)


def test_articles_kept_by_a_web_archive_are_those_themselves() -> None:
    data = PLAIN.replace("http://news.example", "/web/20110102030405/http://news.example").encode()
    (found,) = read_stream(BytesIO(data), file="x")
    assert isinstance(found, RawRecord)
    assert found.stated.coverage == ("http://news.example/a",)


def test_a_page_saved_as_mail_is_refused_with_what_to_do() -> None:
    mail = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: http://cables.example/x\nMIME-Version: 1.0\n"
    )
    data = f'{mail}Content-Type: multipart/related;\n\ttype="text/html"\n\n--x\n{PLAIN}'.encode()
    with pytest.raises(CableroomError) as refused:
        list(read_stream(BytesIO(data), file="x"))
    assert refused.value.code == "unsupported-type"
    assert refused.value.hint == "open it in a browser and save it as HTML"
