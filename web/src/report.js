// A report's annotations: pointing at one, or moving to it with the keyboard, shows all its characters and its entry.
export function startReport(root) {
  const page = root.querySelector?.("[data-report]:not([data-started])");
  if (!page) return;
  page.dataset.started = "";
  const named = (element) => (element?.closest?.("[data-on]")?.dataset.on ?? "").split(" ").filter(Boolean);
  const parts = new Map();
  for (const element of page.querySelectorAll("[data-on]")) {
    for (const id of named(element)) parts.set(id, [...(parts.get(id) ?? []), element]);
  }
  let lit = [];
  const light = (ids) => {
    for (const element of lit) element.classList.remove("lit");
    lit = ids.flatMap((id) => parts.get(id) ?? []);
    for (const element of lit) element.classList.add("lit");
  };
  const show = (event) => {
    const ids = named(event.target);
    if (ids.length) light(ids.slice(0, 1));
  };
  page.addEventListener("pointerover", show);
  page.addEventListener("focusin", show);
  page.addEventListener("pointerleave", () => light([]));
  document.addEventListener("keydown", (event) => {
    if (!page.isConnected) return;
    if (event.key === "Escape") light([]);
    if (event.key !== "n" && event.key !== "p") return;
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [...page.querySelectorAll(".text a")].filter((link) => link.offsetParent);
    const at = stops.indexOf(document.activeElement.closest?.("a"));
    const next = stops[event.key === "n" ? at + 1 : at - 1 < 0 ? stops.length - 1 : at - 1] ?? stops[0];
    next?.focus();
    event.preventDefault();
  });
}
