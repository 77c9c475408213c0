// What all tests stand on: stores made of articles, the page served over them, a browser that notices what must not happen.

import { spawn, execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { chromium } from "playwright-core";

import { hostile } from "./hostile.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = process.env.ONRECORD ?? path.join(here, "../../target/debug/onrecord");
const run = promisify(execFile);

/** Serves a store; gives the page's address and a way to end it. */
async function serve(store) {
  const child = spawn(program, ["serve", store], { stdio: ["ignore", "pipe", "inherit"] });
  child.on("error", (error) => { throw error; });
  const [line] = await once(createInterface(child.stdout), "line");
  return {
    url: new URL(line),
    async close() {
      if (child.exitCode !== null) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}

/** Codes articles into a new store. */
async function code(folder, name, articles) {
  const store = path.join(folder, name);
  await run(program, ["code", articles, "--into", store]);
  return store;
}

/** Stores, pages and a browser, for all tests together. */
export async function open() {
  const folder = await mkdtemp(path.join(tmpdir(), "onrecord-page-"));
  const strange = path.join(folder, "hostile.jsonl");
  await writeFile(strange, hostile.map((article) => JSON.stringify(article)).join("\n"));
  const stores = [await code(folder, "store", path.join(here, "articles.jsonl")), await code(folder, "hostile", strange)];
  const [news, bad] = await Promise.all(stores.map(serve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? (await run("sh", ["-c", "command -v chromium"])).stdout.trim(),
    // Chromium's own sandbox does not work for root, as whom machines of a gate often run.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  return {
    news: news.url,
    bad: bad.url,
    browser,
    async close() {
      await browser.close();
      await Promise.all([news.close(), bad.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How a page may be looked at. */
export const WIDE = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/**
 * A tab in a window of its own. `trouble` gathers what must never happen: a message in the console, an error of a script, a
 * dialog, a window that opens, a request to anywhere but the page's own host.
 */
export async function tab(browser, options = WIDE) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const trouble = [];
  page.on("console", (message) => {
    // What a test asks for on purpose is no trouble: an answer of 404 is told in the console by the browser itself.
    if (["error", "warning"].includes(message.type())) trouble.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`script: ${error.message}`));
  page.on("dialog", async (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  context.on("page", (other) => { if (other !== page) trouble.push(`window: ${other.url()}`); });
  await context.route("**", (route) => {
    const url = new URL(route.request().url());
    if (url.hostname === "127.0.0.1") return route.continue();
    trouble.push(`request: ${url}`);
    return route.abort();
  });
  return { page, context, trouble, close: () => context.close() };
}
