/* global document, fetch */
import { buildElement } from "./build-element.js";
import { addCopyButtons } from "./copy-button.js";
import { createElement } from "./create-element.js";
import { sayCount, sayTime, sayValue } from "./say-words.js";
import { viewMessage } from "./view-message.ts";

const detail = document.getElementById("detail");

/** Shows one denial in full; `isStill` says whether it is still asked for when the answer is there. */
export async function showDetail(fingerprint, isStill) {
  const response = await fetch(`/history/denials/${encodeURIComponent(fingerprint)}`);
  const found = await response.json();
  if (!isStill()) return;
  const isFirst = detail.dataset.fingerprint !== fingerprint;
  const scrolled = detail.scrollTop;
  detail.dataset.fingerprint = fingerprint;
  detail.replaceChildren(...(response.ok ? buildDetail(found) : buildMissing(found.problem)));
  detail.scrollTop = isFirst ? 0 : scrolled;
  if (isFirst) document.getElementById("detail-title").focus();
}

/** Forgets what is shown. */
export function closeDetail() {
  delete detail.dataset.fingerprint;
  detail.replaceChildren();
}

function buildDetail({ denial, toldAt, hiddenCount, hiddenBy, past, message }) {
  const body = createElement("div", { class: "body" });
  // The headline is above it already.
  const blocks = message.blocks.filter(({ type }) => type !== "header");
  body.append(...viewMessage({ blocks }).map(buildElement));
  addCopyButtons(body);
  return [
    backLink(),
    createElement(
      "h3",
      { id: "detail-title", class: "header", tabindex: "-1" },
      `${sayValue(denial.severity, "severity")}: `,
      createElement("bdi", {}, denial.title),
    ),
    facts([
      ["Status", sayStatus(denial.status, toldAt, hiddenCount, hiddenBy)],
      ["Counted", sayCount(denial.count, "time")],
      ["First seen", sayTime(denial.firstSeenAt)],
      ["Last seen", sayTime(denial.lastSeenAt)],
      ...pastFacts(past),
    ]),
    trendChart(denial.trend),
    body,
    ...sampleList(past.samples),
  ];
}

/** What is known beside the counts; nothing is said where nothing is. */
function pastFacts({ regions, sessions, persons, predecessor, formerFingerprint }) {
  const before =
    predecessor &&
    createElement("a", { href: `#denial=${predecessor.fingerprint}` }, predecessor.why);
  return [
    ["Regions", regions],
    ["Sessions", sessions],
    ["People", persons],
    ["Before that", before ?? ""],
    ["Earlier fingerprint", formerFingerprint ?? ""],
  ].filter(([, value]) => value !== "");
}

function sampleList(samples) {
  if (samples.length === 0) return [];
  const items = samples.map(({ at, text }) =>
    createElement("li", {}, `${sayTime(at)} · `, createElement("bdi", {}, text)),
  );
  return [
    createElement(
      "details",
      { class: "samples" },
      createElement("summary", {}, `${sayCount(samples.length, "occurrence")} in detail`),
      createElement("ol", {}, ...items),
    ),
  ];
}

function buildMissing(problem) {
  return [
    backLink(),
    createElement("h3", { id: "detail-title", class: "header", tabindex: "-1" }, problem),
  ];
}

function backLink() {
  return createElement("a", { class: "back", href: "#history" }, "← All denials");
}

function facts(pairs) {
  return createElement(
    "dl",
    { class: "facts" },
    ...pairs.map(([name, value]) =>
      createElement("div", {}, createElement("dt", {}, name), createElement("dd", {}, value)),
    ),
  );
}

function sayStatus(status, toldAt, hiddenCount, hiddenBy) {
  const told = toldAt === null ? null : `told ${sayTime(toldAt)}`;
  const parts = [
    status === "told" && told !== null ? null : sayValue(status, "status"),
    told,
    hiddenCount > 0
      ? `kept quiet ${sayCount(hiddenCount, "time")} by ${hiddenBy ?? "a mute"}`
      : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** The days as bars; in words for who hears the page. */
function trendChart(trend) {
  const most = Math.max(1, ...trend);
  const chart = createElement("div", { class: "bars", "aria-hidden": "true" });
  for (const day of trend) {
    const bar = createElement("span", { class: day === 0 ? "bar none" : "bar" });
    bar.style.height = `${Math.max(4, (day / most) * 100)}%`;
    chart.append(bar);
  }
  const sum = trend.reduce((total, day) => total + day, 0);
  const today = trend.at(-1) ?? 0;
  const said = `${sayCount(sum, "time")} in ${trend.length} days, ${today.toLocaleString("en-US")} today (UTC)`;
  return createElement("figure", { class: "trend" }, chart, createElement("figcaption", {}, said));
}
