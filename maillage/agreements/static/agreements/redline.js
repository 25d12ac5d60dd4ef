// From one change to the next, by two buttons or by the keys n and p while the focus is in the comparison.
// Without it the page is read from top to bottom.

const redline = document.querySelector("[data-redline]");
const changes = [...redline.querySelectorAll("[data-change]")];
const bar = redline.querySelector(".redline-bar");

const place = () => {
  const focused = document.activeElement?.closest("[data-change]");
  if (focused) return changes.indexOf(focused);
  return changes.findLastIndex((one) => one.getBoundingClientRect().top < window.innerHeight / 3);
};

const go = (step) => {
  const next = changes[Math.min(Math.max(place() + step, 0), changes.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  bar.querySelector("[data-at]").textContent = next.dataset.change;
};

if (bar) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) go(Number(button.dataset.go));
  });
  redline.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
}
