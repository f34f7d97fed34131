import { maskSecrets } from "../../shared/redaction/mask-secrets.ts";
import { showInvisible } from "../../shared/slack/show-invisible.ts";

/** Markup that may go into a page as it is. Only `html` makes it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Content = Html | string | number | null | false | readonly Content[];

/** Markup with whatever is put in shown as text: escaped, secrets masked, nothing invisible; only `Html` stays markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(
    parts.map((part, index) => (index === 0 ? "" : render(values[index - 1])) + part).join(""),
  );
}

function render(value: Content | undefined): string {
  if (value === undefined || value === null || value === false) return "";
  if (value instanceof Html) return value.markup;
  if (typeof value === "object") return value.map(render).join("");
  return escapeHtml(showInvisible(maskSecrets(String(value))));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
