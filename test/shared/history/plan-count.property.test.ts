import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marksOf } from "../../../shared/history/choose-samples.ts";
import { defaultCountSettings } from "../../../shared/history/count-settings.ts";
import { countedItemBytes } from "../../../shared/history/apply-occurrences.ts";
import type { DenialItem } from "../../../shared/history/denial-item.ts";
import { itemSize } from "../../../shared/history/item-size.ts";
import { groupOccurrences, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { planCount } from "../../../shared/history/plan-count.ts";
import { readHistoryEntry } from "../../../shared/history/read-denial.ts";
import { tidyItem } from "../../../shared/history/tidy-item.ts";
import { anyCharacter } from "../../support/any-character.ts";
import { createCountingModel } from "../../support/counting-model.ts";
import { buildDenial } from "../../support/denials.ts";
import { expectStorable } from "../../support/expect-storable.ts";

const start = Date.parse("2026-03-04T00:00:00Z") / 1000;
const now = new Date((start + 90 * 86_400) * 1000);
const fingerprint = "fp1_0123456789abcdef01234567";

/** Whatever an event may hold: half surrogate pairs, NUL, separators of ours, too long, of several bytes. */
const hostileText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.constantFrom("", "\u0000", "\ud800", "\udc00x", "#", "F#a", "🦊", "ß".repeat(400)),
  fc.constantFrom("build-1", "build-2", "kim@example.com"),
);
const batchOf = fc.record({
  size: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 10, max: 90 })),
  hour: fc.integer({ min: 0, max: 70 * 24 }),
  step: fc.constantFrom(0, 1, 59, 3600, 40_000),
  copies: fc.integer({ min: 0, max: 5 }),
  hider: fc.constantFrom(null, null, "m-1a2b3c4d", "service-linked-role-probing-its-own-buckets"),
  sessions: fc.array(hostileText, { minLength: 1, maxLength: 12 }),
  region: fc.constantFrom("eu-west-1", "us-east-1", "eu-west-1", null),
  /** Another process, which has not met the fingerprint. */
  isElsewhere: fc.boolean(),
});

interface State {
  readonly item: DenialItem | null;
  readonly second: DenialItem | null;
  readonly sampledAtSeconds: number | null;
}

function count(
  state: State,
  denials: readonly RecordedDenial[],
  hider: string | null,
  isElsewhere: boolean,
): { readonly state: State; readonly added: number } {
  const [group] = groupOccurrences(denials);
  if (group === undefined) throw new Error("no occurrence");
  const hidden = hider === null ? null : ({ status: "muted", by: hider } as const);
  const known = { ...state, ...(isElsewhere ? { sampledAtSeconds: null } : {}) };
  const blind = { ...known, second: "unread" as const };
  const first = planCount(blind, group, hidden, now, defaultCountSettings);
  const plan =
    first.kind === "needs-second"
      ? planCount(known, group, hidden, now, defaultCountSettings)
      : first;
  if (plan.kind !== "write") return { state, added: 0 };
  const { item, sampledAtSeconds } = plan;
  return {
    state: { item, second: plan.second ?? state.second, sampledAtSeconds },
    added: plan.added,
  };
}

/** Some two seconds of work. */
describe("planCount()", () => {
  it("counts any batches as a list of all events would", () => {
    fc.assert(
      fc.property(fc.array(batchOf, { minLength: 1, maxLength: 14 }), (batches) => {
        const model = createCountingModel();
        const all: RecordedDenial[] = [];
        let state: State = { item: null, second: null, sampledAtSeconds: null };
        for (const { size, hour, step, copies, hider, sessions, region, isElsewhere } of batches) {
          const fresh = Array.from({ length: size }, (_, n) => {
            const sessionName = sessions[n % sessions.length] ?? null;
            const seconds = start + hour * 3600 + n * step;
            return buildDenial({
              fingerprint,
              region,
              eventId: `event-${all.length + n}`,
              dedupeId: `event-${all.length + n}`,
              occurredAt: new Date(seconds * 1000).toISOString(),
              userAgent: sessionName,
              principal: { sessionName, person: n % 3 === 0 ? sessionName : null },
            }) as RecordedDenial;
          });
          const copied = all.filter((_, n) => copies > 0 && n % 7 === copies);
          all.push(...fresh);
          const batch = [...copied, ...fresh];
          const counted = count(state, batch, hider, isElsewhere);
          expect(counted.added).toBe(model.count(batch, hider));
          ({ state } = counted);
          check(state, all);
          model.check(readHistoryEntry(state.item ?? {}, state.second));
        }
        // What was counted is known, however it comes again.
        const again = count(state, all, "m-2", true);
        expect(again.added).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["in half a character", "\ud800", "\ud801"],
    ["after the 64th", `${"x".repeat(64)}a`, `${"x".repeat(64)}b`],
  ])("writes what DynamoDB takes of events whose ids differ only %s", (_where, ...ids) => {
    const denials = ["first", ...ids, "last"].map((id, n) => {
      const occurredAt = new Date((start + Math.min(n, 1)) * 1000).toISOString();
      return buildDenial({ fingerprint, eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
    });
    const state = { item: null, second: null, sampledAtSeconds: null };
    const counted = count(state, denials, null, false);
    if (counted.state.item === null) throw new Error("no item");
    expectStorable(counted.state.item);
    expect(counted.added).toBe(Number(counted.state.item["n"]?.N));
  });

  function check({ item, second }: State, all: readonly RecordedDenial[]): void {
    if (item === null) throw new Error("no item");
    expectStorable(item);
    if (second !== null) expectStorable(second);
    expect(itemSize(item) + Number(item["b"]?.N)).toBeGreaterThanOrEqual(countedItemBytes);
    const entry = readHistoryEntry(item, second);
    const { samples, sessions, regions } = entry;
    expect(samples.length).toBeLessThanOrEqual(10);
    expect(new Set(samples.map(({ eventId }) => eventId)).size).toBe(samples.length);
    expect(samples).toEqual(samples.toSorted((a, b) => a.seconds - b.seconds));
    // All or "or more".
    const marks = new Set(all.flatMap(marksOf));
    const met = new Set(all.map(({ principal }) => principal.sessionName));
    if (!sessions.hasMore && marks.size < 20) {
      expect(sessions.values).toHaveLength([...met].map(cut).filter(isFirst).length);
    }
    if (sessions.hasMore) expect(marks.size).toBeGreaterThanOrEqual(20);
    expect(new Set(regions)).toEqual(
      new Set(all.map(({ region }) => region).filter((region) => region !== null)),
    );
    // Tidying at any moment moves, and changes nothing.
    const tidied = tidyItem(fingerprint, item, second, 2e9);
    expect(readHistoryEntry(tidied.item, tidied.second)).toEqual(entry);
    // A crash between its two writes leaves all as it was.
    expect(readHistoryEntry(item, tidied.second)).toEqual(entry);
  }
});

function cut(text: string | null): string | null {
  return text?.slice(0, 64) ?? null;
}

function isFirst(text: string | null, index: number, all: readonly (string | null)[]): boolean {
  return text !== null && all.indexOf(text) === index;
}
