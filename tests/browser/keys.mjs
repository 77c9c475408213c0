// The page by keyboard alone: nothing here uses a mouse but the one test of dragging.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PHONE, tab } from "./house.mjs";
import { addresses } from "./places.mjs";

const hash = (page) => new URL(page.url()).hash;
const query = (page) => new URL(page.url()).searchParams;
const chosen = (page, id) => page.locator(`#${id}-why.chosen`).waitFor();

export function keyTests(house) {
  test("reader: from statement to statement and from event to event", async () => {
    const { page, trouble, close } = await tab(house().browser);
    const { doc } = await addresses(page, house().news);
    await page.goto(new URL(doc, house().news).href);
    await page.locator(".has-script .reader").waitFor();
    const all = async (kind) => page.locator(`.text .tag.${kind}`).evaluateAll((tags) => tags.map((tag) => tag.id));
    for (const [kind, next, before] of [["s", "j", "k"], ["v", "n", "p"]]) {
      const ids = await all(kind);
      assert.ok(ids.length >= 3, `${ids.length} of ${kind}`);
      await page.goto(new URL(`${doc}#${ids[0]}`, house().news).href);
      await page.keyboard.press(next);
      assert.equal(hash(page), `#${ids[1]}`);
      await chosen(page, ids[1]);
      await page.keyboard.press(next);
      assert.equal(hash(page), `#${ids[2]}`);
      assert.equal(await page.evaluate(() => document.activeElement.id), ids[2], "the label has the focus");
      assert.ok(await page.locator(`#${ids[2]}`).evaluate((tag) => tag.getBoundingClientRect().top < innerHeight), "and is in view");
      assert.ok(await page.locator(`#${ids[2]}-why`).isVisible());
      await page.keyboard.press(before);
      assert.equal(hash(page), `#${ids[1]}`);
      for (const _ of ids) await page.keyboard.press(before);
      assert.equal(hash(page), `#${ids[0]}`, "the first is the end");
    }
    // From a label to its card and back, as without script.
    const [first] = await all("s");
    await page.locator(`#${first}`).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`#${first}-why$`));
    await chosen(page, first);
    await page.locator(`#${first}-why h3 a`).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`#${first}$`));
    assert.deepEqual(trouble, []);
    await close();
  });

  test("reader: an address of a statement, an event or a sentence shows it", async () => {
    const { page, close } = await tab(house().browser);
    const { doc } = await addresses(page, house().news);
    for (const id of ["s2", "v1", "t4"]) {
      await page.goto(new URL("/", house().news).href);
      await page.goto(new URL(`${doc}#${id}`, house().news).href);
      await page.locator(`#${id}.chosen`).waitFor();
      assert.ok(await page.locator(`#${id}`).evaluate((it) => it.getBoundingClientRect().top >= 0 && it.getBoundingClientRect().top < innerHeight), id);
    }
    await close();
  });

  test("reader on a phone: a card opens and Escape closes it", async () => {
    const { page, close } = await tab(house().browser, PHONE);
    const { doc } = await addresses(page, house().news);
    await page.goto(new URL(doc, house().news).href);
    await page.locator(".has-script .reader").waitFor();
    assert.ok(await page.locator(".panel").isHidden());
    await page.locator(".text .tag.s").first().tap();
    await page.locator(".panel .card.chosen").waitFor();
    assert.equal(await page.locator(".panel .card:visible").count(), 1, "only that card");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator(".panel").isHidden());
    await close();
  });

  test("keys of one letter can be turned off, and stay so", async () => {
    const { page, close } = await tab(house().browser);
    const { doc } = await addresses(page, house().news);
    await page.goto(new URL(doc, house().news).href);
    const box = page.getByLabel("single-letter keys");
    await box.focus();
    await page.keyboard.press("Space");
    await page.reload();
    await box.waitFor();
    assert.equal(await box.isChecked(), false);
    await page.locator(".has-script .reader").waitFor();
    await page.keyboard.press("j");
    assert.equal(hash(page), "");
    await box.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("j");
    assert.match(hash(page), /^#s\d/);
    await close();
  });

  test("forms: from the top of the page to the results", async () => {
    const { page, trouble, close } = await tab(house().browser);
    await page.goto(new URL("/search", house().news).href);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "To the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q", "the first stop after the jump is the first field");
    await page.keyboard.type("trawler");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=trawler/);
    await page.locator("ol.results").waitFor();
    // "/" leads to the first field from anywhere.
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q");
    // A list of boxes opens, is ticked and sent by keys.
    await page.locator("details.several summary", { hasText: "Types" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("ACCUSE").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Show" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/type=ACCUSE/);
    assert.equal(query(page).get("q"), "trawler");
    assert.deepEqual(trouble, []);
    await close();
  });

  test("every stop of the tabulator shows that it has the focus", async () => {
    const { page, close } = await tab(house().browser);
    await page.goto(new URL("/ledger?actor=NOR&recipient=SWE", house().news).href);
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press("Tab");
      const { name, width, visible } = await page.evaluate(() => {
        const it = document.activeElement;
        return { name: it.outerHTML.slice(0, 80), width: parseFloat(getComputedStyle(it).outlineWidth), visible: it.checkVisibility() };
      });
      if (name.startsWith("<body")) break;
      assert.ok(width >= 2 && visible, name);
    }
    await close();
  });

  test("days are chosen with sliders", async () => {
    const { page, trouble, close } = await tab(house().browser);
    await page.goto(new URL("/time?by=month&split=status&page=1", house().news).href);
    const bars = await page.locator(".bar").evaluateAll((all) => all.map(({ dataset }) => [dataset.from, dataset.to]));
    await page.getByRole("button", { name: "Choose days" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByLabel("First").getAttribute("aria-valuetext"), bars[2][0]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    assert.ok(await page.locator("rect.brush").isVisible());
    // Escape leaves all as it was.
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("rect.brush").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Choose days with sliders");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=/);
    assert.deepEqual([query(page).get("from"), query(page).get("to")], [bars[1][0], bars.at(-2)[1]]);
    assert.equal(query(page).get("split"), "status", "all else that was asked is kept");
    assert.deepEqual([query(page).has("by"), query(page).has("page")], [false, false]);
    await page.getByRole("link", { name: "all days" }).click();
    await page.waitForURL((url) => !url.searchParams.has("from"));
    assert.deepEqual(trouble, []);
    await close();
  });

  test("days are chosen by dragging, and a click still leads to the records", async () => {
    const { page, trouble, close } = await tab(house().browser);
    await page.goto(new URL("/time?by=month", house().news).href);
    await page.locator(".has-brush").waitFor();
    const bars = page.locator(".bar");
    const spans = await bars.evaluateAll((all) => all.map(({ dataset }) => [dataset.from, dataset.to]));
    const { x, y, width, height } = await page.locator("svg.bars").boundingBox();
    // Places of the drawing's own 960 units.
    const middle = async (i) => x + (width / 960) * (await bars.nth(i).evaluate(({ dataset }) => Number(dataset.x) + Number(dataset.width) / 2));
    await page.mouse.move(await middle(3), y + height * 0.8);
    await page.mouse.down();
    await page.mouse.move(await middle(2), y + height / 2, { steps: 4 });
    await page.mouse.move(await middle(1), y + height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=/);
    assert.deepEqual([query(page).get("from"), query(page).get("to")], [spans[1][0], spans[3][1]], "from right to left as well");
    await page.locator(".bar a").first().click();
    await page.waitForURL(/\/events/);
    assert.deepEqual(trouble, []);
    await close();
  });

  test("days are chosen with a finger", async () => {
    const { page, context, close } = await tab(house().browser, PHONE);
    await page.goto(new URL("/time?by=month", house().news).href);
    await page.getByRole("button", { name: "Choose days" }).tap();
    await page.locator("svg.bars").scrollIntoViewIfNeeded();
    const spans = await page.locator(".bar").evaluateAll((all) => all.map(({ dataset }) => [dataset.from, dataset.to]));
    const { y, height } = await page.locator("svg.bars").boundingBox();
    const places = await page.locator(".bar").evaluateAll((all) => all.slice(0, 3).map((bar) => {
      const svg = bar.ownerSVGElement.getBoundingClientRect();
      return svg.left + (svg.width / 960) * (Number(bar.dataset.x) + Number(bar.dataset.width) / 2);
    }));
    const finger = await context.newCDPSession(page);
    const touch = (type, at) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: at === undefined ? [] : [{ x: at, y: y + height / 2 }] });
    await touch("touchStart", places[1]);
    await touch("touchMove", (places[1] + places[2]) / 2);
    await touch("touchMove", places[2]);
    // The finger rests before it leaves: after a flick, Chromium takes the next tap for what ends the flick, and gives no click.
    await page.waitForTimeout(200);
    await touch("touchEnd");
    await page.getByRole("button", { name: "Look closer" }).tap();
    await page.waitForURL(/from=/);
    assert.deepEqual([query(page).get("from"), query(page).get("to")], [spans[1][0], spans[2][1]]);
    await close();
  });
}
