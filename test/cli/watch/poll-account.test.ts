import { afterEach, describe, expect, it, vi } from "vitest";
import { createLookupClients } from "../../../cli/cloudtrail/lookup-clients.client.ts";
import { pollAccount, type WatchState } from "../../../cli/watch/poll-account.ts";
import { type AwsServer, startAwsServer } from "../../support/aws-server.ts";
import { buildDenialRecord, buildPlainRecord } from "../../support/cloudtrail-records.ts";
import { cloudTrailService } from "../../support/cloudtrail-service.ts";
import type { JsonObject } from "../../support/events.ts";
import { createVirtualWaiting } from "../../support/virtual-waiting.ts";

const start = Date.parse("2026-03-04T05:00:00Z") / 1000;
const at = (seconds: number) => new Date((start + seconds) * 1000).toISOString();

describe("pollAccount()", () => {
  let server: AwsServer | null = null;
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  it("hands each denial over once, late ones and after a restart, and again what was not taken", async () => {
    const records: JsonObject[] = [
      buildDenialRecord({ eventID: "first", eventTime: at(0) }),
      buildPlainRecord({ eventID: "fine", eventTime: at(1) }),
    ];
    server = await startAwsServer({
      services: { cloudtrail: cloudTrailService({ records: () => records }) },
    });
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
    const clients = createLookupClients(createVirtualWaiting(start * 1000), undefined);
    const handed: string[][] = [];
    let state: WatchState = { readUntil: {}, handed: {} };
    const poll = async (now: number, fails = false): Promise<void> => {
      state = await pollAccount(clients, ["eu-west-1"], state, start + now, (found) => {
        if (fails) return Promise.reject(new Error("not taken"));
        handed.push(found.map(({ id }) => id));
        return Promise.resolve();
      });
      // As it comes back from its file.
      state = JSON.parse(JSON.stringify(state)) as WatchState;
    };
    await poll(60);
    await poll(120);
    expect(handed).toEqual([["first"]]);
    records.push(buildDenialRecord({ eventID: "late", eventTime: at(30) }));
    await expect(poll(900, true)).rejects.toThrow("not taken");
    await poll(960);
    await poll(1020);
    expect(handed).toEqual([["first"], ["late"]]);
    // Off for three hours: what happened meanwhile is read, and nothing twice.
    records.push(buildDenialRecord({ eventID: "meanwhile", eventTime: at(4000) }));
    await poll(12_000);
    await poll(12_060);
    expect(handed).toEqual([["first"], ["late"], ["meanwhile"]]);
    clients.close();
  });
});
