import { expect, test } from "vitest";
import { buildHistoryPast } from "../../local/history-past.ts";
import { createHistoryPanel } from "../../local/history-panel.ts";
import { createLocalServer } from "../../local/local-server.ts";
import { closeServer, listenOnLoopback } from "../../local/loopback-server.ts";
import { buildHistoryEntry } from "../support/build-history-entry.ts";

const entry = buildHistoryEntry({
  regions: ["eu-west-1", "us-east-1"],
  sessions: { values: ["build-1", "token xoxb-1234567890-abcdefgh", "\u202Egpj"], hasMore: true },
  persons: { values: ["ada@example.com"], hasMore: false },
  samples: [
    {
      eventId: "e-1",
      seconds: 1_772_600_000,
      region: "eu-west-1",
      sourceIpAddress: null,
      userAgent: null,
      sessionName: "build-1",
      person: null,
    },
  ],
  predecessor: { fingerprint: "fp1_before", denyType: "implicit", policyType: "identity-based" },
  formerFingerprint: "fp0_former",
});

test("buildHistoryPast() tells what is kept, with secrets masked and nothing hidden", () => {
  const past = buildHistoryPast(entry);
  expect(past).toMatchObject({
    regions: "eu-west-1, us-east-1",
    persons: "ada@example.com",
    samples: [{ at: "2026-03-04T04:53:20.000Z", text: "eu-west-1 · build-1 · e-1" }],
    predecessor: { fingerprint: "fp1_before", why: "implicit deny, identity-based" },
    formerFingerprint: "fp0_former",
  });
  expect(past.sessions).toMatch(/^build-1, .*\[U\+202E\]gpj, and more$/);
  expect(past.sessions).not.toContain("xoxb-1234567890");
});

test("the panel's denial carries its past and the account's name in the config in force", async () => {
  const panel = createHistoryPanel({
    history: { find: () => Promise.resolve(entry), listByStatus: () => Promise.resolve([]) },
    accountNames: () => Promise.resolve({ "210987654321": "orchard-production" }),
    now: () => new Date("2026-03-04T05:06:09Z"),
  });
  const server = createLocalServer(
    () => [panel],
    () => undefined,
  );
  const port = await listenOnLoopback(server, 0);
  try {
    const url = `http://127.0.0.1:${port}/history/denials/${entry.fingerprint}`;
    const detail = await (await fetch(url)).text();
    expect(detail).toContain("orchard-production");
    expect(JSON.parse(detail)).toMatchObject({ past: { formerFingerprint: "fp0_former" } });
  } finally {
    await closeServer(server);
  }
});
