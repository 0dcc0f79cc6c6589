// Số liệu: a click on a row of the table, or Enter on its number, is told to the server through
// the hidden field #so-lieu-dong; the chosen row is marked.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("tr[data-fact]");
    const field = document.querySelector("#so-lieu-dong textarea, #so-lieu-dong input");
    if (!row || !field) return;
    for (const other of row.parentElement.querySelectorAll("[aria-current]")) {
      other.removeAttribute("aria-current");
    }
    row.setAttribute("aria-current", "true");
    const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
    set.call(field, `${row.dataset.fact} ${Date.now()}`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
