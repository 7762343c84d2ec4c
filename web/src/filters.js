// The form of filters sends itself when a choice changes, and leaves out of the address what was not asked.
const narrow = window.matchMedia("(max-width: 61.99rem)");

export function startFilters(root) {
  // On a narrow screen the facets fold away above the list, and figures show their newest end.
  if (narrow.matches) {
    for (const facets of root.querySelectorAll("details.facets[open]")) facets.open = false;
    for (const figure of root.querySelectorAll(".drawing")) figure.scrollLeft = figure.scrollWidth;
  }
  for (const form of root.querySelectorAll("form[data-filters]:not([data-started])")) {
    form.dataset.started = "";
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
    });
    form.addEventListener("htmx:configRequest", (event) => {
      const given = event.detail.parameters;
      for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
    });
  }
}
