import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { readLabelledCases } from "../../../bench/labelled-case.ts";
import { denialTextOf } from "../../../shared/cloudtrail/denial-text.ts";
import { cloudTrailRecordSchema } from "../../../shared/cloudtrail/record.ts";
import { deniedActionOf } from "../../../shared/denial/action.ts";
import { parseDenialMessage } from "../../../shared/denial/parse-message.ts";
import { buildDenialRecord } from "../../support/cloudtrail-records.ts";
import { anyCharacter } from "../../support/any-character.ts";

function recordOf(eventSource: string, eventName: string) {
  return cloudTrailRecordSchema.parse(buildDenialRecord({ eventSource, eventName }));
}

describe("deniedActionOf()", () => {
  it.each([
    { said: "s3:PutObject", iamAction: "s3:PutObject" },
    { said: "SNS:Publish", iamAction: "sns:Publish" },
    { said: "sqs:listqueues", iamAction: "sqs:listqueues" },
    { said: "apigateway:POST", iamAction: "apigateway:POST" },
    { said: "iam:PassRole", iamAction: "iam:PassRole" },
    { said: "GetLogGroupFields", iamAction: "logs:GetLogGroupFields" },
    { said: ":GetLogGroupFields", iamAction: "logs:GetLogGroupFields" },
    { said: "AssumeRole", iamAction: "sts:AssumeRole" },
    { said: "PassRole", iamAction: "iam:PassRole" },
  ])("takes $said from the message as it stands", ({ said, iamAction }) => {
    const record = recordOf("logs.amazonaws.com", "StartQuery");
    expect(deniedActionOf(record, said)).toEqual({ text: said, iamAction, derived: false });
  });

  it("spells an action as its own event does", () => {
    const record = recordOf("sqs.amazonaws.com", "ListQueues");
    expect(deniedActionOf(record, "sqs:listqueues")).toEqual({
      text: "sqs:listqueues",
      iamAction: "sqs:ListQueues",
      derived: false,
    });
  });

  it.each([null, ""])("derives the action where the message says %j", (said) => {
    const record = recordOf("monitoring.amazonaws.com", "DescribeAlarms");
    expect(deniedActionOf(record, said)).toEqual({
      text: "cloudwatch:DescribeAlarms",
      iamAction: "cloudwatch:DescribeAlarms",
      derived: true,
    });
  });

  it("knows no prefix for a bare message's action that has none", () => {
    expect(deniedActionOf(null, "GetLogGroupFields")).toEqual({
      text: "GetLogGroupFields",
      iamAction: null,
      derived: false,
    });
  });

  it("knows nothing of a bare message that names no action", () => {
    expect(deniedActionOf(null, null)).toEqual({ text: null, iamAction: null, derived: false });
  });

  it("keeps any text of a message and never throws", () => {
    const text = fc.string({ unit: anyCharacter, minLength: 1 });
    const plain = recordOf("s3.amazonaws.com", "GetObject");
    fc.assert(
      fc.property(text, text, text, (eventSource, eventName, said) => {
        const record = { ...plain, eventSource, eventName };
        expect(deniedActionOf(record, said).text).toBe(said);
        const derived = deniedActionOf(record, null);
        expect(derived.text).toBe(derived.iamAction);
      }),
    );
  });
});

const folder = join(import.meta.dirname, "../../../../shared/denials/visible");
const where = existsSync(folder)
  ? ""
  : " (skipped: the labelled events are not beside the project)";

describe.skipIf(!existsSync(folder))(`deniedActionOf() on labelled events${where}`, () => {
  it("gives the label, or one that can be defended", () => {
    const cases = readLabelledCases(folder, "events.jsonl") ?? [];
    expect(cases.length).toBeGreaterThan(30);
    const misses = cases.flatMap(({ id, record, expect: label, alt }) => {
      // Some of the records are trimmed, or have a time without a zone.
      const parsed = cloudTrailRecordSchema.parse({
        eventID: "unknown",
        ...(record as object),
        eventTime: "2026-03-04T05:06:07Z",
      });
      const said = parseDenialMessage(denialTextOf(parsed).message ?? "").action;
      const { iamAction } = deniedActionOf(parsed, said);
      const accepted = [label?.["iamAction"], ...(alt?.["iamAction"] ?? [])];
      return accepted.includes(iamAction) ? [] : [{ id, iamAction, accepted }];
    });
    expect(misses).toEqual([]);
  });
});
