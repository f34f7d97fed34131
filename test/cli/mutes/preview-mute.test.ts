import { describe, expect, it } from "vitest";
import { describePreview } from "../../../cli/mutes/describe-preview.ts";
import { previewMute } from "../../../cli/mutes/preview-mute.ts";
import { buildEntry, entryNow } from "../../support/history-entries.ts";

const mute = { id: "m-1", reason: "known", action: "s3:*" };

describe("previewMute()", () => {
  it("counts the calls of the last 7 days of what matches, the loudest first", () => {
    const entries = [
      buildEntry({ fingerprint: "quiet", daysAgo: { 6: 2, 7: 100 } }),
      buildEntry({ fingerprint: "loud", daysAgo: { 0: 3, 1: 4 } }),
      buildEntry({ fingerprint: "old", daysAgo: { 8: 5 } }),
      buildEntry({ fingerprint: "other", sample: { action: { iamAction: "ec2:RunInstances" } } }),
      buildEntry({ fingerprint: "hidden", status: "muted", toldAtSeconds: null }),
    ];
    const preview = previewMute(mute, entries, new Set(), entryNow);
    expect(
      preview.denials.map(({ entry, occurrences }) => [entry.fingerprint, occurrences]),
    ).toEqual([
      ["loud", 7],
      ["quiet", 2],
      ["hidden", 1],
    ]);
    expect(preview).toMatchObject({ occurrences: 10, told: 1, quietAlready: 1 });
  });
});

describe("describePreview()", () => {
  const describeFor = (entries: Parameters<typeof previewMute>[1], given: typeof mute) =>
    describePreview(previewMute(given, entries, new Set(), entryNow), given, 100);

  it("names the loudest and counts the rest, in lines that fit", () => {
    const entries = Array.from({ length: 8 }, () => buildEntry());
    const lines = describeFor(entries, mute);
    expect(lines).toHaveLength(1 + 1 + 5 + 1);
    expect(lines.at(-1)).toBe("  and 3 more");
    expect(Math.max(...lines.slice(1).map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it("says that a call's own facts were judged by the first call", () => {
    const given = { ...mute, userAgent: "*a*" };
    const entry = buildEntry({ sample: { userAgent: "a\u001b[31m" } });
    expect(describeFor([entry], given).at(-1)).toContain("judged by its first call");
    expect(describeFor([entry], mute).join()).not.toContain("judged by its first call");
  });

  it("asks about a typo where nothing matches", () => {
    expect(describeFor([], mute)).toEqual([expect.stringContaining("misspelt")]);
  });
});
