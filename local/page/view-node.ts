/** The elements that a message may become: none of them runs or loads anything. */
export type ViewTag =
  | "a"
  | "b"
  | "blockquote"
  | "br"
  | "code"
  | "dd"
  | "div"
  | "dl"
  | "dt"
  | "em"
  | "h3"
  | "hr"
  | "li"
  | "p"
  | "pre"
  | "s"
  | "span"
  | "ul";

export interface ViewElement {
  readonly tag: ViewTag;
  /** Only names from this project, never text from a message. */
  readonly className: string | null;
  /** On `a` only; http or https. */
  readonly href: string | null;
  /** Read instead of the content, for what is a picture. */
  readonly label: string | null;
  /** A border's colour, six hexadecimal digits; null for the style sheet's. */
  readonly colour: string | null;
  readonly children: readonly ViewNode[];
}

/** Strings are text, and never markup. */
export type ViewNode = string | ViewElement;

/** An element of the given tag, or tag and class: `"div.fields"`. */
export function element(
  name: ViewTag | `${ViewTag}.${string}`,
  children: readonly ViewNode[],
  extra: Partial<Pick<ViewElement, "href" | "label" | "colour">> = {},
): ViewElement {
  const [tag, className = null] = name.split(".") as [ViewTag, string?];
  return { tag, className, href: null, label: null, colour: null, ...extra, children };
}
