/* global document, FormData, setTimeout */
import { sparkline } from "../../shared/slack/digest/sparkline.ts";
import { createElement } from "./create-element.js";
import { sayAgo, sayCount, sayTime, sayValue } from "./say-words.js";
import { filterNames, selectDenials } from "./select-denials.js";

const shownAtFirst = 200;
const allWords = {
  severity: "Any severity",
  status: "Any status",
  denyType: "Any deny type",
  policyType: "Any policy type",
  account: "Any account",
  service: "Any service",
};

const form = document.getElementById("filters");
const search = document.getElementById("search");
const rows = document.getElementById("rows");
const nothing = document.getElementById("nothing");
const count = document.getElementById("history-count");
const clear = document.getElementById("clear");

let denials = [];
let cut = [];
for (const name of filterNames) fillSelect(name);

form.addEventListener("input", showRows);
form.addEventListener("submit", (event) => {
  event.preventDefault();
});
form.addEventListener("reset", () => {
  setTimeout(showRows);
  search.focus();
});

/** Shows what the alerter has; filters and focus stay. */
export function showHistory(list) {
  ({ denials, cut } = list);
  for (const name of filterNames) fillSelect(name);
  showRows();
}

function fillSelect(name) {
  const select = form.elements[name];
  const chosen = select.value;
  const values = new Map(denials.map((denial) => [denial[name], sayField(denial, name)]));
  if (chosen && !values.has(chosen)) values.set(chosen, sayValue(chosen, name));
  const options = [...values]
    .filter(([value]) => value)
    .sort(([, a], [, b]) => a.localeCompare(b, "en"))
    .map(([value, said]) => createElement("option", { value }, said));
  select.replaceChildren(createElement("option", { value: "" }, allWords[name]), ...options);
  select.value = chosen;
}

/** An account by its name, where it has one, and its id. */
function sayField(denial, name) {
  if (name === "account" && denial.accountName) return `${denial.accountName} (${denial.account})`;
  return sayValue(denial[name], name);
}

function showRows() {
  const asked = { ...Object.fromEntries(new FormData(form)), search: search.value };
  const found = selectDenials(denials, asked);
  const isFiltered = search.value !== "" || filterNames.some((name) => asked[name]);
  const focused = document.activeElement?.closest?.("#rows a")?.hash;
  const now = Date.now();
  rows.replaceChildren(...found.slice(0, shownAtFirst).map((denial) => buildRow(denial, now)));
  if (focused) rows.querySelector(`a[href="${focused}"]`)?.focus();
  clear.hidden = !isFiltered;
  count.textContent = sayFound(found.length, isFiltered);
  nothing.hidden = found.length > 0;
  nothing.textContent = isFiltered
    ? "No denial fits. Escape in the search clears it."
    : "Nothing was denied yet.";
}

function sayFound(found, isFiltered) {
  const all = sayCount(denials.length, "denial");
  const most = found > shownAtFirst ? `; the first ${shownAtFirst} are shown` : "";
  const older = cut.length === 0 ? "" : "; older ones: denywatch history";
  return (isFiltered ? `${found.toLocaleString("en-US")} of ${all}` : all) + most + older;
}

function buildRow(denial, now) {
  const { fingerprint, title, severity, status, lastSeenAt, region, trend } = denial;
  const facts = [
    sayCount(denial.count, "time"),
    `last ${sayAgo(lastSeenAt, now)}`,
    [denial.accountName || denial.account, region].filter(Boolean).join(", "),
  ].filter(Boolean);
  const meta = createElement(
    "span",
    { class: "row-meta" },
    createElement("span", { class: `chip ${status}` }, sayValue(status, "status")),
    createElement("bdi", {}, facts.join(" · ")),
    createElement("span", { class: "spark", "aria-hidden": "true" }, sparkline(trend)),
  );
  meta.title = [`Last seen ${sayTime(lastSeenAt)}`, denial.account].filter(Boolean).join(", ");
  return createElement(
    "li",
    {},
    createElement(
      "a",
      { href: `#denial=${fingerprint}` },
      createElement("span", { class: "row-severity" }, `${sayValue(severity, "severity")}:`),
      " ",
      createElement("bdi", { class: "row-title" }, title),
      meta,
    ),
  );
}
