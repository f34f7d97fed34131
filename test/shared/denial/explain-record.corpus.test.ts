import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLabelledCases } from "../../../bench/labelled-case.ts";
import { scoreCases } from "../../../bench/score.ts";
import { completeRecord } from "../../../cli/explain/complete-record.ts";
import { explainRecord } from "../../../shared/denial/explain-record.ts";

const folder = join(import.meta.dirname, "../../../../shared/denials/visible");
const where = existsSync(folder)
  ? ""
  : " (skipped: the labelled records are not beside the project)";

describe.skipIf(!existsSync(folder))(`explainRecord() on labelled records${where}`, () => {
  it("gives the label, or one that can be defended, for who and what", () => {
    const cases = readLabelledCases(folder, "events.jsonl") ?? [];
    expect(cases.length).toBeGreaterThan(30);
    const { misses } = scoreCases(cases, ({ record }) => {
      const completed = completeRecord(record as Readonly<Record<string, unknown>>);
      if (completed === null) return { principalKey: "no record" };
      const { principal, action, reason } = explainRecord(completed.record);
      return {
        principalKey: principal.key === "unknown" ? null : principal.key,
        sessionName: principal.sessionName,
        iamAction: action.iamAction,
        denyType: reason.denyType,
        policyType: reason.policyType,
        policyArn: reason.policyArn,
        encoded: reason.encoded,
      };
    });
    expect(misses.filter((miss) => !miss.defensible)).toEqual([]);
  });
});
