// What every page runs. All pages can be read, and all forms sent, without it.
import htmx from "htmx.org/dist/htmx.esm.js";
import { startReport } from "./report.js";
import { startFilters } from "./filters.js";
import { startKeys } from "./review.js";

window.htmx = htmx;

function start(root) {
  startFilters(root);
  startReport(root);
}

document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => start(document));
startKeys();
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
