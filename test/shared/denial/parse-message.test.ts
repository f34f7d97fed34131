import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDenialMessage } from "../../../shared/denial/parse-message.ts";

/** A wording and what it says: a new wording is a new row in a file under test/cases/messages. */
interface Row {
  readonly name: string;
  readonly message: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

const folder = join(import.meta.dirname, "../../cases/messages");
const answered = (message: string): Record<string, unknown> => {
  const { reason, principal, action, resource } = parseDenialMessage(message);
  return { ...reason, principal, action, resource };
};
/** What a row need not say. */
const defaults = { via: null, notPolicy: null, encoded: false };

describe.each(readdirSync(folder))("parseDenialMessage() reads %s", (file) => {
  const rows = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly Row[];

  it.each(rows)("$name", ({ message, expect: expected }) => {
    expect(answered(message)).toMatchObject({ ...defaults, ...expected });
  });
});

describe("parseDenialMessage() isDenial", () => {
  it.each([
    "User: arn:aws:iam::210987654321:user/ida is not authorized to perform: s3:ListBucket",
    "You are not authorized to perform this operation.",
    "Access to the resource https://sqs.eu-west-3.amazonaws.com/210987654321/dough is denied.",
    "The request was denied due to a VPC endpoint policy",
    "Access Denied",
    "Insufficient Lake Formation permission(s) on loaf_counts",
  ])("is true for %j", (message) => {
    expect(parseDenialMessage(message).isDenial).toBe(true);
  });

  it.each([
    "",
    "An unknown error occurred",
    "Session token not found or invalid",
    "Rate exceeded",
    "Request would have succeeded, but DryRun flag is set.",
    "The bucket policy does not exist",
    "The role defined for the function cannot be assumed by Lambda.",
  ])("is false for %j", (message) => {
    expect(parseDenialMessage(message).isDenial).toBe(false);
  });
});
