// A store whose every text is an attack: whatever view shows it, it stays text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { withAxe, violations } from "./access.mjs";
import { PHONE, WIDE, tab } from "./house.mjs";
import { hostile } from "./hostile.mjs";

const VIEWS = [
  "/", "/search?q=aid", "/search?q=talks&country=NOR", "/events", "/statements", "/time?split=type", "/time?count=statements&split=source",
  "/pairs", "/pairs?level=entity", "/ledger?actor=NOR&recipient=SWE", "/score?actor=NOR&recipient=SWE",
  "/accounts?actor=NOR&recipient=SWE", "/accounts?place=Oslo", "/map",
];

/** Elements and attributes that our own markup never has; one of them is one that came of a text. */
const FOREIGN = [
  "#attacker", "b", "i", "iframe", "object", "embed", "base", "img", "textarea", "meta[http-equiv]", "script:not([src^='/asset/'])",
  "a[href^='javascript:' i]", "a[href^='data:' i]", "[onerror]", "[onload]", "[onmouseover]", "[style]",
];

async function harmless(page, where) {
  // Long enough for anything to run that means to.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 20)); }));
  assert.equal(await page.evaluate(() => window.attacked), undefined, where);
  assert.equal(await page.locator(FOREIGN.join(", ")).count(), 0, where);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(beyond <= 0, `${where} is ${beyond} too wide`);
  // No mark of direction reaches the page as itself; only what was typed into a field stays as it was.
  const bare = await page.evaluate(() => {
    const marks = /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/;
    const texts = [document.documentElement.textContent];
    for (const it of document.querySelectorAll("[title], [aria-label], [placeholder], [class], [id]")) {
      texts.push(...["title", "aria-label", "placeholder", "class", "id"].map((name) => it.getAttribute(name) ?? ""));
    }
    return texts.filter((text) => marks.test(text)).map((text) => text.slice(Math.max(0, text.search(marks) - 60)).slice(0, 120));
  });
  assert.deepEqual(bare, [], where);
}

export function strangeTests(house) {
  for (const [screen, options] of [["wide", WIDE], ["phone", PHONE]]) {
    test(`hostile texts are only ever text: ${screen}`, async () => {
      const { page, trouble, close } = await tab(house().browser, options);
      const at = (path) => new URL(path, house().bad).href;
      const paths = new Set(VIEWS);
      // Every article, name and story that the views lead to.
      for (const path of VIEWS) {
        await page.goto(at(path));
        await harmless(page, path);
        for (const link of await page.locator("a[href^='/doc/'], a[href^='/entity/'], a[href^='/story/']").evaluateAll((all) => all.map((it) => it.getAttribute("href")))) {
          paths.add(link.replace(/#.*/, ""));
        }
      }
      const inner = [...paths].filter((path) => !VIEWS.includes(path));
      assert.ok(inner.filter((path) => path.startsWith("/doc/")).length >= hostile.length - 2, `${inner.length} pages`);
      assert.ok(inner.some((path) => path.startsWith("/entity/")) && inner.some((path) => path.startsWith("/story/")));
      // Pages of names are but tables, which other views show on a phone as well: there the longest will do.
      const longest = inner.reduce((one, other) => (one.length > other.length ? one : other));
      for (const path of inner.filter((path) => screen === "wide" || path === longest || !path.startsWith("/entity/"))) {
        const answer = await page.goto(at(path));
        assert.equal(answer.status(), 200, path);
        await harmless(page, path);
        if (path.startsWith("/doc/")) {
          // The script walks over what the text made.
          for (const key of ["j", "n", "n", "k"]) await page.keyboard.press(key);
          await harmless(page, path);
        }
      }
      assert.deepEqual(trouble, []);
      await close();
    });
  }

  test("the words of the attacks are on the page, letter by letter", async () => {
    const { page, close } = await tab(house().browser);
    await page.goto(house().bad.href);
    const seen = await page.locator("main").innerText();
    for (const { title } of hostile.slice(0, 7)) assert.ok(seen.includes(title), `${title}\n${seen}`);
    assert.ok(seen.includes("RLO") && seen.includes("ZWSP"), "what cannot be seen has a name");
    await close();
  });

  test("hostile addresses are answered with words", async () => {
    const { page, trouble, close } = await tab(house().browser);
    const attack = `"><script>window.attacked=1</script>`;
    const asked = encodeURIComponent(attack);
    for (const path of [`/search?q=${asked}`, `/entity/${asked}`, `/events?actor=${asked}`, `/time?split=${asked}`, `/nothing/${asked}`, `/pairs?sort=to-${asked}`,
      `/events?place=${encodeURIComponent("\u202Ex")}`, `/ledger?actor=${asked}&recipient=SWE`, `/map?country=${asked}`, `/accounts?place=${asked}`]) {
      const answer = await page.goto(new URL(path, house().bad).href);
      assert.ok(answer.status() < 500, `${answer.status()} ${path}`);
      await harmless(page, path);
      assert.equal(await page.locator("h1").count(), 1);
    }
    assert.deepEqual(trouble.filter((it) => !/status of 40[04]/.test(it)), []);
    await close();
  });

  test("what is taken away holds no formulas", async () => {
    const { page, close } = await tab(house().browser);
    const csv = await (await page.request.get(new URL("/search.csv?q=Finland", house().bad).href)).text();
    assert.ok(csv.includes(`"'=HYPERLINK(""http://evil.example"",""one"")"`), csv.slice(0, 400));
    await close();
  });

  test("axe finds nothing in hostile texts either", async () => {
    const { page, context, close } = await tab(house().browser);
    await withAxe(context);
    for (const path of ["/", "/statements", "/pairs?level=entity", "/accounts?place=Oslo"]) {
      await page.goto(new URL(path, house().bad).href);
      assert.deepEqual(await violations(page), []);
    }
    await page.goto(new URL("/", house().bad).href);
    await page.locator("ol.articles a").first().click();
    await page.locator(".reader").waitFor();
    assert.deepEqual(await violations(page), []);
    await close();
  });
}
