import { parseArn } from "../iam/parse-arn.ts";
import { commonResourceFields, requestResourceTemplates } from "./request-resource-templates.ts";

/** Where a call was made; null where the record does not tell. */
export interface CallPlace {
  /** IAM's prefix of the service that was called; the refused action may be another's. */
  readonly service: string;
  readonly partition: string;
  readonly region: string | null;
  readonly account: string | null;
}

/** A template taken apart: literals, and what to read between them. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "place"; readonly name: Exclude<keyof CallPlace, "service"> }
  | { readonly kind: "field"; readonly path: readonly string[]; readonly start: string };

/** Longer values are no names: a file, a query, an attack. */
const longestValue = 2048;
const templatesByName = new Map<string, readonly (readonly Piece[])[]>();

/**
 * The resource that a call's request parameters name, by the table of templates; null where none fits. Where account
 * or Region is unknown, the bare name.
 */
export function findRequestResource(
  iamAction: string,
  requestParameters: unknown,
  place: CallPlace,
): string | null {
  const service = iamAction.slice(0, iamAction.indexOf(":"));
  const templates = templatesOf(iamAction) ?? templatesOf(service) ?? [];
  for (const pieces of templates) {
    const resource = fill(pieces, requestParameters, place);
    if (resource !== null) return resource;
  }
  for (const name of commonResourceFields) {
    const value = textOf(field(requestParameters, name));
    const named = value === null ? null : parseArn(value)?.service;
    // A call that another service's action stopped (`kms:Decrypt`) was about something else.
    if (named != null && (service === place.service || service === named)) return value;
  }
  return null;
}

function templatesOf(name: string): readonly (readonly Piece[])[] | null {
  const known = templatesByName.get(name);
  if (known !== undefined) return known;
  // The name is from an event: "constructor" must not find Object's own.
  if (!Object.hasOwn(requestResourceTemplates, name)) return null;
  const templates = (requestResourceTemplates[name] ?? []).map(parseTemplate);
  templatesByName.set(name, templates);
  return templates;
}

function parseTemplate(template: string): readonly Piece[] {
  return template.split(/[{}]/).map((part, index): Piece => {
    if (index % 2 === 0) return { kind: "text", text: part };
    if (part === "partition" || part === "region" || part === "account") {
      return { kind: "place", name: part };
    }
    const [path = "", start = ""] = part.split("=");
    return { kind: "field", path: path.split("."), start };
  });
}

function fill(pieces: readonly Piece[], parameters: unknown, place: CallPlace): string | null {
  let arn = "";
  let name = "";
  let isWhole = true;
  for (const piece of pieces) {
    if (piece.kind === "text") {
      arn += piece.text;
    } else if (piece.kind === "place") {
      const value = place[piece.name];
      isWhole &&= value !== null;
      arn += value ?? "";
    } else {
      const value = textOf(piece.path.reduce(field, parameters));
      if (value === null || !value.startsWith(piece.start)) return null;
      // Only the first: the key of an S3 object may be written like any ARN.
      if (name === "" && value.startsWith("arn:")) return value;
      arn += value;
      name = value;
    }
  }
  if (isWhole) return arn;
  return name === "" ? null : name;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= longestValue ? value : null;
}
