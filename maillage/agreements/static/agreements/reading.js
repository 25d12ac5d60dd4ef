// The keys of a reading, words that are selected in the text, and the focus after a part of the page was replaced.
// Every link and every form works without this.

const reading = document.querySelector(".reading");
const text = document.querySelector(".reading__text");
const narrow = window.matchMedia("(width < 62rem)");
const motion = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

// ---- the words of the open element

function wordsOf(key) {
  return text.querySelectorAll(`.w[data-e~="${CSS.escape(key)}"]`);
}

function showWords(key, behavior) {
  for (const one of text.querySelectorAll(".w--on")) one.classList.remove("w--on");
  const words = wordsOf(key);
  for (const one of words) one.classList.add("w--on");
  const first = words[0];
  if (!first) return;
  const box = first.getBoundingClientRect();
  const frame = text.scrollHeight > text.clientHeight + 1 ? text.getBoundingClientRect() : null;
  if (frame) {
    text.scrollTo({ top: text.scrollTop + box.top - frame.top - text.clientHeight / 3, behavior });
  } else if (box.top < 60 || box.bottom > window.innerHeight - 120) {
    first.scrollIntoView({ block: "center", behavior });
  }
}

// The tone of the words follows the state that the list now shows; what is set aside gives way to what is not.
function repaint(line) {
  const call = document.getElementById(`w-${line.dataset.e}`);
  if (call) call.dataset.tone = line.dataset.tone;
  for (const one of wordsOf(line.dataset.e)) {
    const tones = one.dataset.e.split(" ").map((key) => document.getElementById(`w-${key}`)?.dataset.tone ?? "quiet");
    one.dataset.tone = tones.find((tone) => tone !== "quiet") ?? tones[0];
  }
}

function mark(key) {
  for (const one of document.querySelectorAll('.knotted [aria-current="true"]')) one.removeAttribute("aria-current");
  const line = document.getElementById(`e-${key}`);
  line?.querySelector("a").setAttribute("aria-current", "true");
}

function settle(behavior) {
  const card = document.getElementById("element");
  if (!card?.dataset.e) return;
  mark(card.dataset.e);
  showWords(card.dataset.e, behavior);
  card.closest(".reading__side")?.scrollTo({ top: 0 });
  if (narrow.matches && behavior !== "auto") card.scrollIntoView({ block: "start", behavior });
}

// ---- one request at a time: what is pressed meanwhile waits for the answer, and aims at what it shows

const MOST_WAITING = 20;
const waiting = [];
let busy = false;

function press(key) {
  if (busy) {
    if (waiting.length < MOST_WAITING) waiting.push(key);
    return true;
  }
  for (const one of document.querySelectorAll("[data-key]")) {
    if (!one.dataset.key.split(" ").includes(key)) continue;
    one.click();
    return true;
  }
  return false;
}

function answered() {
  busy = false;
  if (waiting.length) press(waiting.shift());
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "element") busy = true;
});
for (const fault of ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:onLoadError"]) {
  document.addEventListener(fault, () => {
    busy = false;
    waiting.length = 0;
  });
}

document.addEventListener(
  "click",
  (event) => {
    const act = event.target.closest("#element button, #element a, #progress a, .knotted a, .call");
    if (!busy || !act || act.dataset.key === "?") return;
    event.preventDefault();
    event.stopPropagation();
    if (act.dataset.key && !act.closest("form")) press(act.dataset.key.split(" ")[0]);
  },
  true,
);

// ---- going from one element to another without reloading

function open(address) {
  const url = new URL(address, window.location.href);
  url.hash = "";
  busy = true;
  window.htmx.ajax("GET", url.pathname + url.search, { target: "#element", swap: "outerHTML" });
}

document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a");
  if (link?.dataset.key === "?") {
    event.preventDefault();
    const keys = document.getElementById("keys");
    keys.showModal();
    keys.querySelector("[method=dialog] button").focus();
    return;
  }
  const card = document.getElementById("element");
  if (!reading || !card || !window.htmx) return;
  if (link?.matches("[data-open], [data-part], .call, .knotted a")) {
    event.preventDefault();
    open(link.href);
  } else if (!link && event.target.closest(".w") && window.getSelection().isCollapsed) {
    const key = event.target.closest(".w").dataset.e.split(" ")[0];
    document.getElementById(`w-${key}`)?.click();
  }
});

// The event comes once for each part that was replaced: the card is the one that counts.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "element") return;
  for (const line of document.querySelectorAll(".knotted li")) repaintWhenChanged(line);
  settle(motion === "auto" ? "instant" : motion);
  const card = document.getElementById("element");
  const wrong = card.querySelector(".summary");
  const field = card.querySelector("form.form :is(input:not([type=hidden]), select, textarea)");
  (wrong ?? field ?? document.getElementById("element-title"))?.focus({ preventScroll: true });
  answered();
});

function repaintWhenChanged(line) {
  const call = document.getElementById(`w-${line.dataset.e}`);
  if (call && call.dataset.tone !== line.dataset.tone) repaint(line);
}

// ---- keys: one is enough outside of a field; they can be turned off

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  const dialog = document.getElementById("keys");
  if (dialog?.open || reading?.dataset.keys !== "on") return;
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
  if (typing && event.key !== "Escape") return;
  if (event.key.startsWith("Arrow") && event.target.closest("input")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (press(key)) event.preventDefault();
});

// ---- words selected in the text become offsets, in code points

function offsetOf(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element.closest("[data-o]");
  if (!block || !text.contains(block)) return null;
  let count = Number(block.dataset.o);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const end = node.nodeType === Node.TEXT_NODE ? null : node.childNodes[at];
  while (walker.nextNode()) {
    const here = walker.currentNode;
    if (here === node) return count + (here.parentElement.closest(".call") ? 0 : [...here.data.slice(0, at)].length);
    if (end && (here === end || end.contains(here) || end.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING)) return count;
    if (!here.parentElement.closest(".call")) count += [...here.data].length;
  }
  return count;
}

function picked() {
  const selection = window.getSelection();
  if (!text || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  const copy = range.cloneContents();
  for (const call of copy.querySelectorAll(".call")) call.remove();
  const words = copy.textContent;
  return start === null || end === null || !words.trim() ? null : { start, end, words };
}

document.addEventListener("selectionchange", () => {
  const found = picked();
  const form = document.querySelector("form[data-picks]");
  if (form && found) {
    form.elements.words.value = found.words;
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    return;
  }
  const bar = document.getElementById("picked");
  if (!bar) return;
  bar.hidden = !found;
  if (!found) return;
  const shown = found.words.replace(/\s+/g, " ").trim();
  bar.querySelector(".picked__words").textContent = `«\u00a0${shown.length > 60 ? `${shown.slice(0, 57)}…` : shown}\u00a0»`;
  for (const link of bar.querySelectorAll("a")) {
    link.href = `${link.dataset.to}?${new URLSearchParams({ start: found.start, end: found.end })}`;
  }
});

if (reading) {
  settle("auto");
  if ("open" in reading.dataset) document.getElementById("element-title")?.focus({ preventScroll: true });
}
