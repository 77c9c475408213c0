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

// "/" goes to the first field, as on many pages.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  const field = document.querySelector("form.ask input[type=text]");
  if (field) {
    event.preventDefault();
    field.focus();
  }
});

if (document.querySelector(".reader")) await import("/asset/reader.js");
