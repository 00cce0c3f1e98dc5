// Turns the page of a preview with the arrow keys, as the links beside it do; asks again for pages
// that are being made, some times.
(() => {
  "use strict";
  const steps = { ArrowLeft: "prev", ArrowRight: "next" };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.key in steps) || event.target.closest("input, select, textarea, [contenteditable]")) return;
    const link = document.querySelector(`.turn a[rel=${steps[event.key]}]`);
    if (link) { event.preventDefault(); link.click(); }
  });
  const TRIES = 10, SECONDS = 4, asked = `pages asked for: ${location.pathname}`;
  const tried = Number(sessionStorage.getItem(asked) || 0);
  if (!document.querySelector("[data-preparing]")) sessionStorage.removeItem(asked);
  else if (tried < TRIES) {
    sessionStorage.setItem(asked, tried + 1);
    setTimeout(() => location.reload(), SECONDS * 1000);
  }
})();
