// Pictures of the views for the documentation: docs/page/*.png, of the articles in articles.jsonl.
//
//   ONRECORD=../../target/debug/onrecord npm run screenshots [NAME…]
//
// Where there is pngquant, it makes them a third as large.

import { spawnSync } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { PHONE, WIDE, open, tab } from "./house.mjs";
import { addresses } from "./places.mjs";

const into = fileURLToPath(new URL("../../docs/page/", import.meta.url));
const PAIR = "actor=NOR&recipient=SWE";

const pictures = ({ doc, story, name }) => [
  { file: "first", path: "/" },
  { file: "search", path: "/search?q=herring&country=NOR" },
  { file: "reader", path: `${doc}#s4` },
  { file: "reader-phone", path: `${doc}#v3`, phone: true },
  { file: "time", path: "/time?by=month" },
  { file: "time-dark", path: "/time?by=month&split=type", dark: true },
  { file: "time-phone", path: "/time?by=month", phone: true },
  { file: "pairs", path: "/pairs", whole: true },
  { file: "ledger", path: `/ledger?${PAIR}` },
  { file: "score", path: `/score?${PAIR}` },
  { file: "accounts", path: `/accounts?${PAIR}&from=2024-02-01&to=2024-02-03` },
  { file: "accounts-phone", path: `/accounts?${PAIR}&from=2024-02-01&to=2024-02-03`, phone: true, dark: true },
  { file: "map", path: "/map" },
  { file: "name", path: name },
  { file: "story", path: story },
];

const house = await open();
try {
  await mkdir(into, { recursive: true });
  const { page, close } = await tab(house.browser);
  const wanted = process.argv.slice(2);
  const all = pictures(await addresses(page, house.news)).filter(({ file }) => wanted.length === 0 || wanted.includes(file));
  await close();
  for (const { file, path: address, phone, dark, whole } of all) {
    const options = phone ? { ...PHONE, deviceScaleFactor: 1 } : WIDE;
    const { page, close } = await tab(house.browser, { ...options, colorScheme: dark ? "dark" : "light" });
    await page.goto(new URL(address, house.news).href);
    await page.waitForLoadState("networkidle");
    const to = path.join(into, `${file}.png`);
    await page.screenshot({ path: to, fullPage: Boolean(whole) });
    spawnSync("pngquant", ["--force", "--skip-if-larger", "--ext", ".png", "128", to]);
    console.log(`${to}: ${Math.round((await stat(to)).size / 1024)} KB`);
    await close();
  }
} finally {
  await house.close();
}
