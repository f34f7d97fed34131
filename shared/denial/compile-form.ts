/** A form of a resource, ready to be tried. */
export interface ResourceForm {
  /** What every resource of this form starts with: a cheap look before the form is tried. */
  readonly start: string;
  /** The resource as it is kept, or null where it has another form. Linear in the resource's length. */
  readonly fold: (resource: string) => string | null;
}

const token = /\{\w+\+?\}|[*?#]|[^{*?#]+/g;

/** Makes a form of the notation that `resource-normalisations.ts` explains. */
export function compileForm(notation: string): ResourceForm {
  const [form = "", kept = form] = notation.split(" > ");
  const tokens = form.match(token) ?? [];
  const expression = new RegExp(`^${tokens.map(patternOf).join("")}$`, "s");
  const replacement = replacementOf(tokens, kept);
  return {
    start: isVariable(tokens[0]) ? "" : (tokens[0] ?? ""),
    fold: (resource) => {
      const folded = resource.replace(expression, replacement);
      // Mostly it has changed, and need not be looked at twice.
      return folded !== resource || expression.test(resource) ? folded : null;
    },
  };
}

function patternOf(part: string, index: number, parts: readonly string[]): string {
  if (part.startsWith("{")) return part.endsWith("+}") ? "([^:]+)" : "([^:/]+)";
  if (part === "*") return index === parts.length - 1 ? ".+" : "[^:/]+";
  if (part === "?") return "[A-Za-z0-9?]";
  if (part === "#") return "(?:\\d+|\\*)";
  return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** The kept form, in which every `{name}` is the group that the form has caught under that name. */
function replacementOf(tokens: readonly string[], kept: string): string {
  const names = tokens.filter((part) => part.startsWith("{"));
  return (kept.match(token) ?? [])
    .map((part) => {
      if (part === "#") return "*";
      return part.startsWith("{") ? `$${(names.indexOf(part) + 1).toString()}` : part;
    })
    .join("");
}

function isVariable(part: string | undefined): boolean {
  return part === undefined || /^[{*?#]/.test(part);
}
