/* global document, navigator, setTimeout */
import { createElement } from "./create-element.js";

/** Puts a button at each block of code that copies its text. */
export function addCopyButtons(root) {
  for (const block of root.querySelectorAll("pre")) {
    const text = block.textContent;
    const button = createElement("button", { class: "copy", type: "button" }, "Copy");
    button.addEventListener("click", () => copy(text, button));
    const frame = createElement("div", { class: "copyable" });
    block.replaceWith(frame);
    block.tabIndex = 0;
    frame.append(block, button);
  }
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Cannot copy";
  }
  document.getElementById("announcement").textContent = button.textContent;
  setTimeout(() => (button.textContent = "Copy"), 2000);
}
