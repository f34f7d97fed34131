import type { Denial } from "../denial/denial.ts";
import { parseArn } from "../iam/parse-arn.ts";
import { codeSpan } from "./code-span.ts";

/** What was refused, in mrkdwn of at most 290 characters: "`s3:PutObject` on `my-bucket/*`". */
export function describeCall({ action, resource, eventName }: Denial): string {
  const name = action.iamAction ?? action.text ?? eventName;
  const what = name === null ? "a call" : codeSpan(name, 120);
  const text = resource.normalised ?? resource.text ?? "*";
  const short = parseArn(text)?.resource ?? text;
  return ["", "*"].includes(short) ? what : `${what} on ${codeSpan(short, 160)}`;
}
