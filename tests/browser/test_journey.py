"""A reader's way, with scripts switched off: front page, search, paragraph, references, as transmitted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page whose scripts are off."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_from_the_front_page_to_one_paragraph_and_back(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("Currently released so far…")).to_be_visible()
    page.get_by_label("Search the cables").fill("cantons")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("status")).to_contain_text("1 found")
    expect(page.locator("mark")).to_have_text("cantons")
    page.get_by_role("link", name="THE GLACIER TOLL").click()

    expect(page).to_have_url(re.compile(r"/cable/07BERN901[?]hl=cantons#p2$"))
    expect(page.locator("section#p2 mark")).to_have_text("cantons")
    expect(page.locator("section#p2")).to_be_in_viewport()
    expect(page.locator("section#p2")).to_contain_text("The cantons will agree")
    page.get_by_role("link", name="Link to paragraph 4").click()
    expect(page).to_have_url(re.compile(r"#p4$"))

    page.get_by_text("Header: routing and addressees").click()
    expect(page.get_by_text("VZCZCXRO3112")).to_be_visible()
    page.get_by_role("link", name="ref A", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LUNCH")
    page.get_by_role("link", name="THE GLACIER TOLL").click()  # cited by
    page.get_by_role("link", name="As transmitted").click()
    expect(page.locator("pre.telegram")).to_contain_text(
        "asked for time-\nsensitive advice", use_inner_text=True
    )


def test_from_the_axes_to_the_last_page_of_a_list(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Browse").get_by_role("link", name="Origin").click()
    page.get_by_role("link", name="Embassy Oslo").click()
    expect(page.get_by_text("120 cables")).to_be_visible()
    page.get_by_role("link", name="Next page").click()
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 3 of 3")).to_be_visible()
    page.get_by_role("link", name="search in them").click()
    expect(page.get_by_role("status")).to_contain_text("120 found")
    page.get_by_label("Order").select_option("newest first")
    page.get_by_role("button", name="Search").click()
    # In whichever order the form sends them.
    for part in ("sort=created", "origin=embassy-oslo"):
        expect(page).to_have_url(re.compile(part))


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/cable/07BERN901")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_from_hit_to_hit_by_keyboard_alone(page: Page) -> None:
    page.goto("/cable/07BERN901?hl=toll")
    page.get_by_role("link", name="First hit", exact=True).focus()
    for number in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(rf"#hit-{number}$"))
        expect(page.locator(f"mark#hit-{number}")).to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Next hit", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#hit-2$"))
    page.go_back()
    expect(page.locator("mark#hit-3")).to_be_in_viewport()
    page.get_by_role("link", name="Without marks").click()
    expect(page.locator("mark")).to_have_count(0)


def test_an_old_address_still_leads_to_its_paragraph(page: Page) -> None:
    page.goto("/cable/2007/09/07BERN901.html#par5")
    expect(page).to_have_url(re.compile(r"/cable/07BERN901#par5$"))
    expect(page.locator("section#p5")).to_be_in_viewport()


def test_on_paper_only_the_cable_is_left(page: Page) -> None:
    page.goto("/cable/07BERN901")
    page.emulate_media(media="print")
    for gone in ("nav[aria-label=Browse]", ".permalink >> nth=0", "form.seek", ".help"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("section#p6")).to_be_visible()
