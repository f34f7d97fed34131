import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import type { JsonObject } from "../support/events.ts";
import { error, ok } from "../support/slack-server.ts";
import { nameOf, refuse, refuseCall, spell, startTimeLine, type TimeLine } from "./time-line.ts";

type Timed = readonly (readonly [minutes: number, event: JsonObject])[];

/** So many denials of a user, one after the other. */
function burstOf(user: string, count: number, everyMinutes: number, from = 0): Timed {
  return Array.from({ length: count }, (_, n) => [
    from + n * everyMinutes,
    refuse(user, `orchard-${user}-${spell(n)}`),
  ]);
}

const times = <Value>(count: number, value: Value): readonly Value[] =>
  Array.from({ length: count }, () => value);
const down = error(500, "");

/** About 40 seconds in all: each denial goes through the whole pipeline, and `deliver-alerts` runs every minute. */
describe("a burst", { timeout: 120_000 }, () => {
  let line: TimeLine;
  beforeEach(async () => {
    line = await startTimeLine();
    await line.push({ digest: { schedule: "off" } });
  });
  afterEach(() => line.close());

  const postedIn = (channel?: string) =>
    line.posted.filter((one) => channel === undefined || one.channel === channel);
  const kinds = (channel?: string) => postedIn(channel).map(({ kind }) => kind);
  /** What each message about a burst says how many there were. */
  const totals = (channel?: string) =>
    postedIn(channel).flatMap(({ text }) =>
      (/([\d,]+) new denials?/.exec(text)?.slice(1) ?? []).map((n) => Number(n.replace(",", ""))),
    );
  const minutesOf = (kind: string) =>
    line.posted.filter((one) => one.kind === kind).map(({ minutes }) => Math.floor(minutes));
  /** Each told once: alone, by the burst's first message, or by a summary. The first one shows the ones before as well. */
  const expectEachOnce = (events: Timed, channel?: string) => {
    for (const [, event] of events) {
      const namedBy = postedIn(channel).filter(({ json }) => json.includes(nameOf(event)));
      const said = namedBy.map(({ kind }) => kind).join(" then ");
      expect(["alone", "alone then burst", "burst", "summary", "backlog"]).toContain(said);
    }
  };

  it("of 6 denials is five messages, its first and its last", async () => {
    const events = burstOf("kim", 6, 1.5);
    await line.run(events, 25);
    expect(kinds()).toEqual([...times(5, "alone"), "burst", "closed"]);
    expect(totals()).toEqual([6, 6]);
    expectEachOnce(events);
    expect(line.posted.at(-1)?.text).toContain("in 8 minutes");
  });

  it("of 50 in ten minutes names each once, and its numbers are true", async () => {
    const events = burstOf("kim", 50, 0.2);
    await line.run(events, 40);
    expect(kinds()).toEqual([...times(5, "alone"), "burst", ...times(4, "summary"), "closed"]);
    expectEachOnce(events);
    const named = line.posted.map(
      ({ json }) => events.filter(([, event]) => json.includes(nameOf(event))).length,
    );
    // The first shows the five before it; the others add up, and the last says it once more.
    const sums = named
      .slice(6, -1)
      .reduce<number[]>((all, n) => [...all, (all.at(-1) ?? 6) + n], []);
    expect(totals()).toEqual([6, ...sums, 50]);
    expect(sums.at(-1)).toBe(50);
  });

  it("that goes on for over three hours is told less and less often, at last once an hour", async () => {
    const events = burstOf("kim", 130, 1.6);
    await line.run(events, 300);
    const at = minutesOf("summary");
    const pauses = at.slice(1).map((minute, n) => minute - (at[n] ?? 0));
    expect(pauses.slice(0, 6)).toEqual([2, 4, 8, 16, 32, 60]);
    expect(new Set(pauses.slice(6, -1))).toEqual(new Set([60]));
    expectEachOnce(events);
    expect(kinds().filter((kind) => kind === "alone")).toHaveLength(5);
    expect(kinds().at(-1)).toBe("closed");
    expect(totals().at(-1)).toBe(130);
    for (const { json, minutes, kind } of line.posted) {
      if (kind !== "summary") continue;
      const [, next] = /The next summary comes at \d+-\d+-\d+ (\d+:\d+)/.exec(json) ?? [];
      const seconds =
        Date.parse(`2026-03-04T${next ?? ""}:00Z`) - Date.parse("2026-03-04T05:06:00Z");
      expect(seconds / 60_000).toBeGreaterThan(minutes);
    }
  });

  it("is none of one denial that Slack does not take for a while", async () => {
    line.answer = (minutes) => (minutes < 12 ? down : ok);
    await line.run(burstOf("kim", 1, 1), 30);
    expect(kinds()).toEqual(["alone"]);
  });

  it("is none of what happens again and again", async () => {
    const known = burstOf("kim", 6, 3);
    await line.run([...known, ...burstOf("kim", 1, 1).map(([, e]) => [21, e] as const)], 25);
    const grown = known.flatMap(([, event]) => times(9, event));
    const again = grown.map(
      (event, n) =>
        [
          30 + n / 60,
          { ...event, detail: { ...(event["detail"] as object), eventID: `again-${n}` } },
        ] as const,
    );
    await line.run([...again, [33, refuse("kim", "orchard-other")]], 50);
    expect(kinds()).toEqual(times(13, "alone"));
  });

  it("counts right where Slack did not take its first message, or one before", async () => {
    line.answer = (minutes) => (minutes >= 3 && minutes < 8 ? down : ok);
    const events = burstOf("kim", 20, 0.7);
    await line.run(events, 60);
    expectEachOnce(events);
    expect(totals().at(-1)).toBe(20);
    for (const total of totals()) expect(total).toBeLessThanOrEqual(20);
  });

  it("that Slack does not take a summary of for half an hour goes on, and ends with all told", async () => {
    line.answer = (minutes) => (minutes >= 7 && minutes < 37 ? down : ok);
    const events = burstOf("kim", 30, 0.5);
    await line.run(events, 90);
    expectEachOnce(events);
    expect(totals().at(-1)).toBe(30);
    expect(kinds().filter((kind) => kind === "closed")).toHaveLength(1);
  });

  it("whose summary was posted by a process that was killed before the mark counts no denial twice", async () => {
    const events = burstOf("kim", 10, 0.2);
    const more: Timed = Array.from({ length: 6 }, (_, n) => [
      3 + n / 10,
      refuse("kim", `orchard-more-${spell(n)}`),
    ]);
    await line.run([...events, ...more], 4);
    await line.skip(1);
    const services = line.services();
    const markTold = () => Promise.reject(new Error("killed"));
    await line
      .deliver({ ...services, history: { ...services.history, markTold } })
      .catch(() => undefined);
    expect(minutesOf("summary")).toEqual([3, 5]);
    await line.run([], 40);
    // Nobody can know whether Slack has shown it.
    for (const [, event] of more) expect(line.naming(event)).toEqual(["summary", "summary"]);
    expectEachOnce(events);
    expect(totals().slice(-3)).toEqual([16, 16, 16]);
    expect(kinds().at(-1)).toBe("closed");
  });

  it("is not over while one of its denials is with somebody, or was held a moment ago", async () => {
    await line.run(burstOf("kim", 7, 0.2), 3);
    // Just before the window is over: it is held, and nobody may take it before its lease is over.
    const late = refuse("kim", "orchard-late");
    await line.run([[11.9, late]], 30);
    expect(line.naming(late)).toEqual(["summary"]);
    expect(kinds()).toEqual([...times(5, "alone"), "burst", "summary", "summary", "closed"]);
    expect(totals().at(-1)).toBe(8);
  });

  it("and another one at the same time are told apart", async () => {
    const [kim, sam] = [burstOf("kim", 20, 0.3), burstOf("sam", 30, 0.3, 0.1)];
    await line.run([...kim, ...sam], 60);
    expectEachOnce([...kim, ...sam]);
    const ends = line.posted.filter(({ kind }) => kind === "closed").map(({ text }) => text);
    expect(ends.toSorted()).toEqual([
      expect.stringContaining("kim had 20 new denials"),
      expect.stringContaining("sam had 30 new denials"),
    ]);
    for (const { kind, json } of line.posted) {
      if (kind !== "alone")
        expect(json.includes("orchard-kim") && json.includes("orchard-sam")).toBe(false);
    }
  });

  it("is of what is routed to its channel, and names nothing of another's", async () => {
    await line.push({
      digest: { schedule: "off" },
      webhooks: { queues: { parameterName: "/orchard/queues" } },
      routes: [{ webhooks: ["queues"], when: { services: ["sqs"] } }],
    });
    const queue = (n: number) =>
      refuseCall("kim", "sqs:SendMessage", `arn:aws:sqs:eu-west-1:210987654321:crates-${spell(n)}`);
    const queues: Timed = Array.from({ length: 4 }, (_, n) => [n * 0.5, queue(n)]);
    const buckets = burstOf("kim", 12, 0.3);
    await line.run([...queues, ...buckets], 30);
    expect(kinds("queues")).toEqual(times(4, "alone"));
    expect(kinds("default").slice(0, 6)).toEqual([...times(5, "alone"), "burst"]);
    expect(totals("default").at(-1)).toBe(12);
    for (const { json } of postedIn("default")) expect(json).not.toContain("sqs");
    expectEachOnce(buckets, "default");
  });

  it("is new denials only, whatever else the principal is refused", async () => {
    const old = burstOf("kim", 4, 4);
    await line.run(old, 30);
    const repeats = old.map(
      ([, event], n) =>
        [
          60 + n / 10,
          { ...event, detail: { ...(event["detail"] as object), eventID: `repeat-${n}` } },
        ] as const,
    );
    const fresh: Timed = Array.from({ length: 7 }, (_, n) => [
      61 + n / 10,
      refuse("kim", `fresh-${spell(n)}`),
    ]);
    await line.run([...repeats, ...fresh], 90);
    for (const { kind, json } of line.posted) {
      if (kind !== "alone") expect(json).not.toContain("orchard-kim");
    }
    expect(totals().at(-1)).toBe(7);
  });

  it("with a mute in its middle tells nothing of it that is muted, and counts what it told", async () => {
    const mutes = createMuteClient(line.engine.dynamoDb, line.engine.tableName, line.now);
    const muted = Array.from({ length: 10 }, (_, n) => refuse("kim", `muted-${spell(n)}`));
    await mutes.put({
      id: "m1",
      reason: "known",
      resource: "arn:aws:s3:::muted-*",
      author: "sam",
      createdAt: "2026-03-04T00:00:00Z",
    });
    const events = burstOf("kim", 12, 0.3);
    await line.run([...events, ...muted.map((event, n) => [0.1 + n * 0.3, event] as const)], 40);
    for (const event of muted) expect(line.naming(event)).toEqual([]);
    expect(totals().at(-1)).toBe(12);
    for (const total of totals()) expect(total).toBeLessThanOrEqual(12);
    expectEachOnce(events);
  });

  it.each<[string, (line: TimeLine) => Promise<void>]>([
    [
      "timed",
      ({ engine, now }) =>
        createMuteClient(engine.dynamoDb, engine.tableName, now).put({
          id: "m1",
          reason: "known",
          principal: "*:user/kim",
          author: "sam",
          createdAt: now().toISOString(),
        }),
    ],
    [
      "of a pushed config",
      ({ push }) =>
        push({
          digest: { schedule: "off" },
          mutes: [{ id: "m1", principal: "*:user/kim", reason: "known" }],
        }),
    ],
  ])("that is muted in its middle, by a mute %s, is not told any further", async (_name, mute) => {
    const events = burstOf("kim", 40, 0.1);
    await line.run(events.slice(0, 35), 4);
    await mute(line);
    await line.run(
      events.slice(35).map(([at, event]) => [at + 3, event]),
      40,
    );
    const inTime = line.posted.filter(({ minutes }) => minutes < 5.1);
    expect(line.posted.slice(inTime.length).map(({ kind }) => kind)).toEqual(["closed"]);
    const told = events.filter(([, event]) => line.naming(event).length > 0);
    expect(told.length).toBeGreaterThan(6);
    expect(told.length).toBeLessThan(35);
    expect(totals().at(-1)).toBe(told.length);
    const { history } = line.services();
    expect(await history.listByStatus("pending", { limit: 100 })).toEqual([]);
    const muted = await history.listByStatus("muted", { limit: 100 });
    expect(muted).toHaveLength(40 - told.length);
    for (const entry of muted) expect(entry.hiddenCounts.get("m1")?.count).toBe(entry.count);
  });

  it("is told on where only some of its calls are muted", async () => {
    const events = burstOf("kim", 12, 0.1);
    await line.run(events, 2);
    const mutes = createMuteClient(line.engine.dynamoDb, line.engine.tableName, line.now);
    const written = { author: "sam", createdAt: line.now().toISOString() };
    await mutes.put({ id: "m1", reason: "known", sourceIp: "198.51.100.0/24", ...written });
    await line.run([], 30);
    expectEachOnce(events);
    expect(totals().at(-1)).toBe(12);
  });

  const calls = [
    "ec2:DescribeInstances",
    "iam:ListUsers",
    "rds:DescribeDBInstances",
    "sqs:ListQueues",
    "sns:ListTopics",
    "kms:ListKeys",
    "ecs:ListClusters",
    "lambda:ListFunctions",
  ];
  it("that looks like reconnaissance says so, one severity higher, in each of its messages", async () => {
    const events: Timed = Array.from({ length: 16 }, (_, n) => [
      n * 0.2,
      refuseCall("kim", calls[n % 8] ?? "", n < 8 ? "*" : `arn:aws:s3:::thing-${spell(n)}`, {
        readOnly: true,
      }),
    ]);
    await line.run(events, 30);
    const [first, summary] = line.posted.filter(
      ({ kind }) => kind === "burst" || kind === "summary",
    );
    expect(first?.text).toMatch(
      /^(Warning|High|Critical).*may be probing its permissions, 6 new denials/,
    );
    expect(summary?.text).toContain("may be probing its permissions");
    expect(totals().at(-1)).toBe(16);
  });

  describe("that finds the channel's budget spent", () => {
    const others: Timed = Array.from({ length: 50 }, (_, n) => [
      n / 60,
      refuse(`user-${spell(n)}`, "orchard-a"),
    ]);

    it("is told as one all the same, with what it looks like", async () => {
      const probing: Timed = calls.map((call, n) => [
        1.2 + n / 20,
        refuseCall("kim", call, "*", { readOnly: true }),
      ]);
      await line.run([...others, ...probing], 30);
      expectEachOnce(others);
      expectEachOnce(probing);
      const ofKim = line.posted.filter(({ text }) => text.includes("kim"));
      expect(ofKim.map(({ kind }) => kind)).toEqual(["burst", "closed"]);
      expect(ofKim[0]?.text).toMatch(/may be probing its permissions, 8 new denials/);
      expect(ofKim[0]?.minutes).toBeLessThan(4);
    });

    it("tells by name within minutes what has no turn, and loses none", async () => {
      await line.run(others, 20);
      expectEachOnce(others);
      expect(kinds().filter((kind) => kind === "alone").length).toBeLessThanOrEqual(40);
      expect(minutesOf("backlog").every((minutes) => minutes < 4)).toBe(true);
    });
  });

  it("that is open when the digest is due delays neither", async () => {
    await line.push({ digest: { schedule: "daily", hourUtc: 5 } });
    await line.run(burstOf("kim", 8, 0.5), 5);
    await line.skip(1424);
    // The digest is due at minute 1434.
    const events = burstOf("sam", 12, 0.5, 1430);
    await line.run(events, 1460);
    const [digest, ...more] = line.posted.filter(({ kind }) => kind === "digest");
    expect(Math.floor(digest?.minutes ?? 0)).toBe(1434);
    expect(more).toEqual([]);
    expect(totals().at(-1)).toBe(12);
    expectEachOnce(events);
  });
});
