import { hash } from "node:crypto";

/** Where a page ended: for each partition that was asked, the last key that was taken of it; null for none yet. */
export type PagePosition = Readonly<Record<string, PageKey | "done">>;

/** The keys of an index's entry: its day or time, and the fingerprint. */
export interface PageKey {
  readonly at: number;
  readonly fingerprint: string;
}

/** The position as a text to ask the next page with. `question` is what the text is good for. */
export function writeCursor(question: unknown, position: PagePosition): string {
  return Buffer.from(JSON.stringify([signOf(question), position])).toString("base64url");
}

/** The position that a cursor tells. Throws where it is none, or of another question. */
export function readCursor(question: unknown, cursor: string): PagePosition {
  const parsed = parse(cursor);
  if (!Array.isArray(parsed) || parsed[0] !== signOf(question) || !isPosition(parsed[1])) {
    throw new Error(
      `Cannot continue from the cursor "${cursor.slice(0, 80)}": it is not of this question; ask without it for the first page`,
    );
  }
  return parsed[1];
}

function signOf(question: unknown): string {
  return hash("sha256", JSON.stringify(question), "base64url").slice(0, 8);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown;
  } catch {
    return null;
  }
}

function isPosition(value: unknown): value is PagePosition {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((key: unknown) => key === "done" || isPageKey(key))
  );
}

function isPageKey(value: unknown): value is PageKey {
  if (typeof value !== "object" || value === null) return false;
  const { at, fingerprint } = value as Record<string, unknown>;
  return typeof at === "number" && typeof fingerprint === "string";
}
