// Each view with real data: it shows what it should, its files answer, its address says what is asked, and no script is needed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PHONE, WIDE, tab } from "./house.mjs";
import { addresses, views } from "./places.mjs";

/** What the browser itself tells of an answer that is asked for on purpose. */
const expected = (trouble, status) => trouble.filter((it) => !(status >= 400 && it.includes(`status of ${status}`)));

export function viewTests(house) {
  for (const javaScriptEnabled of [true, false]) {
    test(`each view, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async (t) => {
      const { page, trouble, close } = await tab(house().browser, { ...WIDE, javaScriptEnabled });
      const { news } = house();
      for (const view of views(await addresses(page, news))) {
        await t.test(view.name, async () => {
          trouble.length = 0;
          const answer = await page.goto(new URL(view.path, news).href);
          assert.equal(answer.status(), view.status ?? 200);
          const seen = await page.locator("body").innerText().then((text) => text.replaceAll(/\s+/g, " "));
          for (const words of view.sees) assert.ok(seen.includes(words), `“${words}” is not on ${view.path}:\n${seen.slice(0, 600)}`);
          assert.deepEqual(expected(trouble, view.status), []);
          assert.equal(await page.locator("h1").count(), 1);
          assert.match(await page.title(), / · OnRecord$/);
        });
      }
      await close();
    });
  }

  test("no view is wider than a phone", async () => {
    const { page, close } = await tab(house().browser, PHONE);
    for (const view of views(await addresses(page, house().news))) {
      await page.goto(new URL(view.path, house().news).href);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(beyond <= 0, `${view.path} is ${beyond} too wide`);
    }
    await close();
  });

  test("each view can be taken away as CSV and JSON, and the links are on it", async () => {
    const { page, close } = await tab(house().browser);
    for (const view of views(await addresses(page, house().news)).filter((view) => !view.status)) {
      await page.goto(new URL(view.path, house().news).href);
      const of = (name) => page.locator("footer.away").getByRole("link", { name, exact: true }).getAttribute("href");
      const at = async (name) => page.request.get(new URL(await of(name), house().news).href);
      const [csv, json, link] = [await at("CSV"), await at("JSON"), await of("Link to this view")];
      assert.match(csv.headers()["content-type"], /^text\/csv/, view.path);
      assert.match(csv.headers()["content-disposition"], /^attachment/);
      assert.ok(csv.ok() && json.ok(), view.path);
      const value = await json.json();
      const rows = (await csv.text()).trim().split("\n").length - 1;
      if (value.rows) assert.ok(value.rows.length <= rows, `${view.path}: ${value.rows.length} rows as JSON, ${rows} lines of CSV`);
      assert.equal(new URL(link, house().news).pathname, new URL(view.path, house().news).pathname);
    }
    await close();
  });

  test("the address holds what the form asks, and going back asks it no more", async () => {
    const { page, trouble, close } = await tab(house().browser);
    await page.goto(new URL("/search", house().news).href);
    await page.getByLabel("Words").fill("herring");
    await page.getByText("More to ask").click();
    await page.getByLabel("Country").fill("SWE");
    await page.getByLabel("From").fill("2024-02-01");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/q=herring/);
    const sent = [...new URL(page.url()).searchParams].map((pair) => pair.join("=")).sort();
    assert.deepEqual(sent, ["country=SWE", "from=2024-02-01", "q=herring"], "empty fields are not sent");
    const found = await page.getByRole("status").innerText();
    // The same address in another window shows the same.
    const other = await tab(house().browser);
    await other.page.goto(page.url());
    assert.equal(await other.page.getByRole("status").innerText(), found);
    await other.close();
    // Each thing asked can be taken out alone.
    await page.getByRole("list", { name: "Asked" }).getByRole("link", { name: "country" }).click();
    await page.waitForURL((url) => !url.searchParams.has("country"));
    assert.equal(new URL(page.url()).search, "?q=herring&from=2024-02-01");
    await page.goBack();
    assert.ok(await page.getByLabel("Country").isVisible(), "what is asked is not folded");
    assert.equal(await page.getByLabel("Country").inputValue(), "SWE");
    assert.ok(await page.getByLabel("About whom").isEnabled(), "fields are free again");
    assert.deepEqual(trouble, []);
    await close();
  });

  test("every number leads to its records", async () => {
    const { page, close } = await tab(house().browser);
    await page.goto(new URL("/time?by=month&split=type", house().news).href);
    const part = page.locator(".bar a").filter({ has: page.locator("title", { hasText: "February 2024" }) }).first();
    const count = Number((await part.getAttribute("aria-label")).match(/: (\d+) /)[1]);
    await page.goto(new URL(await part.getAttribute("href"), house().news).href);
    assert.equal(await page.locator("tbody tr").count(), count, page.url());
    await page.goto(new URL("/pairs", house().news).href);
    const cell = page.locator(".matrix td a").first();
    const words = await cell.getAttribute("aria-label");
    const acts = Number(words.match(/: (\d+),/)[1]);
    await cell.click();
    await page.waitForURL(/\/ledger/);
    const to = page.locator("section.way-to .acts > li");
    assert.equal(await to.count(), acts, words);
    await close();
  });

  test("nothing is sent or framed elsewhere", async () => {
    const { page, close } = await tab(house().browser);
    const answer = await page.goto(house().news.href);
    const policy = (await answer.allHeaders())["content-security-policy"];
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      assert.ok(policy.includes(part), part);
    }
    assert.equal(await page.locator("script:not([src]), style, [style], [onclick], [onload]").count(), 0);
    await close();
  });
}
