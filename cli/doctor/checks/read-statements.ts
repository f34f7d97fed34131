/** A statement of a resource-based policy, as it is written. */
export type Statement = Readonly<Record<string, unknown>>;

/** The Allow statements of a policy's JSON text; none where there is no policy or it cannot be read. */
export function readAllowStatements(policy: string | null): readonly Statement[] {
  const { Statement: statements } = parseObject(policy ?? "{}");
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.filter(
    (one): one is Statement =>
      typeof one === "object" && one !== null && "Effect" in one && one.Effect === "Allow",
  );
}

/** Whether a field of the statement holds the text, wherever in it. */
export function holds(statement: Statement, field: string, text: string): boolean {
  return JSON.stringify(statement[field] ?? null).includes(text);
}

function parseObject(text: string): { readonly Statement?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
