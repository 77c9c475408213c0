// Accessibility by axe-core: every view, light and dark, on a phone and on a wide screen.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";

import { PHONE, WIDE, tab } from "./house.mjs";
import { addresses, views } from "./places.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core says against a page, a line each: by all rules, or by those named. */
export async function violations(page, rules) {
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }), rules ?? RULES);
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll(/\s+/g, " ")}`));
}

/** Light by all rules; dark by those that colours can break, since nothing else differs. */
export async function inBothSchemes(page) {
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(await violations(page), [], "light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await violations(page, ["color-contrast", "link-in-text-block"]), [], "dark");
}

/** axe-core in every page of a window. It is put in by the browser's own tools, which the page's policy does not hold. */
export const withAxe = (context) => context.addInitScript(axe);

export function accessTests(house) {
  for (const [screen, options] of [["wide", WIDE], ["phone", PHONE]]) {
    test(`axe finds nothing, light and dark: ${screen}`, async (t) => {
      const { page, context, close } = await tab(house().browser, options);
      await withAxe(context);
      for (const view of views(await addresses(page, house().news))) {
        await t.test(view.name, async () => {
          await page.goto(new URL(view.path, house().news).href);
          // What is folded is looked at as well.
          await page.evaluate(() => { for (const it of document.querySelectorAll("main details:not(.several)")) it.open = true; });
          await inBothSchemes(page);
        });
      }
      await close();
    });
  }

  test("axe finds nothing where a card is open on a phone, and where days are chosen", async () => {
    const { page, context, close } = await tab(house().browser, PHONE);
    await withAxe(context);
    const { doc } = await addresses(page, house().news);
    await page.goto(new URL(`${doc}#s1`, house().news).href);
    await page.locator(".panel.open").waitFor();
    await inBothSchemes(page);
    await page.goto(new URL("/time", house().news).href);
    await page.getByRole("button", { name: "Choose days" }).click();
    await inBothSchemes(page);
    // A list of boxes lies over the page.
    await page.locator("details.more summary").first().click();
    await page.locator("details.several summary").first().click();
    await inBothSchemes(page);
    await close();
  });

  test("what can be pressed is large enough for a finger", async () => {
    const { page, close } = await tab(house().browser, PHONE);
    await page.goto(new URL("/search?q=herring", house().news).href);
    for (const box of await page.locator("nav a, button, .chips a, .facets a, summary, .away > a").evaluateAll((all) =>
      all.filter((it) => it.checkVisibility()).map((it) => [it.innerText, it.getBoundingClientRect().height]))) {
      assert.ok(box[1] >= 24, `${box[0]} is ${box[1]} high`);
    }
    await close();
  });
}
