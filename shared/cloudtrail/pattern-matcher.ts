import { BlockList, isIP } from "node:net";
import type { Leaf } from "./flatten-event.ts";
import { compileWildcard } from "./wildcard.ts";

/** One alternative of a field's list, compiled. */
export interface FieldMatcher {
  readonly onValue: (value: Leaf) => boolean;
  /** Whether an absent field satisfies it. */
  readonly onAbsent: boolean;
}

/** A compiled alternative, or why EventBridge would refuse it. */
export type CompiledMatcher =
  | { readonly kind: "compiled"; readonly matcher: FieldMatcher }
  | { readonly kind: "invalid"; readonly reason: string };

type Test = (value: Leaf) => boolean;

/** Compiles a value or an operator object of a pattern's list ("Comparison operators", EventBridge User Guide). */
export function compileMatcher(pattern: unknown): CompiledMatcher {
  if (isLeaf(pattern)) return ok((value) => value === pattern);
  const operator = soleEntry(pattern);
  if (operator === null) return invalid("a matcher must be a value or an object with one operator");
  const [name, operand] = operator;
  if (name === "exists") {
    if (typeof operand !== "boolean") return invalid('"exists" takes true or false');
    const matcher = { onValue: () => operand, onAbsent: !operand };
    return { kind: "compiled", matcher };
  }
  if (name === "anything-but") return anythingBut(operand);
  if (name === "numeric") return numeric(operand);
  if (name === "cidr") return cidr(operand);
  const test = textTest(name, operand);
  return test === null ? invalid(`it has no valid operator "${name}"`) : ok(test);
}

/** `prefix`, `suffix`, `equals-ignore-case` and `wildcard`; null for another operator or a wrong operand. */
function textTest(name: string, operand: unknown): Test | null {
  if (typeof operand === "string") {
    if (name === "prefix") return onText((text) => text.startsWith(operand));
    if (name === "suffix") return onText((text) => text.endsWith(operand));
    if (name === "equals-ignore-case") return onText((text) => fold(text) === fold(operand));
    const matches = name === "wildcard" ? compileWildcard(operand) : null;
    return matches === null ? null : onText(matches);
  }
  const inner = soleEntry(operand);
  if (inner?.[0] !== "equals-ignore-case" || typeof inner[1] !== "string") return null;
  const folded = fold(inner[1]);
  if (name === "prefix") return onText((text) => fold(text).startsWith(folded));
  if (name === "suffix") return onText((text) => fold(text).endsWith(folded));
  return null;
}

function anythingBut(operand: unknown): CompiledMatcher {
  const operator = soleEntry(operand);
  if (operator !== null) {
    const [name, inner] = operator;
    const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
    const tests = list.map((one) => (typeof one === "string" ? textTest(name, one) : null));
    if (tests.length === 0 || tests.some((test) => test === null)) {
      return invalid(`"anything-but" takes no "${name}" like this`);
    }
    return ok((value) => tests.every((test) => test?.(value) === false));
  }
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(values.map((value) => typeof value));
  if (values.length === 0 || kinds.size > 1 || !(kinds.has("string") || kinds.has("number"))) {
    return invalid('"anything-but" takes texts or numbers, not both');
  }
  return ok((value) => !values.includes(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};
/** EventBridge compares numbers between -5e9 and 5e9 only. */
const largestNumber = 5e9;

function numeric(operand: unknown): CompiledMatcher {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) return invalid('"numeric" takes one or two bounds');
  const bounds: { readonly sign: string; readonly bound: number }[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const [sign, bound] = [parts[i], parts[i + 1]];
    const known = typeof sign === "string" && Object.hasOwn(comparisons, sign);
    if (!known || typeof bound !== "number" || Math.abs(bound) > largestNumber) {
      return invalid('"numeric" takes comparisons with numbers up to 5e9');
    }
    bounds.push({ sign, bound });
  }
  const [first, second] = bounds;
  const isRange =
    second === undefined || (first?.sign.startsWith(">") === true && second.sign.startsWith("<"));
  if (!isRange || (second !== undefined && first !== undefined && first.bound >= second.bound)) {
    return invalid('"numeric" takes a lower bound before a higher one');
  }
  return ok(
    (value) =>
      typeof value === "number" &&
      bounds.every(({ sign, bound }) => comparisons[sign]?.(value, bound) === true),
  );
}

function cidr(operand: unknown): CompiledMatcher {
  const [address = "", length = "", ...rest] =
    typeof operand === "string" ? operand.split("/") : [];
  const family = isIP(address);
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (family === 0 || rest.length > 0 || bits < 0 || bits > (family === 4 ? 32 : 128)) {
    return invalid('"cidr" takes an address block');
  }
  const block = new BlockList();
  const kind = family === 4 ? "ipv4" : "ipv6";
  block.addSubnet(address, bits, kind);
  return ok(
    (value) => typeof value === "string" && isIP(value) === family && block.check(value, kind),
  );
}

function onText(test: (text: string) => boolean): Test {
  return (value) => typeof value === "string" && test(value);
}

function fold(text: string): string {
  return text.toLowerCase();
}

function ok(onValue: Test): CompiledMatcher {
  return { kind: "compiled", matcher: { onValue, onAbsent: false } };
}

function invalid(reason: string): CompiledMatcher {
  return { kind: "invalid", reason };
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function soleEntry(value: unknown): readonly [string, unknown] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0] !== undefined ? entries[0] : null;
}
