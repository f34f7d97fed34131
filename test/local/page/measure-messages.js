/* global document, getComputedStyle */

/** Runs in the page: each message's height, and what in it is wider than the page, cut or without any size. */
globalThis.measureMessages = () =>
  [...document.querySelectorAll(".message")].map((message) => ({
    height: message.getBoundingClientRect().height,
    problems: [...message.querySelectorAll(".body, .body *")].flatMap(findProblems),
  }));

/** Scrolls nothing any more, so that one picture holds all of the messages that `isShown` is true for; null: as before. */
globalThis.unrollMessages = (isShown) => {
  for (const element of document.querySelectorAll("html, body, main, .panel, .feed")) {
    element.style.height = isShown && "auto";
    element.style.overflow = isShown && "visible";
  }
  [...document.querySelectorAll(".message")].forEach((message, index) => {
    message.style.display = !isShown || isShown[index] ? "" : "none";
  });
};

function findProblems(element) {
  const { left, right, width, height } = element.getBoundingClientRect();
  const text = element.textContent.slice(0, 60);
  const hasText = text.trim() !== "" && element.tagName !== "BR";
  return [
    ...(right > document.documentElement.clientWidth + 0.5 || left < -0.5 ? [`wide: ${text}`] : []),
    ...(isCut(element) ? [`cut: ${text}`] : []),
    ...(hasText && (width === 0 || height === 0) ? [`invisible: ${text}`] : []),
  ];
}

function isCut(element) {
  const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
  return (
    textOverflow === "ellipsis" ||
    (overflowX !== "visible" && element.scrollWidth > element.clientWidth) ||
    (overflowY !== "visible" && element.scrollHeight > element.clientHeight)
  );
}
