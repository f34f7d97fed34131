/* global document */

/** A view node as a DOM node. Text becomes a text node, so nothing in it is ever markup. */
export function buildElement(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const built = document.createElement(node.tag);
  if (node.className !== null) built.className = node.className;
  if (node.colour !== null) built.style.borderLeftColor = `#${node.colour}`;
  if (node.href !== null) {
    built.href = node.href;
    built.target = "_blank";
    built.rel = "noopener noreferrer";
  }
  if (node.label !== null) {
    built.setAttribute("role", "img");
    built.setAttribute("aria-label", node.label);
  }
  built.append(...node.children.map(buildElement));
  return built;
}
