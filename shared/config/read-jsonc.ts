import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type { ConfigPath } from "./config-path.ts";

/** A place in a text; both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** What keeps a text from being read. */
export interface SyntaxProblem {
  readonly position: TextPosition;
  /** Where in the value; empty where the text is no JSON at all. */
  readonly path: ConfigPath;
  readonly message: string;
}

export type JsoncOutcome =
  | {
      readonly kind: "read";
      readonly value: unknown;
      /** Where a value starts, or its key; for a path that is not there, its nearest parent. */
      readonly locate: (path: ConfigPath, part?: "value" | "key") => TextPosition;
    }
  | { readonly kind: "broken"; readonly problems: readonly SyntaxProblem[] };

const deepest = 64;
/** The scanner's tokens: the package has them in a const enum, which a module that is compiled alone cannot read. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };
const mostProblems = 5;

const syntaxMessages: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no JSON value",
  InvalidNumberFormat: "this is no number",
  PropertyNameExpected: "expected a key in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: "expected a colon",
  CommaExpected: "expected a comma",
  CloseBraceExpected: "expected a closing brace",
  CloseBracketExpected: "expected a closing bracket",
  EndOfFileExpected: "expected nothing more after the value",
  UnexpectedEndOfComment: "this comment is not closed",
  UnexpectedEndOfString: "this text is not closed",
  UnexpectedEndOfNumber: "this number is not complete",
  InvalidUnicode: "this is no \\u escape",
  InvalidEscapeCharacter: "this is no escape that JSON knows",
  InvalidCharacter: "this character must be escaped",
};

/**
 * Reads JSON with comments and trailing commas. A key that is given twice is a problem, since only one could count.
 * Never throws, whatever the text.
 */
export function readJsonc(text: string): JsoncOutcome {
  const positionOf = positionsIn(text);
  const broken = (offset: number, message: string, path: ConfigPath = []): SyntaxProblem => ({
    position: positionOf(offset),
    path,
    message,
  });
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    return { kind: "broken", problems: [broken(tooDeep, `nested deeper than ${deepest} levels`)] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || tree === undefined) {
    const problems = errors.slice(0, mostProblems).map(({ offset, error }) => {
      const code = printParseErrorCode(error);
      return broken(offset, `cannot read the JSON: ${syntaxMessages[code] ?? code}`);
    });
    return { kind: "broken", problems };
  }
  const keyProblems = findKeyProblems(tree, []).map(({ node, path, message }) =>
    broken(node.offset, message, path),
  );
  if (keyProblems.length > 0) return { kind: "broken", problems: keyProblems };
  return {
    kind: "read",
    value: toValue(tree),
    locate(path, part = "value") {
      for (let length = path.length; length > 0; length -= 1) {
        const segments = path.slice(0, length).map((s) => (typeof s === "number" ? s : String(s)));
        const node = findNodeAtLocation(tree, segments);
        const key = node?.parent?.type === "property" ? node.parent.children?.[0] : undefined;
        const found = part === "key" ? (key ?? node) : node;
        if (found !== undefined) return positionOf(found.offset);
      }
      return positionOf(tree.offset);
    },
  };
}

/** The parser recurses; a text of nothing but brackets must not end it. */
function findTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth += 1;
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth -= 1;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return null;
}

interface KeyProblem {
  readonly node: Node;
  readonly path: ConfigPath;
  readonly message: string;
}

function findKeyProblems(node: Node, path: ConfigPath): readonly KeyProblem[] {
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((child, index) => {
    if (node.type === "array") return findKeyProblems(child, [...path, index]);
    const [keyNode, valueNode] = child.children ?? [];
    if (keyNode === undefined || valueNode === undefined) return [];
    const key = String(keyNode.value);
    const keyPath = [...path, key];
    const found = findKeyProblems(valueNode, keyPath);
    const message = seen.has(key)
      ? "is given twice; keep one"
      : key === "__proto__"
        ? "is no key"
        : null;
    seen.add(key);
    return message === null ? found : [{ node: keyNode, path: keyPath, message }, ...found];
  });
}

function toValue(node: Node): unknown {
  switch (node.type) {
    case "array":
      return (node.children ?? []).map(toValue);
    case "object":
      return Object.fromEntries(
        (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
          key === undefined || value === undefined ? [] : [[String(key.value), toValue(value)]],
        ),
      );
    default:
      return node.value;
  }
}

function positionsIn(text: string): (offset: number) => TextPosition {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    const line = lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
}
