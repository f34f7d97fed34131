import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import type { DenialItem } from "../../../shared/history/denial-item.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { planCount } from "../../../shared/history/plan-count.ts";
import { buildDenial } from "../../support/denials.ts";

const now = new Date("2026-03-05T00:00:00Z");
const start = Date.parse("2026-03-04T00:00:00Z");
const fingerprint = "fp1_0123456789abcdef01234567";
const template = buildDenial({ fingerprint }) as RecordedDenial;

function occurrence(n: number, second: number): RecordedDenial {
  const occurredAt = new Date(start + second * 1000).toISOString();
  return { ...template, eventId: `event-${n}`, dedupeId: `event-${n}`, occurredAt };
}

/** A set has no order: an engine may give it back in any. */
function withoutOrder(item: DenialItem): DenialItem {
  const digests = item["i"]?.BS?.toSorted((a, b) => Buffer.compare(a, b));
  return digests === undefined ? item : { ...item, i: { BS: digests } };
}

function count(
  item: DenialItem | null,
  second: DenialItem | null,
  denials: readonly RecordedDenial[],
) {
  const [group] = groupOccurrences(denials);
  if (group === undefined) throw new Error("no occurrence");
  const read = { item, second, sampledAtSeconds: null };
  return planCount(read, group, null, now, defaultCountSettings);
}

const sizes = fc.array(
  fc.oneof(
    fc.constant(1),
    fc.integer({ min: 2, max: 60 }),
    fc.integer({ min: 300, max: 500 }),
    fc.integer({ min: 900, max: 1300 }),
  ),
  { minLength: 2, maxLength: 12 },
);

/** A second of work. */
it("a fingerprint's items know its last 1,000 counted events, whatever the batches and the order of sets", () => {
  fc.assert(
    fc.property(sizes, fc.boolean(), (batches, isLate) => {
      let item: DenialItem | null = null;
      let second: DenialItem | null = null;
      let counted: RecordedDenial[] = [];
      let serial = 0;
      for (const [at, size] of batches.entries()) {
        const second0 = isLate ? (batches.length - at) * 60 : at * 60;
        const batch = Array.from({ length: size }, (_, n) => {
          return occurrence((serial += 1), second0 + (n % 60));
        });
        const plan = count(item, second, batch);
        if (plan.kind !== "write") throw new Error(`it is ${plan.kind}`);
        // Of events that the items do not know by now, some may count again: over, never under.
        expect(plan.added).toBe(size);
        item = withoutOrder(plan.item);
        second = plan.second ?? second;
        const [group] = groupOccurrences(batch);
        counted = [...counted, ...(group?.denials ?? []).slice(-1000)].slice(-1000);
        expect(count(item, second, counted)).toEqual({ kind: "duplicate" });
        // One by one they are copies too.
        const one = counted.slice(at % counted.length).slice(0, 1);
        expect(count(item, second, one)).toEqual({ kind: "duplicate" });
      }
      const bytes = ["bi", "mi"].map((name) => second?.[name]?.B?.length ?? 0);
      expect(Math.max(...bytes)).toBeLessThan(20_000);
    }),
    { numRuns: 25 },
  );
});
