import fc from "fast-check";
import { expect, it } from "vitest";
import { type DigestSchedule, dueDigest } from "../../../shared/delivery/due-digest.ts";

const daily: DigestSchedule = { schedule: "daily", hourUtc: 8, weekday: "monday" };
const weekly: DigestSchedule = { ...daily, schedule: "weekly" };

// 2 March 2026 was a Monday.
it.each<[string, DigestSchedule, string, string, string]>([
  ["daily, on the hour", daily, "2026-03-04T08:00:00Z", "2026-03-03", "2026-03-04"],
  ["daily, a second before", daily, "2026-03-04T07:59:59Z", "2026-03-02", "2026-03-03"],
  ["daily, late in the day", daily, "2026-03-04T23:59:59Z", "2026-03-03", "2026-03-04"],
  [
    "daily, at midnight",
    { ...daily, hourUtc: 0 },
    "2026-03-01T00:00:00Z",
    "2026-02-28",
    "2026-03-01",
  ],
  ["weekly, on its day and hour", weekly, "2026-03-02T08:00:00Z", "2026-02-23", "2026-03-02"],
  [
    "weekly, on its day, before its hour",
    weekly,
    "2026-03-02T07:59:00Z",
    "2026-02-16",
    "2026-02-23",
  ],
  ["weekly, the day after", weekly, "2026-03-03T00:00:00Z", "2026-02-23", "2026-03-02"],
  ["weekly, the day before", weekly, "2026-03-08T23:00:00Z", "2026-02-23", "2026-03-02"],
  [
    "weekly, on a Sunday",
    { ...weekly, weekday: "sunday" },
    "2026-03-04T12:00:00Z",
    "2026-02-22",
    "2026-03-01",
  ],
])("dueDigest() %s", (_name, schedule, now, from, to) => {
  expect(dueDigest(schedule, new Date(now))).toEqual({
    period: schedule.schedule,
    from: new Date(from),
    to: new Date(to),
  });
});

it("dueDigest() has none where digests are off", () => {
  expect(dueDigest({ ...daily, schedule: "off" }, new Date())).toBeNull();
});

it("dueDigest() is of whole days that are over, the same until the next one is due", () => {
  const weekday = fc.constantFrom<DigestSchedule["weekday"]>("monday", "thursday", "saturday");
  const schedule = fc.record({
    schedule: fc.constantFrom<DigestSchedule["schedule"]>("daily", "weekly"),
    hourUtc: fc.integer({ min: 0, max: 23 }),
    weekday,
  });
  const time = fc.date({
    min: new Date("2020-01-01"),
    max: new Date("2040-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(schedule, time, (given, now) => {
      const due = dueDigest(given, now);
      if (due === null) throw new Error("expected one");
      const days = given.schedule === "weekly" ? 7 : 1;
      const hour = given.hourUtc * 3_600_000;
      expect(due.to.getTime() - due.from.getTime()).toBe(days * 86_400_000);
      expect(due.to.getTime() % 86_400_000).toBe(0);
      const age = now.getTime() - due.to.getTime() - hour;
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThan(days * 86_400_000);
      if (given.schedule === "weekly") {
        const name = due.to.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
        expect(name.toLowerCase()).toBe(given.weekday);
      }
    }),
  );
});
