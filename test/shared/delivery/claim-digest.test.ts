import fc from "fast-check";
import { expect, it } from "vitest";
import { claimDigest } from "../../../shared/delivery/claim-digest.ts";
import { type DigestSchedule, dueDigest, weekdays } from "../../../shared/delivery/due-digest.ts";
import { type ChannelState, emptyChannel } from "../../../shared/delivery/take-turn.ts";

const hour = 3_600_000;
const day = 24 * hour;
const lease = 5 * 60_000;
// A Monday.
const start = Date.parse("2026-03-02T00:00:00Z");

const daily: DigestSchedule = { schedule: "daily", hourUtc: 8, weekday: "monday" };
const weekly: DigestSchedule = { ...daily, schedule: "weekly" };

interface Run {
  readonly at: number;
  readonly schedule: DigestSchedule;
  readonly isTaken: boolean;
}

/** What a channel was told of, as `2026-03-02 2026-03-03`: each run's digest, if Slack took it. */
function tell(runs: readonly Run[]): readonly string[] {
  let state: ChannelState = emptyChannel;
  return runs.flatMap(({ at, schedule, isTaken }) => {
    const due = dueDigest(schedule, new Date(at));
    if (due === null) return [];
    const { span, next } = claimDigest(state, due, at, lease);
    state = next ?? state;
    if (span === null || !isTaken) return [];
    state = { ...state, digest: { toldTo: span.to.getTime(), leaseUntil: 0 } };
    return [`${dateOf(span.from)} ${dateOf(span.to)}`];
  });
}

function dateOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** A run each hour, from Monday on, with the schedule that is in force then. */
function hourly(days: number, scheduleAt: (day: number, hour: number) => DigestSchedule): Run[] {
  return Array.from({ length: days * 24 }, (_, n) => ({
    at: start + n * hour,
    schedule: scheduleAt(Math.floor(n / 24), n % 24),
    isTaken: true,
  }));
}

it.each<[string, readonly Run[], readonly string[]]>([
  [
    "daily, none of the time before the first",
    hourly(4, () => daily),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-03", "2026-03-03 2026-03-04"].concat(
      "2026-03-04 2026-03-05",
    ),
  ],
  [
    "weekly, then daily: at once what the week had so far",
    hourly(12, (n) => (n < 10 ? weekly : daily)),
    ["2026-02-23 2026-03-02", "2026-03-02 2026-03-09", "2026-03-09 2026-03-11"].concat(
      "2026-03-11 2026-03-12",
      "2026-03-12 2026-03-13",
    ),
  ],
  [
    "daily, then weekly from Thursday on: what was left of the week",
    hourly(9, (n) => (n < 3 ? daily : weekly)),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-03", "2026-03-03 2026-03-04"].concat(
      "2026-03-04 2026-03-09",
    ),
  ],
  [
    "an hour that moves to later on the same day, after it was told",
    hourly(3, (n, hours) => (n === 1 && hours > 9 ? { ...daily, hourUtc: 20 } : daily)),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-03", "2026-03-03 2026-03-04"],
  ],
  [
    "an hour that moves to earlier on the same day",
    hourly(2, (n, hours) => ({ ...daily, hourUtc: n === 1 && hours > 4 ? 2 : 20 })),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-03"],
  ],
  [
    "another weekday: the days between",
    hourly(12, (n) => (n < 8 ? weekly : { ...weekly, weekday: "thursday" })),
    ["2026-02-23 2026-03-02", "2026-03-02 2026-03-09", "2026-03-09 2026-03-12"],
  ],
  [
    "three days that nobody took, as one",
    hourly(5, () => daily).map((run, n) => ({ ...run, isTaken: n < 24 || n > 80 })),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-05", "2026-03-05 2026-03-06"],
  ],
  [
    "off for a while",
    hourly(6, (n) => (n < 1 || n > 3 ? daily : { ...daily, schedule: "off" })),
    ["2026-03-01 2026-03-02", "2026-03-02 2026-03-05", "2026-03-05 2026-03-06"].concat(
      "2026-03-06 2026-03-07",
    ),
  ],
  [
    "off for longer than is compared: the last 28 days",
    hourly(60, (n) => (n < 1 || n > 57 ? daily : { ...daily, schedule: "off" })),
    ["2026-03-01 2026-03-02", "2026-03-31 2026-04-28", "2026-04-28 2026-04-29"].concat(
      "2026-04-29 2026-04-30",
    ),
  ],
])("a channel is told %s", (_name, runs, expected) => {
  expect(tell(runs)).toEqual(expected);
});

it("no two run at once, until the lease has run out", () => {
  const due = dueDigest(daily, new Date(start + 9 * hour));
  if (due === null) throw new Error("expected one");
  const state = { ...emptyChannel, digest: { toldTo: start - day, leaseUntil: 0 } };
  const first = claimDigest(state, due, start, lease);
  expect(first.span?.from).toEqual(new Date(start - day));
  if (first.next === null) throw new Error("expected a claim");
  expect(claimDigest(first.next, due, start + lease - 1, lease)).toEqual({
    span: null,
    next: null,
  });
  expect(claimDigest(first.next, due, start + lease, lease).span).toEqual(first.span);
});

it("whatever the schedules, each day is in one digest, until more than 28 are to be told", () => {
  const run = fc.record({
    hours: fc.integer({ min: 1, max: 90 }),
    schedule: fc.record({
      schedule: fc.constantFrom("daily", "weekly", "weekly", "off"),
      hourUtc: fc.integer({ min: 0, max: 23 }),
      weekday: fc.constantFrom(...weekdays),
    }),
    isKept: fc.boolean(),
    isTaken: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(run, { minLength: 5, maxLength: 80 }), (steps) => {
      let at = start;
      let schedule: DigestSchedule = daily;
      const runs = steps.map((step): Run => {
        at += step.hours * hour;
        if (!step.isKept) schedule = step.schedule;
        return { at, schedule, isTaken: step.isTaken };
      });
      const spans = tell(runs).map((span) => span.split(" ").map((date) => Date.parse(date)));
      spans.forEach(([from = 0, to = 0], place) => {
        const before = spans[place - 1]?.[1];
        expect(to - from).toBeGreaterThanOrEqual(day);
        expect(to - from).toBeLessThanOrEqual(28 * day);
        if (before === undefined) return;
        if (to - before <= 28 * day) expect(from).toBe(before);
        else expect(to - from).toBe(28 * day);
      });
    }),
  );
});
