// Turns the page of a preview with the arrow keys, as the links beside it do.
(() => {
  "use strict";
  const steps = { ArrowLeft: "prev", ArrowRight: "next" };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.key in steps) || event.target.closest("input, select, textarea, [contenteditable]")) return;
    const link = document.querySelector(`.turn a[rel=${steps[event.key]}]`);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
