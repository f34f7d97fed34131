import type { AthenaField } from "./athena-fields.ts";

type JsonObject = { [name: string]: unknown };

/** The CloudTrail record that a row of the answer stands for; what is null in the row is absent. */
export function athenaRecord(
  fields: readonly AthenaField[],
  row: readonly (string | null)[],
): Readonly<Record<string, unknown>> {
  const record: JsonObject = {};
  fields.forEach(({ path, kind }, index) => {
    const text = row[index] ?? null;
    if (text === null) return;
    let holder = record;
    for (const step of path.slice(0, -1)) {
      holder[step] ??= {};
      holder = holder[step] as JsonObject;
    }
    holder[path.at(-1) ?? ""] = readValue(text, kind);
  });
  return record;
}

function readValue(text: string, kind: AthenaField["kind"]): unknown {
  if (kind === "text") return text;
  if (kind === "flag") return text === "true";
  const value = parseJson(text);
  if (kind === "json") return value;
  return Array.isArray(value) ? value.map((ARN: unknown) => ({ ARN })) : undefined;
}

/** A cut or odd text stays the text: the record still counts. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
