// Keeps what was typed: forms with data-draft send their content to the server as it changes.
(() => {
  "use strict";
  const wait = 1200;
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const told = form.querySelector(".saved-at");
    let timer = 0;
    const keep = async () => {
      const content = new FormData(form);
      for (const field of form.querySelectorAll("input[type=file], input[type=password]")) content.delete(field.name);
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: content, credentials: "same-origin", redirect: "error" });
        if (told) told.textContent = answer.ok ? await answer.text() : form.dataset.draftFailed || "";
      } catch {
        if (told) told.textContent = form.dataset.draftFailed || "";
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, wait); });
  }
})();
