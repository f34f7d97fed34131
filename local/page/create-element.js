/* global document */

/** An element with attributes and children; strings are text, and never markup. Null and false are left out. */
export function createElement(tag, attributes, ...children) {
  const built = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) built.setAttribute(name, value === true ? "" : value);
  }
  built.append(...children.filter((child) => child !== null && child !== false));
  return built;
}
