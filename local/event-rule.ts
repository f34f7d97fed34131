export type CompiledPattern =
  | { readonly kind: "compiled"; matches(event: unknown): boolean }
  | { readonly kind: "invalid"; readonly reason: string };

/** The rule of the local event bus: whether an event matches the pattern. Throws where the pattern is invalid. */
export function createEventRule(
  pattern: unknown,
  compile: (pattern: unknown) => CompiledPattern,
): (event: unknown) => boolean {
  const compiled = compile(pattern);
  if (compiled.kind === "invalid") {
    throw new Error(`Cannot use the event pattern: ${compiled.reason}`);
  }
  return (event) => compiled.matches(event);
}
