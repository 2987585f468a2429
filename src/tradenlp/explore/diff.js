let shown = null;
for (const button of document.querySelectorAll("button[data-kind]")) {
  button.addEventListener("click", () => {
    shown = shown === button.dataset.kind ? null : button.dataset.kind;
    for (const other of document.querySelectorAll("button[data-kind]"))
      other.setAttribute("aria-pressed", String(other.dataset.kind === shown));
    for (const card of document.querySelectorAll("article"))
      card.hidden = shown !== null && card.dataset.kind !== shown;
  });
}
