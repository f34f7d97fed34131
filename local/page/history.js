/* global document, fetch, location, requestAnimationFrame, setTimeout */
import { closeDetail, showDetail } from "./history-detail.js";
import { showHistory } from "./history-list.js";

/** A storm changes the history many times a second: it is asked for no more often than this. */
const restMilliseconds = 700;

const search = document.getElementById("search");
const rows = document.getElementById("rows");
const list = document.getElementById("list");
const detail = document.getElementById("detail");

let isLoading = false;
let isStale = false;
let opened = null;

document.addEventListener("keydown", moveByKey);

/** Asks for the history again, and for the denial that is open. */
export async function loadHistory() {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  while (isStale) {
    isStale = false;
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
  }
  isLoading = false;
}

/** Shows the panel, or the denial in it, that the address names. */
export function showAddressed() {
  const fingerprint = /^#denial=(\w+)$/.exec(location.hash)?.[1] ?? null;
  const isHistory = fingerprint !== null || ["#history", "#search"].includes(location.hash);
  if (location.hash !== "#feed") document.body.dataset.panel = isHistory ? "history" : "inbox";
  markTab("inbox", document.body.dataset.panel === "inbox");
  markTab("history", document.body.dataset.panel === "history");
  const closed = opened;
  opened = fingerprint;
  list.hidden = fingerprint !== null;
  detail.hidden = fingerprint === null;
  if (fingerprint !== null) void open(fingerprint);
  else if (closed !== null) {
    closeDetail();
    rows.querySelector(`a[href="#denial=${closed}"]`)?.focus();
  }
}

async function refresh() {
  try {
    const response = await fetch("/history/denials");
    if (response.ok) showHistory(await response.json());
    if (opened !== null) await open(opened);
  } catch {
    // The page says that it is reconnecting, and asks again once it is back.
  }
}

async function open(fingerprint) {
  await showDetail(fingerprint, () => opened === fingerprint);
}

function markTab(name, isCurrent) {
  const tab = document.getElementById(`tab-${name}`);
  if (isCurrent) tab.setAttribute("aria-current", "page");
  else tab.removeAttribute("aria-current");
}

/** `/` goes to the search, Escape back or out, the arrows or j and k from denial to denial. */
function moveByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.closest("input, select") !== null;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    if (opened !== null || document.body.dataset.panel !== "history") location.hash = "#history";
    requestAnimationFrame(() => {
      search.focus();
      search.select();
    });
  } else if (event.key === "Escape" && event.target === search) {
    if (search.value !== "") document.getElementById("filters").reset();
    else search.blur();
  } else if (event.key === "Escape" && opened !== null) {
    location.hash = "#history";
  } else {
    moveInList(event);
  }
}

function moveInList(event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const isSearch = event.target === search && event.key === "ArrowDown";
  const current = event.target.closest("#rows a");
  if (step === undefined || (!isSearch && current === null)) return;
  const all = [...rows.querySelectorAll("a")];
  const next = isSearch ? all[0] : (all[all.indexOf(current) + step] ?? (step < 0 ? search : null));
  if (next == null) return;
  event.preventDefault();
  next.focus();
}
