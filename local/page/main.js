/* global addEventListener, document, EventSource */
import { loadHistory, showAddressed } from "./history.js";
import { addMessage, loadInbox } from "./inbox.js";

const status = document.getElementById("status");

const stream = new EventSource("/inbox/stream");
stream.addEventListener("open", async () => {
  void loadHistory();
  await loadInbox();
  showStatus("live", "Live");
});
stream.addEventListener("message", ({ data }) => {
  addMessage(JSON.parse(data));
  void loadHistory();
});
stream.addEventListener("history", () => void loadHistory());
stream.addEventListener("error", () => {
  showStatus("lost", "Reconnecting…");
});
addEventListener("hashchange", showAddressed);
showAddressed();

function showStatus(state, text) {
  status.dataset.state = state;
  status.querySelector("span").textContent = text;
}
