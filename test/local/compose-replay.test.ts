import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { composeReplay } from "../../local/compose-replay.ts";
import { buildEventEnvelope, type EventEnvelope } from "../../local/event-envelope.ts";
import { buildDenialRecord } from "../support/cloudtrail-records.ts";

const start = Date.parse("2026-03-04T05:06:07Z");
const day = 86_400;

/** A denial of `role`, so many seconds after the start. */
function eventAt(seconds: number, role: string, bucket = "orchard"): EventEnvelope {
  const time = new Date(start + seconds * 1000);
  const id = `${role}-${bucket}-${seconds}`;
  const arn = `arn:aws:sts::210987654321:assumed-role/${role}/nightly`;
  return buildEventEnvelope({
    ...{ id, time, source: "aws.s3", resources: [] },
    detailType: "AWS API Call via CloudTrail",
    detail: {
      ...buildDenialRecord({ eventTime: time.toISOString() }),
      eventID: id,
      userIdentity: {
        type: "AssumedRole",
        arn,
        accountId: "210987654321",
        sessionContext: {
          sessionIssuer: { type: "Role", arn: `arn:aws:iam::210987654321:role/${role}` },
        },
      },
      errorCode: "AccessDenied",
      errorMessage: `User: ${arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${bucket}/a" because no identity-based policy allows the s3:GetObject action`,
    },
  });
}

describe("composeReplay()", { timeout: 30_000 }, () => {
  let folder: string;
  let close: (() => Promise<void>) | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "denywatch-test-"));
  });
  afterEach(async () => {
    await close?.();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(events: readonly EventEnvelope[], config: unknown = null) {
    const replay = await composeReplay({
      folder,
      config,
      startMilliseconds: start,
      log: () => null,
    });
    close = replay.close;
    const kinds: string[] = [];
    for (const event of events) kinds.push(await replay.take(event));
    const isThrough = await replay.finish();
    return { kinds, isThrough, ...replay };
  }

  it("tells by the events' own times: new, grown and back after quiet days", async () => {
    const growing = Array.from({ length: 10 }, (_, n) => eventAt(n * 100, "Reporting"));
    const { messages, kinds } = await run([...growing, eventAt(9 * day, "Reporting")]);
    const alerts = messages.filter(({ kind }) => kind !== "digest");
    expect(alerts.map(({ kind, at }) => [kind, (at.getTime() - start) / 1000])).toEqual([
      ["new", 0],
      ["grown", 900],
      ["again", 9 * day],
    ]);
    expect(kinds.filter((kind) => kind === "counted")).toHaveLength(8);
  });

  it("folds a burst and closes it as the minutes pass", async () => {
    const events = Array.from({ length: 20 }, (_, n) => eventAt(n, "Scanner", `orchard-${n}`));
    const { messages, isThrough } = await run(events);
    const kinds = messages.map(({ kind }) => kind);
    expect(isThrough).toBe(true);
    expect(kinds.filter((kind) => kind === "new").length).toBeLessThan(8);
    expect(kinds.filter((kind) => kind === "burst")).toHaveLength(1);
    expect(kinds).toContain("burst-summary");
    expect(kinds.at(-1)).toBe("burst-closed");
    expect(messages.at(-2)?.text).toContain("20 new denials");
  });

  it("makes no event late for what an earlier one waited", async () => {
    const events = ["A", "B", "C"].map((role) => eventAt(0, role));
    const { messages } = await run([...events, eventAt(60, "D")]);
    expect(messages.map(({ at }) => (at.getTime() - start) / 1000)).toEqual([0, 1, 2, 60]);
  });

  it("goes by the config, and says what each mute and benign entry hid", async () => {
    const mute = { id: "noisy", principal: "*:role/Noisy", reason: "known" };
    const events = [0, 10, 20].flatMap((at) => [
      eventAt(at, "Noisy"),
      eventAt(at + 1, "Noisy", "pear"),
    ]);
    const { messages, hidden, kinds } = await run([...events, eventAt(20, "Noisy")], {
      mutes: [mute],
    });
    expect(messages).toEqual([]);
    expect(kinds.every((kind) => kind === "hidden")).toBe(true);
    // The copy is no occurrence.
    expect(hidden()).toEqual([{ status: "muted", by: "noisy", denials: 2, occurrences: 6 }]);
  });

  it("gives to no function what the rule does not match", async () => {
    const event = eventAt(0, "Reporting");
    const { kinds } = await run([{ ...event, source: "my.app" }]);
    expect(kinds).toEqual(["unmatched"]);
  });
});
