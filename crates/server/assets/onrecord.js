// What makes the page quicker to use; without it everything still works.

// Fields that are empty are not sent, so that an address says only what is asked.
for (const form of document.querySelectorAll("form.ask")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  });
}

// Coming back, the fields must be free again.
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.ask :disabled")) field.disabled = false;
});

// Keys of one letter can be turned off: who speaks to the browser, or types elsewhere, must not set them off (WCAG 2.1.4).
const OFF = "onrecord-keys-off";
export const keys = { on: kept() === null };

/** What is kept of this between pages; nothing where the browser keeps nothing. */
function kept() {
  try {
    return localStorage.getItem(OFF);
  } catch {
    return null;
  }
}

function keep(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // It then holds for this page only.
  }
}

const away = document.querySelector(".away");
if (away) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", checked: keys.on });
  box.addEventListener("change", () => {
    keys.on = box.checked;
    keep(!box.checked);
  });
  label.append(box, " single-letter keys");
  away.append(label);
}

// "/" goes to the first field, as on many pages.
addEventListener("keydown", (event) => {
  if (!keys.on || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  const field = document.querySelector("form.ask input[type=text]");
  if (field) {
    event.preventDefault();
    field.focus();
  }
});

if (document.querySelector(".reader")) import("/asset/reader.js");
if (document.querySelector("[data-brush]")) import("/asset/brush.js");
