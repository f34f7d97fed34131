import type { Denial } from "../denial/denial.ts";
import { parseArn } from "../iam/parse-arn.ts";
import { longestFact } from "../remediation/collect-facts.ts";
import { plainText } from "../remediation/plain-text.ts";
import { ellipsis } from "./truncate-text.ts";

const mostLength = 80;

/** A hint's sentence with the denial's resource by its name instead of its ARN, which the message has once, below. */
export function shortenResource(text: string, { resource }: Denial): string {
  const name = shortResourceName(resource);
  if (name === null || resource.text === null) return text;
  const isCut = name.length === mostLength;
  return text.replaceAll(plainText(resource.text, longestFact), () =>
    isCut ? `${name}${ellipsis}` : name,
  );
}

/** The part of an ARN that people know a thing by, at most 80 UTF-16 units; null for what is no ARN of one thing. */
export function shortResourceName({ text }: Denial["resource"]): string | null {
  const name = parseArn(text ?? "")?.resource ?? "";
  const isOne = name !== "" && name !== "*";
  return isOne ? plainText(name, longestFact).slice(0, mostLength).toWellFormed() : null;
}
