// The reader with keys and a panel that follows. Without it, labels and cards are links to each other.

import { keys } from "/asset/onrecord.js";

const text = document.querySelector(".reader .text");
const panel = document.querySelector(".reader .panel");
document.documentElement.classList.add("has-script");

const tags = { s: [...text.querySelectorAll(".tag.s")], v: [...text.querySelectorAll(".tag.v")] };

/** Marks what belongs to an id, in the text and in the panel, and brings both into view. */
function choose(id, { scrollText = true } = {}) {
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const tag = document.getElementById(id);
  const card = document.getElementById(`${id}-why`);
  if (!tag && !card) return false;
  // An address may name a sentence as well.
  if (tag) tag.classList.add("chosen");
  for (const mark of text.querySelectorAll(`[data-of="${CSS.escape(id)}"]`)) mark.classList.add("chosen");
  if (card) {
    card.classList.add("chosen");
    panel.classList.add("open");
    panel.scrollTop += card.getBoundingClientRect().top - panel.getBoundingClientRect().top - 8;
  }
  if (tag && scrollText) tag.scrollIntoView({ block: "center" });
  return true;
}

/** The id in the address, of a statement or event or of its card. */
function asked() {
  return location.hash.slice(1).replace(/-why$/, "");
}

/** Goes on by one statement or event, from the one that is chosen or from what is in view. */
function step(kind, by) {
  const list = tags[kind];
  if (list.length === 0) return;
  let at = list.findIndex((tag) => tag.id === asked());
  if (at < 0) {
    const below = list.findIndex((tag) => tag.getBoundingClientRect().top > 60);
    at = by > 0 ? (below < 0 ? list.length - 1 : below) : (below < 0 ? list.length : below) - 1;
  } else {
    at += by;
  }
  const tag = list[Math.max(0, Math.min(list.length - 1, at))];
  history.replaceState(null, "", `#${tag.id}`);
  choose(tag.id);
  tag.focus({ preventScroll: true });
}

const KEYS = { j: ["s", 1], k: ["s", -1], n: ["v", 1], p: ["v", -1] };

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === "Escape") {
    panel.classList.remove("open");
    return;
  }
  const way = keys.on && KEYS[event.key];
  if (way) {
    event.preventDefault();
    step(...way);
  }
});

// A click on marked words chooses the innermost statement or event; on its label as well, and the address says which.
text.addEventListener("click", (event) => {
  const tag = event.target.closest(".tag");
  const mark = tag ?? event.target.closest("[data-of]:not(.role)");
  if (!mark || !getSelection().isCollapsed) return;
  // A label that was chosen by key leads to its card, as without script: who cannot see the panel is taken there.
  if (tag && event.detail === 0) return;
  event.preventDefault();
  const id = tag ? tag.id : mark.dataset.of;
  history.replaceState(null, "", `#${id}`);
  choose(id, { scrollText: false });
});

addEventListener("hashchange", () => choose(asked(), { scrollText: !location.hash.endsWith("-why") }));
if (location.hash) choose(asked());
