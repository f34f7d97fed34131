import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLabelledCases } from "../../../bench/labelled-case.ts";
import { scoreCases } from "../../../bench/score.ts";
import { parseDenialMessage } from "../../../shared/denial/parse-message.ts";

const folder = join(import.meta.dirname, "../../../../shared/denials/visible");
const where = existsSync(folder)
  ? ""
  : " (skipped: the labelled messages are not beside the project)";

describe.skipIf(!existsSync(folder))(`parseDenialMessage() on labelled messages${where}`, () => {
  it("gives the label, or one that can be defended, wherever the label is sure", () => {
    const cases = readLabelledCases(folder, "messages.jsonl") ?? [];
    expect(cases.length).toBeGreaterThan(100);
    const { misses } = scoreCases(cases, ({ message = "" }) => {
      const { reason, principal, action, resource } = parseDenialMessage(message);
      return { ...reason, principal, action, resource };
    });
    expect(misses.filter((miss) => !miss.defensible && !miss.unsure)).toEqual([]);
  });
});
