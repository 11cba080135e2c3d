"""Each page's main task, done as a reader would in a browser, at both sizes; nothing may leave the machine."""

import re
from datetime import date
from pathlib import Path

import pytest

from allegiance import pipeline, views
from allegiance.notebooks import Answer

expect = pytest.importorskip("playwright.sync_api").expect

AXE = Path(__file__).parents[2] / "web-ui" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
RELATION = "/relation?actor=KAZ&recipient=RUS"


@pytest.fixture(params=list(SIZES))
def page(chromium, site, request):
    """A page that fails the test on a console error, a broken script, or a request to elsewhere."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=site, bypass_csp=False)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on(
        "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((site, "file:", "data:")) else None
    )
    tab.set_default_timeout(15_000)
    yield tab
    context.close()
    assert wrong == []


def settled(page):
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("main:not([aria-busy])")


def biggest(store):
    return store.query("SELECT id FROM events ORDER BY json_array_length(mentions) DESC, id LIMIT 1")[0]["id"]


def fullest(store):
    return store.query("SELECT article, count(*) AS n FROM mentions GROUP BY article ORDER BY n DESC, article LIMIT 1")[
        0
    ]["article"]


def addresses(store):
    return [
        "/", "/?since=2022-06-01", "/relation", RELATION, RELATION + "&from=2022-01&to=2022-06",
        "/assessment?state=KAZ&ally=RUS&since=2022-01-01", "/map?state=KAZ", f"/event/{biggest(store)}",
        f"/article/{fullest(store)}", "/sources?without=Sample%20Portal", "/search?q=Kazakhstan", "/jobs", "/help",
        "/event/none",
    ]  # fmt: skip


def test_every_page_is_accessible_and_fits_its_window(chromium, site, sample_store):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `python hatch_build.py types` first")
    found = []
    for (width, height), scheme in ((SIZES["wide"], "light"), (SIZES["narrow"], "dark")):
        # axe is added by the test itself, which the pages' policy rightly forbids
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, base_url=site, bypass_csp=True
        )
        tab = context.new_page()
        for address in addresses(sample_store):
            tab.goto(address)
            settled(tab)
            tab.add_script_tag(path=AXE)
            tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            result = tab.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
            found += [
                (address, scheme, v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200])
                for v in result["violations"]
            ]
            if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((address, width, "wider than its window", "", ""))
        context.close()
    assert found == []


def test_movers_lead_to_the_relation(page):
    page.goto("/?since=2022-06-01")
    settled(page)
    page.locator("al-movers a, tbody a").first.click()
    assert "/relation?" in page.url
    settled(page)
    assert page.locator("al-course svg").count() == 3


def test_the_busiest_pairs_fit_a_narrow_window(page):
    page.goto("/")
    settled(page)
    table = page.get_by_role("region", name="Pairs with the most events")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_each_mark_of_a_mover_leads_to_the_events_of_its_month(page):
    page.goto("/?since=2022-06-01")
    settled(page)
    assert "perhaps" in page.locator("al-movers li").first.inner_text()
    marks = page.locator("al-movers li svg a")
    page.goto(marks.first.get_attribute("href"))
    settled(page)
    assert 0 < listed(page) < 126


def listed(page):
    """How many events the relation page says there are; it lists some of them at a time."""
    return int(page.locator(".steps", has_text=" of ").last.inner_text().split(" of ")[-1])


def test_a_brush_narrows_the_page_and_escape_undoes_it(page):
    page.goto(RELATION)
    settled(page)
    before = listed(page)
    if page.viewport_size["width"] > 600:
        box = page.locator("al-course .brush").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.45, box["y"] + 60, steps=4)
        page.mouse.up()
    else:
        page.fill("#from", "2022-06")
        page.fill("#to", "2022-08")
        page.get_by_role("button", name="Narrow to these months").click()
    page.wait_for_url("**from=202*")
    settled(page)
    assert 0 < listed(page) < before
    page.locator("h1").click()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "from=" not in url)
    settled(page)
    assert listed(page) == before


def test_a_month_of_the_course_leads_to_its_events_and_narrows_votes_and_ties(page):
    page.goto(RELATION)
    settled(page)
    votes = page.locator(".side-column .events li").count()
    page.locator("al-course .brush").scroll_into_view_if_needed()
    box = page.locator("al-course .brush").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 120)
    page.wait_for_url("**from=2022-*")
    settled(page)
    month = re.search(r"from=(\S{7})&to=(\S{7})", page.url)
    assert month[1] == month[2]
    # a day of the month or the whole year, as far as the reports name it
    told = page.locator("#event .events .when").all_inner_texts()
    assert told
    assert all(month[1] in when or month[1].startswith(when) for when in told)
    assert page.locator(".side-column .events li").count() < votes


def test_arrows_step_through_events_and_the_address_holds_it(page):
    page.goto(RELATION)
    settled(page)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**event=*")
    settled(page)
    first = page.locator("#event .card").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#event .card")).not_to_have_text(first, use_inner_text=True)
    settled(page)
    page.reload()
    assert "2 of" in page.locator("#event .card").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#event .card")).to_have_text(first, use_inner_text=True)
    settled(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/*")


@pytest.mark.parametrize("address", ["/", "/relation", "/sources", "/assessment?state=KAZ&ally=RUS"])
def test_arrows_move_along_the_links_of_each_view(page, address):
    page.goto(address)
    settled(page)
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first


def test_switching_an_outlet_and_a_sign_off_moves_the_answer(page):
    page.goto("/assessment?state=KAZ&ally=RUS&since=2022-01-01")
    settled(page)
    assert page.locator("al-judgement svg").count() == 1
    bar = page.locator("al-signs a").last
    lead = page.locator(bar.get_attribute("href"))
    bar.dispatch_event("click")
    expect(lead).to_be_in_viewport()
    page.get_by_role("checkbox", name="Sample Agency").check()
    page.wait_for_url("**drop=Sample+Agency**")
    settled(page)
    assert "With everything" in page.locator(".note.card").inner_text()
    page.locator(".sign input[name=off]").first.check()
    page.wait_for_url("**off=**")
    settled(page)
    assert page.get_by_text("Signs left out").count() == 1
    # Esc undoes it, as the link beside does
    page.locator("h1").click()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "drop=" not in url and "off=" not in url)


def test_the_map_shows_contested_entities_small_states_and_no_data(page):
    page.goto("/map?state=KAZ")
    settled(page)
    page.wait_for_selector("al-map svg path.none")
    assert page.locator("al-map path.contested").count() >= 6
    assert page.locator("al-map circle.land").count() > 20
    assert "Crimea" in page.locator("al-map").inner_text()
    assert "imply no endorsement" in page.locator("#map").inner_text()
    assert page.locator("al-map path.focal title").text_content() == "Kazakhstan"
    page.get_by_role("button", name="Look closer").click()
    assert "zoom=near" in page.url
    assert page.locator("al-network circle").count() > 5
    # every line between third parties leads to the two, and names that don't fit are told beneath
    assert page.locator("al-network a:has(path)").first.get_attribute("href").startswith("/relation?")
    short, full = (page.locator(f"al-network p.dim {tag}").all_text_contents() for tag in ("b", "bdi"))
    told = dict(zip(short, full, strict=True))
    for node in page.locator("al-network a:has(circle)").all():
        drawn, (name, _) = node.locator("text").text_content(), node.locator("title").text_content().split(": share ")
        assert name in (drawn, told.get(drawn))
    page.fill("#state", "Japan")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**state=Japan**")
    settled(page)
    assert "Japan" in page.locator("h1").inner_text()


def test_every_line_of_the_network_is_drawn_on_screen_in_the_dark_and_on_paper(chromium, site):
    context = chromium.new_context(base_url=site)
    tab = context.new_page()
    tab.goto("/map?state=KAZ")
    settled(tab)
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        tab.emulate_media(media=media, color_scheme=scheme)
        strokes = tab.evaluate(
            "[...document.querySelectorAll('al-network :is(path, line)[class^=s]')].map(l => getComputedStyle(l).stroke)"
        )
        assert len(strokes) > 20
        assert "none" not in strokes
    context.close()


def test_an_event_leads_to_its_article_with_the_words_marked(page, sample_store):
    page.goto(f"/event/{biggest(sample_store)}")
    settled(page)
    assert page.locator(".reports mark.trigger").count() >= 1
    assert page.locator("al-chain svg").count() == 1
    # a box of the chain leads to its report, also to one that is folded
    folded = page.locator("details .reports li").first
    assert not folded.is_visible()
    page.locator(f"al-chain a[href='#{folded.get_attribute('id')}']").click()
    expect(folded).to_be_visible()
    page.locator(".reports li p a").first.click()
    assert "/article/" in page.url
    page.locator(".article a.to-why").first.click()
    assert page.locator(".why:target").count() == 1


def test_a_reader_decides_about_a_report_and_the_newest_word_is_shown(page, sample_store):
    page.goto(f"/event/{biggest(sample_store)}")
    settled(page)
    report = page.locator(".reports li").nth(1)
    # "Unsure" comes last, so that the store is left as it was.
    for button, said in (("Split", "different"), ("Accept", "same"), ("Unsure", "unsure")):
        report.get_by_role("button", name=button).click()
        expect(report).to_contain_text(f"said: {said}")


def test_dropping_an_outlet_shows_what_goes(page):
    page.goto("/sources")
    settled(page)
    page.select_option("#without", "Sample Portal")
    page.wait_for_url("**without=Sample+Portal**")
    settled(page)
    assert "would be gone" in page.locator("#dropped").inner_text()


def test_search_by_key_finds_articles_and_passages(page):
    page.goto("/help")
    page.keyboard.press("/")
    page.keyboard.type("wheat")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=wheat**")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(article|event)/"))


def test_the_question_mark_shows_the_keys_and_escape_hides_them(page):
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("dialog#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#help").is_visible()


def test_a_job_reads_a_file_with_visible_progress(page, tmp_path, sample_store):
    text = "ASTANA (Sample Agency) - Kazakhstan halted wheat exports to Uzbekistan on Monday, the ministry said."
    (tmp_path / f"{page.viewport_size['width']}.txt").write_text(text + f" {page.viewport_size['width']} tonnes.")
    page.goto("/jobs")
    settled(page)
    page.fill("#path", str(tmp_path))
    page.get_by_role("button", name="Read and code").click()
    page.wait_for_selector("al-jobs li")
    # The newest job stands first; the other size's job may be listed too.
    job = page.locator("al-jobs li").first
    job.get_by_text("The store holds").wait_for(timeout=120_000)
    assert "1 articles read, 1 of them new" in job.inner_text()


def inside(page, text):
    """How far the drawn words lie within their drawing: the least distance to its left or right edge, in pixels."""
    return page.evaluate(
        """selector => Math.min(...[...document.querySelectorAll(selector)].map(text => {
            const [inner, outer] = [text.getBoundingClientRect(), text.closest('svg').getBoundingClientRect()];
            return Math.min(inner.left - outer.left, outer.right - inner.right);
        }))""",
        text,
    )


def test_labels_stay_within_their_drawings(page):
    page.goto("/assessment?state=KAZ&ally=RUS&since=2022-01-01")
    settled(page)
    assert inside(page, "al-judgement text") >= 0
    page.goto("/map?state=KAZ")
    settled(page)
    assert inside(page, "al-network text") >= 0


def test_paper_is_light_opens_what_is_folded_and_leaves_out_what_is_pressed(chromium, site):
    context = chromium.new_context(viewport=dict(zip(("width", "height"), SIZES["wide"], strict=True)), base_url=site)
    tab = context.new_page()
    for address in ("/assessment?state=KAZ&ally=RUS&since=2022-01-01", RELATION, "/sources"):
        tab.goto(address)
        settled(tab)
        wide = tab.locator("figure.graphic svg").first.get_attribute("viewBox")
        tab.emulate_media(media="print", color_scheme="dark")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert int(tab.locator("figure.graphic svg").first.get_attribute("viewBox").split()[2]) <= 700
        assert not tab.locator(".top, .bar, .decide, .on-screen").filter(visible=True).count()
        folded = tab.locator("main details:not(.twin):not([open]) > :not(summary)")
        assert folded.filter(visible=True).count() == folded.count()
        assert not tab.locator("main details.twin:not([open])").filter(visible=True).count()
        tab.emulate_media(media="screen")
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert tab.locator("figure.graphic svg").first.get_attribute("viewBox") == wide
    context.close()


def test_a_page_says_that_the_server_is_gone_and_stays(chromium, site):
    context = chromium.new_context(base_url=site)
    tab = context.new_page()
    tab.goto(RELATION)
    settled(tab)
    context.set_offline(True)
    tab.keyboard.press("ArrowLeft")
    tab.get_by_role("alert").wait_for()
    assert "Start allegiance serve again" in tab.get_by_role("alert").inner_text()
    assert tab.locator("al-course svg").count() == 3
    context.set_offline(False)
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_url("**event=*")
    context.close()


def test_pages_can_be_read_without_script(chromium, site, sample_store):
    context = chromium.new_context(java_script_enabled=False, base_url=site)
    tab = context.new_page()
    tab.goto(RELATION)
    # what would be drawn gives its place to the table
    assert not tab.locator("al-course").is_visible()
    assert tab.locator("#course tbody tr").first.is_visible()
    tab.fill("#from", "2022-03")
    tab.get_by_role("button", name="Narrow to these months").click()
    assert "from=2022-03" in tab.url
    context.close()


def test_a_dossier_opens_from_disk_and_draws_itself(page, tmp_path, sample_store, site):
    setup = pipeline.Setup()
    own = sample_store.beside()
    answer = pipeline.answer(own, setup, state="KAZ", ally="RUS", since=date(2022, 1, 1))
    path = tmp_path / "dossier.html"
    path.write_text(views.RENDERERS["html"](pipeline.make_dossier(own, setup, answer)), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector("al-course svg")
    assert page.locator("al-judgement svg, al-signs svg, al-course svg").count() == 5


def test_a_notebook_shows_the_same_graphics_and_their_marks_lead_to_sentences(page, sample_store):
    setup = pipeline.Setup()
    own = sample_store.beside()
    answer = pipeline.answer(own, setup, state="KAZ", ally="RUS", since=date(2022, 1, 1))
    shown = Answer(answer, pipeline.make_dossier(own, setup, answer)).page
    page.set_content(f"<main>{shown._repr_html_()}</main>")
    frame = page.frame_locator("iframe")
    frame.locator("al-course svg").first.wait_for()
    assert frame.locator("al-judgement svg, al-signs svg, al-course svg").count() == 5
    bar = frame.locator("al-signs a").last
    sign = frame.locator(bar.get_attribute("href"))
    expect(sign).not_to_be_in_viewport()
    bar.dispatch_event("click")
    expect(sign).to_be_in_viewport()
