// Kiểm tra: a click on a claim or a discrepancy, or Enter on it, is told to the server through
// the hidden field that it names; the chosen one is marked wherever it is shown.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("[data-pick]");
    if (!chosen) return;
    const { pick, field: name } = chosen.dataset;
    const field = document.querySelector(`#${name} textarea, #${name} input`);
    if (!field) return;
    for (const other of document.querySelectorAll(`[data-field="${name}"]`)) {
      if (other.dataset.pick === pick) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
    set.call(field, `${pick} ${Date.now()}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // Claims stand in running text, so they are no <button>: Enter and the space bar choose them.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.matches?.('[role="button"][data-pick]')) return;
    event.preventDefault();
    event.target.click();
  });
})();
