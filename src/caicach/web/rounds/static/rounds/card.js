// A scorecard that saves as one types, shows what others save, and is filled in without a mouse.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");
  const here = document.querySelector(".areas [aria-current]");
  if (here) { // on a phone the areas stand in one row: the one shown is in sight
    const row = here.closest("ul");
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
  const table = () => document.querySelector("table.score");
  const formOf = (node) => node.closest && node.closest("form.given");
  const begun = new WeakMap();

  const isBusy = (row) =>
    row.contains(document.activeElement) || row.querySelector("form.given[data-unsaved]");

  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (formOf(field) && field.matches("input, textarea")) begun.set(field, field.value);
  });
  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (form) form.dataset.unsaved = "1";
  });

  // A row somebody else changed is left alone while it is being typed into.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const row = event.detail.target;
    if (!row.matches || !row.matches("tr.line") || !isBusy(row)) return;
    const told = row.querySelector(".told");
    if (told && table() && !told.querySelector(".note, .error")) told.textContent = table().dataset.meanwhile;
    event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const asking = event.detail.elt;
    const cell = asking.closest && asking.closest(".inputs");
    const form = cell && cell.querySelector("form.given");
    if (!form) return;
    const told = cell.querySelector(".told");
    if (!event.detail.successful) {
      if (told && table()) told.textContent = table().dataset.failed;
      return;
    }
    mark(form, told);
    if (asking !== form) window.htmx.trigger(form, "change"); // what was typed while choosing
  });
  const mark = (form, told) => {
    if (told && told.dataset.seen) form.elements.seen.value = told.dataset.seen;
    const bad = told ? (told.dataset.bad || "").split(" ").filter(Boolean) : [];
    const faulty = told && told.querySelector(".error, .note");
    if (!faulty) delete form.dataset.unsaved;
    for (const field of form.elements) {
      if (!field.name) continue;
      const isBad = bad.includes(field.name);
      field.toggleAttribute("aria-invalid", isBad);
      if (isBad) field.setAttribute("aria-invalid", "true");
      const box = field.closest(".figure-field");
      if (box) box.classList.toggle("bad", isBad);
    }
    const details = form.querySelector("details");
    if (faulty && details && !bad.length && faulty.matches(".error")) details.open = true;
  };
  // Between two versions of an item its person chooses first; then the row goes on.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asking = event.detail.elt;
    const row = asking.closest && asking.closest("tr.line");
    if (!row) return;
    if (asking.matches("form.given")) {
      if (row.querySelector(".told .note")) event.preventDefault();
      return;
    }
    for (const form of row.querySelectorAll("form.given")) delete form.dataset.unsaved;
    if (row.contains(document.activeElement)) document.activeElement.blur();
  });

  const items = () => [...document.querySelectorAll("form.given")];
  const go = (form, by) => {
    const all = items();
    const next = all[all.indexOf(form) + by];
    if (!next) return;
    const field = next.querySelector("input:not([type=hidden]), select, textarea");
    if (field) { field.focus(); if (field.select) field.select(); }
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target, form = formOf(field);
    if (!form || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const isText = field.matches("input:not([type=checkbox])");
    if (event.key === "Escape" && begun.has(field)) {
      field.value = begun.get(field);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Enter" && field.matches("input, select")) {
      event.preventDefault();
      if (window.htmx) window.htmx.trigger(form, "submit"); else form.requestSubmit();
      go(form, event.shiftKey ? -1 : 1);
    } else if (isText && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(form, event.key === "ArrowDown" ? 1 : -1);
    }
  });
})();
