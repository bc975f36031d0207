"""Every kind of page, in both colour schemes and at both ends of the widths."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/cable/07BERN901",
    "/cable/07BERN901#p2",
    "/cable/07BERN901?hl=toll#hit-3",
    "/cable/07BERN901?hl=toll#p3",
    "/cable/07BERN902",
    "/cable/07BERN901?view=raw",
    "/cable/07BERN901/related",
    "/cable/05LIMA7",
    "/search?q=the&origin=embassy-bern",
    "/search?q=the&created=2008&tag=PREL&sort=created&of=all&list=tag",
    "/search?q=zeppelin",
    "/search?page=0",
    "/released/2010-11-28",
    "/created",
    "/created/2008",
    "/origin",
    "/origin/embassy-oslo?page=2",
    "/tag",
    "/nowhere",
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 700}


@contextmanager
def opened(browser: Browser, path: str, *, size: ViewportSize) -> Iterator[Page]:
    """The page at ``path`` in a window of this size."""
    context = browser.new_context(
        viewport=size,
        bypass_csp=True,  # for axe, which is a script; the console test keeps the policy
    )
    try:
        page = context.new_page()
        page.goto(path)
        yield page
    finally:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_either_scheme(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path, size=WIDE) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.emulate_media(color_scheme="dark")
        # Only colours differ.
        found = Axe().run(page, options={"runOnly": ["color-contrast"]})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_320_pixels(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path, size=NARROW) as page:
        # As WCAG 1.4.12 widens the text.
        wider = ("line-height: 1.5", "letter-spacing: .12em", "word-spacing: .16em")
        page.add_style_tag(content=f"* {{ {' !important; '.join(wider)} !important }}")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_every_sign_of_a_paragraph_is_large_enough_to_hit(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/cable/07BERN901", size=NARROW) as page:
        signs = page.locator(".permalink").all()
        boxes = [sign.bounding_box() for sign in signs]
    assert len(boxes) == 6
    for box in boxes:
        assert box is not None
        assert box["width"] >= 24
        assert box["height"] >= 24
        assert box["x"] >= 0


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path not in ("/nowhere", "/search?page=0", "/cable/05LIMA7")]
)
def test_no_fault_in_the_console_and_two_further_requests(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path, wait_until="load")
    cookies = context.cookies()
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    context.close()
    assert faults == []
    assert len(asked) <= 3
    assert all(url.startswith(address) for url in asked)
    assert (cookies, stored) == ([], [0, 0])
