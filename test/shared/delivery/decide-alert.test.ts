import { describe, expect, it } from "vitest";
import {
  type AlertDecision,
  type CountedState,
  decideAlert,
  defaultAlertThresholds,
} from "../../../shared/delivery/decide-alert.ts";
import type { AlertKind, KnownDenial } from "../../../shared/history/known-denial.ts";

const nowSeconds = 1_772_600_000;
const now = new Date(nowSeconds * 1000);
const hours = 3600;
const days = 86_400;
const today = Math.floor(nowSeconds / days);

const known = (overrides: Partial<KnownDenial>): KnownDenial => ({
  fingerprint: "fp1_x",
  count: 3,
  firstSeenSeconds: nowSeconds - 30 * days,
  lastSeenSeconds: nowSeconds - 60,
  status: "told",
  leaseUntilMilliseconds: 0,
  alertKind: "new",
  quietDays: null,
  pendingChannels: null,
  toldAtSeconds: nowSeconds - 30 * days,
  toldCount: 1,
  hiddenCount: 0,
  hiddenBy: null,
  lastHiddenSeconds: null,
  countByHour: new Map(),
  countByDay: new Map(),
  ...overrides,
});
const repeat = (overrides: Partial<KnownDenial>, added = 1): CountedState => ({
  kind: "repeat",
  added,
  known: known(overrides),
});
const copy = (overrides: Partial<KnownDenial>): CountedState => ({
  kind: "duplicate",
  known: known(overrides),
});
const leave: AlertDecision = { kind: "leave" };
const tell = (alert: AlertKind, quietDays: number | null = null): AlertDecision => ({
  kind: "tell",
  alert,
  quietDays,
});
const seenAgo = (seconds: number) => ({ lastSeenSeconds: nowSeconds - seconds });
const neverTold = { toldAtSeconds: null, toldCount: 0 };
const muted = { status: "muted", ...neverTold, hiddenCount: 3, hiddenBy: "m1" } as const;
const benign = { ...muted, status: "benign" } as const;
/** Backfilled, with three occurrences. */
const oldNews = { status: "seen", toldAtSeconds: null, toldCount: 3 } as const;
const leaseRuns = { status: "pending", leaseUntilMilliseconds: now.getTime() + 1 } as const;
const leaseOver = { status: "pending", leaseUntilMilliseconds: now.getTime() } as const;

/** What was counted, and what to do about an event of now that nothing hides. */
const rows: readonly [string, CountedState, AlertDecision][] = [
  ["new", { kind: "new" }, { kind: "tell-claimed", alert: "new" }],

  ["pending: a repeat is its teller's", repeat(leaseRuns), leave],
  ["pending: a repeat after the lease is for deliver-alerts", repeat(leaseOver), leave],
  ["pending: a copy while the lease runs", copy(leaseRuns), leave],
  ["pending: a copy after the lease takes over", copy(leaseOver), tell("new")],
  [
    "pending: a copy takes over what is back, with its days",
    copy({ ...leaseOver, alertKind: "again", quietDays: 9 }),
    tell("again", 9),
  ],

  ["told: a repeat", repeat({}), leave],
  ["told: back after exactly the quiet time", repeat(seenAgo(7 * days)), tell("again", 7)],
  ["told: a second before the quiet time", repeat(seenAgo(7 * days - 1)), leave],
  ["told: days are whole ones", repeat(seenAgo(9 * days - 1)), tell("again", 8)],
  ["told: back, and grown", repeat({ ...seenAgo(9 * days), count: 9 }), tell("again", 9)],
  ["told: the ninth", repeat({ count: 8 }), leave],
  ["told: the tenth", repeat({ count: 9 }), tell("grown")],
  ["told: the 99th after ten were told", repeat({ count: 98, toldCount: 10 }), leave],
  ["told: the hundredth", repeat({ count: 99, toldCount: 10 }), tell("grown")],
  ["told: the thousandth", repeat({ count: 999, toldCount: 100 }), tell("grown")],
  ["told: the 569th after 57", repeat({ count: 568, toldCount: 57 }), leave],
  ["told: the 570th after 57", repeat({ count: 569, toldCount: 57 }), tell("grown")],
  ["told: a batch that passes ten", repeat({ count: 3 }, 40), tell("grown")],
  ["told: a batch from one to a thousand is one alert", repeat({ count: 1 }, 999), tell("grown")],
  ["told: late is no return", repeat(seenAgo(-9 * days)), leave],
  ["told: the tenth, and late", repeat({ ...seenAgo(-hours - 1), count: 9 }), leave],
  ["told: the tenth, out of order", repeat({ ...seenAgo(-hours), count: 9 }), tell("grown")],
  ["told: the next after a late tenth", repeat({ count: 10 }), tell("grown")],
  ["told: a copy", copy({ toldAtSeconds: nowSeconds + 5 }), leave],
  ["told: a copy of a return that nobody told", copy(seenAgo(0)), tell("again")],
  [
    "told: its days by the hour of the last one before",
    copy({ countByHour: new Map([[Math.floor(nowSeconds / hours) - 9 * 24, 1]]) }),
    tell("again", 9),
  ],
  [
    "told: its days by the day of the last one before",
    copy({
      countByDay: new Map([
        [today, 1],
        [today - 12, 4],
      ]),
    }),
    tell("again", 12),
  ],
  [
    "told: a copy of a repeat within the quiet time",
    copy({ countByDay: new Map([[today - 7, 1]]) }),
    leave,
  ],
  [
    "told: a copy of the tenth, which nobody told",
    copy({ count: 10, countByDay: new Map([[today - 1, 9]]) }),
    tell("grown"),
  ],
  [
    "told: an old copy, past a late tenth",
    copy({ ...seenAgo(-2 * hours), count: 10, countByDay: new Map([[today - 1, 9]]) }),
    leave,
  ],

  ["muted, now open", repeat(muted), tell("new")],
  [
    "muted, now open: also a late one, since nobody was told",
    repeat({ ...muted, ...seenAgo(-days) }),
    tell("new"),
  ],
  ["muted, now open: a copy of what was hidden", copy(muted), leave],
  [
    "muted, now open: a copy of one whose teller was killed",
    copy({ ...muted, count: 4 }),
    tell("new"),
  ],
  [
    "muted, now open: a copy of what was hidden, where others were not",
    copy({ ...muted, count: 4, lastHiddenSeconds: nowSeconds }),
    leave,
  ],
  [
    "told: a copy of what came a moment after a return that was hidden",
    copy({ ...seenAgo(0), lastHiddenSeconds: nowSeconds - 1 }),
    leave,
  ],
  [
    "told: a copy of a return long after what was hidden",
    copy({ ...seenAgo(0), lastHiddenSeconds: nowSeconds - 9 * days }),
    tell("again"),
  ],
  [
    "told: a copy of a return that was hidden",
    copy({ ...seenAgo(0), lastHiddenSeconds: nowSeconds }),
    leave,
  ],
  ["benign, now switched off", repeat(benign), tell("new")],
  ["benign, now switched off: a copy of what was hidden", copy(benign), leave],
  [
    "benign, now off: a copy of one whose teller was killed",
    copy({ ...benign, count: 4 }),
    tell("new"),
  ],

  ["resolved: back", repeat({ status: "resolved", ...seenAgo(8 * days) }), tell("again", 8)],
  [
    "resolved: back before a quiet time that was made longer since",
    repeat({ status: "resolved", ...seenAgo(3 * days) }),
    tell("again", 3),
  ],
  [
    "resolved: back after it was hidden an hour ago",
    repeat({ status: "resolved", ...seenAgo(hours) }),
    tell("again"),
  ],
  [
    "resolved: late, older than the last one",
    repeat({ status: "resolved", ...seenAgo(-1) }),
    leave,
  ],
  [
    "resolved: a copy of the last one",
    copy({ status: "resolved", ...seenAgo(0), toldAtSeconds: nowSeconds + 1 }),
    leave,
  ],
  [
    "resolved: a copy of the return, whose teller was killed",
    copy({ status: "resolved", ...seenAgo(0) }),
    tell("again"),
  ],

  ["old news goes on", repeat(oldNews), leave],
  ["old news is back", repeat({ ...oldNews, ...seenAgo(7 * days) }), tell("again", 7)],
  ["old news has grown tenfold", repeat({ ...oldNews, count: 29 }), tell("grown")],
  [
    "old news: a copy of its only event",
    copy({ ...oldNews, count: 1, firstSeenSeconds: nowSeconds, ...seenAgo(0) }),
    leave,
  ],
];

describe("decideAlert()", () => {
  it.each(rows)("%s", (_name, counted, decision) => {
    expect(decideAlert(counted, false, [nowSeconds], now, defaultAlertThresholds)).toEqual(
      decision,
    );
  });

  it("hides what is hidden, whatever it is", () => {
    for (const [, counted] of rows) {
      const decision = decideAlert(counted, true, [nowSeconds], now, defaultAlertThresholds);
      expect(decision).toEqual({ kind: "hide" });
    }
  });

  it.each<[string, readonly number[], AlertDecision]>([
    ["goes by its first event", [-1, 0], tell("again", 8)],
    ["that is more than a week long is no pause", [-6, -3, 0], leave],
    ["may hold the pause", [-8, 0], tell("again", 8)],
    ["leaves copies of before aside", [-20, -12, 0], tell("again", 9)],
  ])("a batch %s", (_name, daysAgo, decision) => {
    const times = daysAgo.map((ago) => nowSeconds + ago * days);
    const state = repeat({ ...seenAgo(9 * days), count: 3, toldCount: 3 }, times.length);
    expect(decideAlert(state, false, times, now, defaultAlertThresholds)).toEqual(decision);
  });

  it("tells what had stopped of no event that was kept back for more than a day", () => {
    const state = repeat({ status: "resolved", ...seenAgo(9 * days) });
    const at = (ago: number) =>
      decideAlert(state, false, [nowSeconds - ago], now, defaultAlertThresholds);
    expect(at(days + 1)).toEqual(tell("again", 7));
    expect(at(3 * days)).toEqual(leave);
  });
});
