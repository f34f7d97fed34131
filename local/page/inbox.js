/* global document, fetch */
import { buildElement } from "./build-element.js";
import { addCopyButtons } from "./copy-button.js";
import { viewMessage } from "./view-message.ts";

const shownAtFirst = 100;

const feed = document.getElementById("feed");
const days = document.getElementById("days");
const older = document.getElementById("older");
const title = document.title;

/** Messages by id; the ids grow with time. */
const messages = new Map();
let shown = shownAtFirst;
let unseen = 0;

older.addEventListener("click", () => {
  shown += shownAtFirst;
  showAll();
});
document.addEventListener("visibilitychange", () => {
  unseen = 0;
  document.title = title;
});
feed.addEventListener("keydown", moveFocus);

/** Everything that the alerter has: at first, and after a lost connection. */
export async function loadInbox() {
  const response = await fetch("/inbox/messages");
  if (!response.ok) return;
  const { messages: known, isSlackElsewhere, command } = await response.json();
  for (const message of known) messages.set(message.id, message);
  document.getElementById("command").textContent = command;
  if (isSlackElsewhere) {
    document.getElementById("topic").textContent =
      "Messages go to the Slack webhook now; these are older ones.";
  }
  showAll();
}

function showAll() {
  const newest = [...messages.values()].sort((a, b) => a.id - b.id).slice(-shown);
  days.replaceChildren();
  for (const message of newest) show(message);
  older.hidden = messages.size <= shown;
  document.getElementById("empty").hidden = messages.size > 0;
}

/** Puts a message that has just come on top, and says it. */
export function addMessage(message) {
  if (messages.has(message.id)) return;
  messages.set(message.id, message);
  document.getElementById("empty").hidden = true;
  const article = show(message);
  article.classList.add("new");
  document.getElementById("announcement").textContent = message.message.text ?? "New message";
  if (document.hidden) {
    unseen += 1;
    document.title = `(${unseen}) ${title}`;
  }
}

/** Puts the message on top of its day. */
function show({ id, receivedAt, message }) {
  const received = new Date(receivedAt);
  const article = document.createElement("article");
  article.className = "message";
  article.tabIndex = 0;
  article.setAttribute("aria-labelledby", `sender-${id}`);

  const avatar = document.createElement("img");
  avatar.className = "avatar";
  avatar.src = "/page/avatar.svg";
  avatar.alt = "";

  const body = document.createElement("div");
  body.className = "body";
  body.append(...viewMessage(message).map(buildElement));
  addCopyButtons(body);

  const content = document.createElement("div");
  content.append(sender(id, received), body);
  article.append(avatar, content);
  dayOf(received).querySelector("h2").after(article);
  return article;
}

function sender(id, received) {
  const line = document.createElement("div");
  line.id = `sender-${id}`;
  const name = document.createElement("span");
  name.className = "sender";
  name.textContent = "Denywatch";
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.textContent = "APP";
  const time = document.createElement("time");
  time.dateTime = received.toISOString();
  time.title = received.toLocaleString();
  time.textContent = received.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  line.append(name, badge, time);
  return line;
}

function dayOf(received) {
  const name = dayName(received);
  const [newest] = days.children;
  if (newest?.dataset.day === name) return newest;
  const day = document.createElement("section");
  day.className = "day";
  day.dataset.day = name;
  const heading = document.createElement("h2");
  const label = document.createElement("span");
  label.textContent = name;
  heading.append(label);
  day.append(heading);
  days.prepend(day);
  return day;
}

function dayName(received) {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (received.toDateString() === now.toDateString()) return "Today";
  if (received.toDateString() === yesterday.toDateString()) return "Yesterday";
  return received.toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });
}

/** Down and up, or j and k: from message to message. */
function moveFocus(event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const current = event.target.closest(".message");
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("pre") && event.key.startsWith("Arrow")) return;
  const all = [...days.querySelectorAll(".message")];
  const next = current === null ? all[0] : all[all.indexOf(current) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
