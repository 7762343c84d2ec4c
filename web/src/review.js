// One key for each verdict: an element with data-key is pressed by that key, unless somebody writes in a field.
const WRITING = "input:not([type=radio]):not([type=checkbox]), textarea, select";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector("[data-key]") || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches(WRITING)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "w") {
      document.querySelector("#why")?.focus();
      event.preventDefault();
      return;
    }
    const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
    if (!element) return;
    event.preventDefault();
    element.click();
    const opened = element.matches("summary") && element.parentElement;
    if (opened?.open) opened.querySelector("form :is(input:not([type=hidden]), select, button)")?.focus();
  });
}
