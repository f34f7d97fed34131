import { describe, expect, it } from "vitest";
import {
  type AlertDecision,
  type CountedState,
  decideAlert,
  defaultAlertThresholds,
} from "../../../shared/delivery/decide-alert.ts";
import type { KnownDenial } from "../../../shared/history/known-denial.ts";

const nowSeconds = 1_772_600_000;
const now = new Date(nowSeconds * 1000);
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
  pendingChannels: null,
  toldAtSeconds: nowSeconds - 30 * days,
  toldCount: 1,
  hiddenCount: 0,
  hiddenBy: null,
  countByHour: new Map(),
  countByDay: new Map(),
  ...overrides,
});
const repeat = (overrides: Partial<KnownDenial>, added = 1): CountedState => ({
  kind: "repeat",
  added,
  known: known(overrides),
});
const duplicate = (overrides: Partial<KnownDenial>): CountedState => ({
  kind: "duplicate",
  known: known(overrides),
});

const rows: readonly [string, CountedState, boolean, AlertDecision][] = [
  ["new", { kind: "new" }, false, { kind: "tell-claimed", alert: "new" }],
  ["new and muted", { kind: "new" }, true, { kind: "hide" }],
  ["a repeat", repeat({}), false, { kind: "leave" }],
  ["a muted repeat", repeat({}), true, { kind: "hide" }],
  [
    "a repeat while the alert is on its way",
    repeat({ status: "pending" }),
    false,
    { kind: "leave" },
  ],
  ["first seen muted, now not", repeat({ status: "muted" }), false, { kind: "tell", alert: "new" }],
  [
    "first seen benign, now not",
    repeat({ status: "benign" }),
    false,
    { kind: "tell", alert: "new" },
  ],
  [
    "back after it was resolved",
    repeat({ status: "resolved" }),
    false,
    { kind: "tell", alert: "again" },
  ],
  [
    "back after exactly the quiet time",
    repeat({ lastSeenSeconds: nowSeconds - 7 * days }),
    false,
    { kind: "tell", alert: "again" },
  ],
  [
    "back a second before the quiet time",
    repeat({ lastSeenSeconds: nowSeconds - 7 * days + 1 }),
    false,
    { kind: "leave" },
  ],
  [
    "a late event is no return",
    repeat({ lastSeenSeconds: nowSeconds + 9 * days }),
    false,
    { kind: "leave" },
  ],
  ["old news goes on", repeat({ status: "seen", toldCount: 3 }), false, { kind: "leave" }],
  [
    "old news is back after the quiet time",
    repeat({ status: "seen", toldCount: 3, lastSeenSeconds: nowSeconds - 7 * days }),
    false,
    { kind: "tell", alert: "again" },
  ],
  [
    "old news has grown tenfold",
    repeat({ status: "seen", count: 29, toldCount: 3 }),
    false,
    { kind: "tell", alert: "grown" },
  ],
  ["the ninth", repeat({ count: 8 }), false, { kind: "leave" }],
  ["the tenth", repeat({ count: 9 }), false, { kind: "tell", alert: "grown" }],
  [
    "the ninety-ninth after ten were told",
    repeat({ count: 98, toldCount: 10 }),
    false,
    { kind: "leave" },
  ],
  ["the hundredth", repeat({ count: 99, toldCount: 10 }), false, { kind: "tell", alert: "grown" }],
  ["a batch that passes ten", repeat({ count: 3 }, 40), false, { kind: "tell", alert: "grown" }],
  ["a copy of a told one", duplicate({ toldAtSeconds: nowSeconds + 5 }), false, { kind: "leave" }],
  [
    "a copy of a return that nobody told",
    duplicate({ countByDay: new Map([[today, 1]]) }),
    false,
    { kind: "tell", alert: "again" },
  ],
  [
    "a copy of a repeat within the quiet time",
    duplicate({ countByDay: new Map([[today - 7, 1]]) }),
    false,
    { kind: "leave" },
  ],
  [
    "a copy of the tenth, which nobody told",
    duplicate({ count: 10, countByDay: new Map([[today - 1, 9]]) }),
    false,
    { kind: "tell", alert: "grown" },
  ],
  [
    "a copy while the lease runs",
    duplicate({ status: "pending", leaseUntilMilliseconds: now.getTime() + 1 }),
    false,
    { kind: "leave" },
  ],
  [
    "a copy after the lease ran out",
    duplicate({ status: "pending", leaseUntilMilliseconds: now.getTime(), alertKind: "again" }),
    false,
    { kind: "tell", alert: "again" },
  ],
];

describe("decideAlert()", () => {
  it.each(rows)("%s", (_name, counted, isHidden, decision) => {
    expect(decideAlert(counted, isHidden, nowSeconds, now, defaultAlertThresholds)).toEqual(
      decision,
    );
  });
});
