// The page that `onrecord serve` opens, in Chromium.
//
//   npm ci && ONRECORD=../../target/debug/onrecord npm test
//
// CHROMIUM names the browser, else the one of the PATH is taken.

import { after, before, describe } from "node:test";

import { accessTests } from "./access.mjs";
import { open } from "./house.mjs";
import { keyTests } from "./keys.mjs";
import { strangeTests } from "./strange.mjs";
import { viewTests } from "./views.mjs";

describe("the page", { concurrency: 2 }, () => {
  let house;
  before(async () => { house = await open(); });
  after(() => house?.close());
  const now = () => house;
  viewTests(now);
  keyTests(now);
  accessTests(now);
  strangeTests(now);
});
