import fc from "fast-check";
import { expect, it } from "vitest";
import { decideAlert, defaultAlertThresholds } from "../../../shared/delivery/decide-alert.ts";
import { applyOccurrences } from "../../../shared/history/apply-occurrences.ts";
import { findFresh } from "../../../shared/history/find-fresh.ts";
import { defaultCountSettings, type Hidden } from "../../../shared/history/count-settings.ts";
import type { DenialItem } from "../../../shared/history/denial-item.ts";
import { occurrencesOf, type RecordedDenial } from "../../../shared/history/occurrence.ts";
import { readKnownDenial } from "../../../shared/history/read-denial.ts";
import { buildDenial } from "../../support/denials.ts";

const hour = 3600;
const day = 86_400;
const week = 7 * day;

type Step =
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "mute"; readonly isOn: boolean }
  /** Events of now, the first `ago` seconds old. */
  | { readonly kind: "events"; readonly count: number; readonly ago: number }
  /** The `nth` event that ever came, once more. */
  | { readonly kind: "copy"; readonly nth: number }
  /** deliver-alerts marks what has stopped. */
  | { readonly kind: "resolve" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("wait" as const),
    seconds: fc.oneof(
      fc.integer({ min: 1, max: 2 * day }),
      fc.integer({ min: 6 * day, max: 20 * day }),
    ),
  }),
  fc.record({ kind: fc.constant("mute" as const), isOn: fc.boolean() }),
  fc.record({
    kind: fc.constant("events" as const),
    count: fc.constantFrom(1, 1, 1, 3, 8, 60),
    ago: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 * day })),
  }),
  fc.record({ kind: fc.constant("copy" as const), nth: fc.nat(200) }),
  fc.record({ kind: fc.constant("resolve" as const) }),
);

interface Telling {
  readonly alert: "new" | "again" | "grown";
  readonly quietDays: number | null;
}

/** What the pipeline does with one fingerprint, its item in memory, every alert told at once. */
function createPipeline() {
  let item: DenialItem | null = null;
  return {
    resolve(nowSeconds: number): void {
      if (item === null) return;
      const { status, lastSeenSeconds } = readKnownDenial(item);
      if (status !== "told" || lastSeenSeconds > nowSeconds - week) return;
      item = { ...item, s: { S: "resolved" } };
    },
    take(denials: readonly RecordedDenial[], isMuted: boolean, nowSeconds: number): Telling | null {
      const now = new Date(nowSeconds * 1000);
      const hidden: Hidden | null = isMuted ? { status: "muted", by: "m1" } : null;
      const occurrences = occurrencesOf(denials);
      const before = item;
      const fresh = findFresh(before, null, occurrences);
      const added = fresh.length;
      if (added > 0) {
        const { latest } = occurrences;
        item = applyOccurrences(before, latest, fresh, [], hidden, now, defaultCountSettings);
      }
      if (item === null) throw new Error("nothing was counted");
      const counted =
        before === null
          ? ({ kind: "new" } as const)
          : added === 0
            ? ({ kind: "duplicate", known: readKnownDenial(item) } as const)
            : ({ kind: "repeat", added, known: readKnownDenial(before) } as const);
      const { timesSeconds } = occurrences;
      const decision = decideAlert(counted, isMuted, timesSeconds, now, defaultAlertThresholds);
      if (decision.kind === "hide" || decision.kind === "leave") return null;
      item = {
        ...item,
        s: { S: "told" },
        o: { N: "0" },
        t: { N: String(nowSeconds) },
        tn: item["n"] ?? { N: "0" },
      };
      return {
        alert: decision.alert,
        quietDays: decision.kind === "tell" ? decision.quietDays : null,
      };
    },
  };
}

/** The same, naively: everything that ever happened is kept, and looked through each time. */
function createModel() {
  const times = new Map<string, number>();
  const hiddenTimes: number[] = [];
  let toldCount = 0;
  let isResolved = false;
  return {
    resolve(nowSeconds: number): void {
      if (toldCount > 0 && Math.max(...times.values()) <= nowSeconds - week) isResolved = true;
    },
    take(denials: readonly RecordedDenial[], isMuted: boolean, nowSeconds: number): Telling | null {
      const last = Math.max(0, ...times.values());
      const added = denials
        .filter(({ dedupeId }) => !times.has(dedupeId))
        .map(({ dedupeId, occurredAt }) => [dedupeId, Date.parse(occurredAt) / 1000] as const);
      for (const [id, at] of added) times.set(id, at);
      if (isMuted) {
        hiddenTimes.push(...added.map(([, at]) => at));
        return null;
      }
      const tell = (alert: Telling["alert"], pause = 0): Telling => {
        toldCount = times.size;
        isResolved = false;
        const quietDays = Math.floor(pause / day);
        return { alert, quietDays: quietDays === 0 ? null : quietDays };
      };
      const [first] = added.map(([, at]) => at);
      const hasGrown = times.size >= toldCount * 10;
      if (first === undefined) {
        // Nobody can tell it from one whose teller was killed, unless it was hidden.
        const copied = Date.parse(denials[0]?.occurredAt ?? "") / 1000;
        const mayHaveBeenLost = toldCount > 0 && !isResolved && copied >= last - hour;
        return mayHaveBeenLost && hasGrown && hiddenTimes.every((at) => at < copied)
          ? tell("grown")
          : null;
      }
      if (toldCount === 0) return tell("new");
      const pause = first - last;
      if (pause >= week) return tell("again", pause);
      if (isResolved) return pause > 0 && nowSeconds - first <= day ? tell("again", pause) : null;
      return pause >= -hour && hasGrown ? tell("grown") : null;
    },
  };
}

it("decideAlert() tells what a naive book of everything that happened would have told", () => {
  const seen = { new: 0, again: 0, grown: 0 };
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 3, maxLength: 40, size: "max" }), (steps) => {
      const [pipeline, model] = [createPipeline(), createModel()];
      const events: RecordedDenial[] = [];
      let nowSeconds = 1_772_600_000;
      let isMuted = false;
      for (const step of steps) {
        switch (step.kind) {
          case "wait":
            nowSeconds += step.seconds;
            break;
          case "mute":
            isMuted = step.isOn;
            break;
          case "resolve":
            pipeline.resolve(nowSeconds);
            model.resolve(nowSeconds);
            break;
          case "events":
          case "copy": {
            const denials =
              step.kind === "copy"
                ? events.slice(step.nth % Math.max(events.length, 1)).slice(0, 1)
                : Array.from({ length: step.count }, (_, n) => {
                    const id = `event-${events.length + n}`;
                    const occurredAt = new Date((nowSeconds - step.ago) * 1000).toISOString();
                    return buildDenial({ eventId: id, dedupeId: id, occurredAt }) as RecordedDenial;
                  });
            if (denials.length === 0) break;
            if (step.kind === "events") events.push(...denials);
            const told = pipeline.take(denials, isMuted, nowSeconds);
            expect(told).toEqual(model.take(denials, isMuted, nowSeconds));
            if (told !== null) seen[told.alert] += 1;
            nowSeconds += 1;
          }
        }
      }
    }),
    { numRuns: 500 },
  );
  // The time lines are worth something.
  expect(Math.min(seen.new, seen.again, seen.grown)).toBeGreaterThan(20);
});
