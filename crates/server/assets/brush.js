// Looking closer at some days of a chart: dragging over its bars with a mouse, or a small form with two sliders for keys and
// touch. Either only changes `from` and `to` in the address. Without it, the fields of the form above do the same.

const svg = document.querySelector("[data-brush]");
const hint = document.querySelector("[data-brush-hint]");
const bars = [...svg.querySelectorAll(".bar")].map(({ dataset }) => ({
  from: dataset.from,
  to: dataset.to,
  left: Number(dataset.x),
  right: Number(dataset.x) + Number(dataset.width),
}));

const band = document.createElementNS(svg.namespaceURI, "rect");
band.setAttribute("class", "brush");
band.setAttribute("y", "0");
band.setAttribute("height", "100%");

/** Shows a stretch of bars as chosen; the ends may come in either order. */
function show(one, other) {
  const [first, last] = one < other ? [one, other] : [other, one];
  band.setAttribute("x", bars[first].left);
  band.setAttribute("width", bars[last].right - bars[first].left);
  // Below the bars, so that they stay as they are.
  if (!band.isConnected) svg.prepend(band);
  return [first, last];
}

/** Goes to the days of these bars. The step is left to the page, which takes one that fits. */
function go(first, last) {
  const to = new URL(location.href);
  to.searchParams.set("from", bars[first].from);
  to.searchParams.set("to", bars[last].to);
  for (const name of ["by", "page"]) to.searchParams.delete(name);
  to.hash = "";
  location.assign(to);
}

/** The bar below a pointer; the nearest where it is beside them. */
function at(event) {
  const { x } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const found = bars.findIndex((bar) => x < bar.right);
  return found < 0 ? bars.length - 1 : found;
}

// Dragging. A press that does not move is a click on a part of a bar, which is a link.
let drag = null;
let dragged = false;

svg.addEventListener("pointerdown", (event) => {
  dragged = false;
  // A finger scrolls the page, unless days are being chosen.
  if (event.button !== 0 || (event.pointerType === "touch" && !form)) return;
  drag = { from: at(event), x: event.clientX, range: null };
});
svg.addEventListener("pointermove", (event) => {
  if (!drag || (!drag.range && Math.abs(event.clientX - drag.x) < 5)) return;
  if (!drag.range) svg.setPointerCapture(event.pointerId);
  drag.range = show(drag.from, at(event));
  if (form) form.set(...drag.range);
});
svg.addEventListener("pointerup", () => {
  const range = drag?.range;
  drag = null;
  if (!range) return;
  dragged = true;
  if (!form) go(...range);
});
svg.addEventListener("pointercancel", () => {
  drag = null;
  if (!form) band.remove();
});
svg.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);
// The browser would else drag the link away.
svg.addEventListener("dragstart", (event) => event.preventDefault());

// Keys and touch: two sliders, one a bar each step.
let form = null;
const open = document.createElement("button");
open.type = "button";
open.className = "plain";
open.textContent = "Choose days with sliders";
open.addEventListener("click", () => {
  form = choosing();
  hint.after(form.element);
  hint.hidden = true;
  svg.classList.add("choosing");
  form.first.focus();
});

function choosing() {
  const element = document.createElement("form");
  element.className = "brushing";
  element.setAttribute("aria-label", "Days to look at");
  const slider = (name, value) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min: 0, max: bars.length - 1, step: 1 });
    input.value = value;
    const words = document.createElement("span");
    label.append(`${name} `, input, words);
    element.append(label);
    return { input, words };
  };
  const [first, last] = [slider("First", 0), slider("Last", bars.length - 1)];
  const button = (words, type) => {
    const made = document.createElement("button");
    Object.assign(made, { type, textContent: words });
    element.append(made);
    return made;
  };
  button("Look closer", "submit");
  const leave = button("Leave it", "button");
  leave.className = "plain";

  const tell = () => {
    for (const [{ input, words }, end] of [[first, "from"], [last, "to"]]) {
      words.textContent = bars[input.value][end];
      input.setAttribute("aria-valuetext", bars[input.value][end]);
    }
    show(Number(first.input.value), Number(last.input.value));
  };
  const close = () => {
    form = null;
    element.remove();
    band.remove();
    svg.classList.remove("choosing");
    hint.hidden = false;
    open.focus();
  };
  // One end pushes the other along.
  first.input.addEventListener("input", () => {
    if (Number(last.input.value) < Number(first.input.value)) last.input.value = first.input.value;
    tell();
  });
  last.input.addEventListener("input", () => {
    if (Number(first.input.value) > Number(last.input.value)) first.input.value = last.input.value;
    tell();
  });
  leave.addEventListener("click", close);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && event.target.type === "range") element.requestSubmit();
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    go(Number(first.input.value), Number(last.input.value));
  });
  tell();
  return {
    element,
    first: first.input,
    set(one, other) {
      first.input.value = one;
      last.input.value = other;
      tell();
    },
  };
}

if (hint && bars.length > 1) {
  hint.append(" ", open);
  hint.hidden = false;
  svg.classList.add("has-brush");
}

// Coming back, nothing is chosen any more.
addEventListener("pageshow", (event) => { if (event.persisted && !form) band.remove(); });
