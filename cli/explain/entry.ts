/** A JSON object whose fields are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one value of the input turned out to hold; each takes one position, in order. */
export type Entry =
  | { readonly kind: "record"; readonly record: JsonObject }
  /** An error text without a record: somebody asked, so it is explained. */
  | { readonly kind: "message"; readonly message: string; readonly errorCode: string | null }
  /** Well-formed and no denial: an event of another kind. */
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly reason: string };
