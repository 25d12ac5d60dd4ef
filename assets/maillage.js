// Small comforts. Every page works without them.

// A menu closes when one goes elsewhere, or with Escape, which gives the focus back to what opened it.
const menus = "details.drop, details.account";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(`:is(${menus})[open]`)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll(`:is(${menus})[open]`)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(`:is(${menus})[open]`);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form is sent once: a second click while it travels is not heard.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Printing is the browser's: its button is shown where a script can press it.
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.addEventListener("click", () => {
    place.closest("details")?.removeAttribute("open");
    window.print();
  });
}
