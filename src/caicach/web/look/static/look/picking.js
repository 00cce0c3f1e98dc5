// Narrows long lists of boxes by what is typed, accents or not, and ticks what is shown.
(() => {
  "use strict";
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  for (const list of document.querySelectorAll(".pick-many.long")) {
    const tools = list.querySelector(".narrow-down");
    const field = tools.querySelector("input");
    const told = tools.querySelector("[role=status]");
    const lines = [...list.querySelectorAll(".choices > label")].map((label) => ({
      label, box: label.querySelector("input"), folded: fold(label.textContent),
    }));
    const tell = () => {
      const chosen = lines.filter((line) => line.box.checked).length;
      const shown = lines.filter((line) => !line.label.hidden).length;
      told.textContent = `${told.dataset.chosen} ${chosen} / ${lines.length}` +
        (shown < lines.length ? `; ${told.dataset.shown} ${shown}` : "");
    };
    field.addEventListener("input", (event) => {
      event.stopPropagation(); // what narrows is no part of the form, nor of its draft
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      for (const line of lines) line.label.hidden = !words.every((word) => line.folded.includes(word));
      tell();
    });
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    tools.addEventListener("click", (event) => {
      const tick = event.target.closest("[data-tick]");
      if (!tick) return;
      for (const line of lines) if (!line.label.hidden) line.box.checked = tick.dataset.tick === "all";
      list.dispatchEvent(new Event("input", { bubbles: true }));
      tell();
    });
    list.querySelector(".choices").addEventListener("change", tell);
    tools.hidden = false;
    tell();
  }
})();
