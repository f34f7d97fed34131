import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import {
  type AsynchronousInvoker,
  createAsynchronousInvoker,
} from "../../local/asynchronous-invoker.ts";
import { openDeadLetterFile } from "../../local/dead-letter-file.ts";
import { openEventSpool } from "../../local/event-spool.ts";
import type { Handler } from "../../local/lambda-context.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface Setting {
  readonly folder: string;
  readonly handler: Handler;
  readonly timeoutMilliseconds?: number;
  readonly retryDelaysMilliseconds?: readonly number[];
}

const lines: string[] = [];

async function startInvoker({
  folder,
  handler,
  timeoutMilliseconds = 5000,
  retryDelaysMilliseconds = [1, 1],
}: Setting): Promise<AsynchronousInvoker> {
  return createAsynchronousInvoker({
    lambda: { name: "alert-on-denial", handler, timeoutMilliseconds },
    spool: await openEventSpool(join(folder, "events.jsonl")),
    deadLetters: openDeadLetterFile(join(folder, "dead-letters.jsonl")),
    retryDelaysMilliseconds,
    mostAtOnce: 4,
    log: (line) => lines.push(line),
  });
}

async function readDeadLetters(folder: string): Promise<readonly unknown[]> {
  const text = await readFile(join(folder, "dead-letters.jsonl"), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

test("createAsynchronousInvoker() calls the handler once for what succeeds, with Lambda's context", async () => {
  const calls: { event: unknown; context: Context; remaining: number }[] = [];
  const invoker = await startInvoker({
    folder: await temporaryFolder(),
    handler: (event, context) => {
      calls.push({ event, context, remaining: context.getRemainingTimeInMillis() });
      return Promise.resolve();
    },
  });
  await invoker.invoke({ n: 1 });
  await invoker.idle();
  expect(calls).toMatchObject([
    {
      event: { n: 1 },
      context: { functionName: "alert-on-denial", functionVersion: "$LATEST" },
    },
  ]);
  expect(calls[0]?.context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(calls[0]?.remaining).toBeGreaterThan(0);
  expect(calls[0]?.remaining).toBeLessThanOrEqual(5000);
});

test("createAsynchronousInvoker() tries twice more with the same request id and an untouched event", async () => {
  const folder = await temporaryFolder();
  const ids = new Set<string>();
  const seen: unknown[] = [];
  const invoker = await startInvoker({
    folder,
    handler: (event, { awsRequestId }) => {
      ids.add(awsRequestId);
      seen.push(structuredClone(event));
      (event as { n: number }).n = 99;
      return seen.length < 3 ? Promise.reject(new Error("throttled")) : Promise.resolve();
    },
  });
  await invoker.invoke({ n: 1 });
  await invoker.idle();
  expect(seen).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  expect(ids.size).toBe(1);
  expect(await readDeadLetters(folder)).toEqual([]);
});

test("createAsynchronousInvoker() makes a dead letter after three attempts, which can be replayed", async () => {
  const folder = await temporaryFolder();
  let attempts = 0;
  let isBroken = true;
  const invoker = await startInvoker({
    folder,
    handler: () => {
      attempts += 1;
      return isBroken ? Promise.reject(new TypeError("no table")) : Promise.resolve();
    },
  });
  await invoker.invoke({ n: 1 });
  await invoker.idle();
  expect(attempts).toBe(3);
  expect(await readDeadLetters(folder)).toMatchObject([
    { event: { n: 1 }, attempts: 3, error: { name: "TypeError", message: "no table" } },
  ]);

  isBroken = false;
  const replayed = await openDeadLetterFile(join(folder, "dead-letters.jsonl")).replay(
    invoker.invoke,
  );
  await invoker.idle();
  expect([replayed, attempts]).toEqual([1, 4]);
  expect(await readDeadLetters(folder)).toEqual([]);
});

test("createAsynchronousInvoker() counts a handler that takes too long as failed", async () => {
  const folder = await temporaryFolder();
  const invoker = await startInvoker({
    folder,
    handler: () => new Promise(() => undefined),
    timeoutMilliseconds: 20,
    retryDelaysMilliseconds: [],
  });
  await invoker.invoke({});
  await invoker.idle();
  expect(await readDeadLetters(folder)).toMatchObject([
    { error: { message: "Task timed out after 0.02 seconds" } },
  ]);
});

test("createAsynchronousInvoker() survives a handler that throws no error, or throws at once", async () => {
  const folder = await temporaryFolder();
  const invoker = await startInvoker({
    folder,
    handler: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a foreign handler may do
      throw "text";
    },
    retryDelaysMilliseconds: [],
  });
  await invoker.invoke({});
  await invoker.idle();
  expect(await readDeadLetters(folder)).toHaveLength(1);
});

test("createAsynchronousInvoker() runs at most so many at once, and all of them", async () => {
  let now = 0;
  let most = 0;
  let done = 0;
  const fourAtOnce = Promise.withResolvers<unknown>();
  const invoker = await startInvoker({
    folder: await temporaryFolder(),
    handler: async () => {
      now += 1;
      most = Math.max(most, now);
      // However slow the machine is, the first ones wait for the fourth.
      if (now === 4) fourAtOnce.resolve(null);
      await fourAtOnce.promise;
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      done += 1;
    },
  });
  await Promise.all(Array.from({ length: 40 }, (_, n) => invoker.invoke({ n })));
  await invoker.idle();
  expect([most, done]).toEqual([4, 40]);
});

test("createAsynchronousInvoker() stops with nothing lost: what is undone comes back at the next start", async () => {
  const folder = await temporaryFolder();
  const finished: unknown[] = [];
  const gate = Promise.withResolvers<unknown>();
  const first = await startInvoker({
    folder,
    handler: async (event) => {
      await gate.promise;
      const { n } = event as { n: number };
      if (n === 1) throw new Error("fails while stopping");
      finished.push(event);
    },
  });
  for (let n = 0; n < 10; n++) await first.invoke({ n });
  const stopping = first.stop(5000);
  gate.resolve(null);
  await stopping;
  await expect(first.invoke({})).rejects.toThrow("stopping");
  // Four ran: one failed, three are done, six never started.
  expect(finished).toHaveLength(3);

  const again: unknown[] = [];
  const second = await startInvoker({
    folder,
    handler: (event) => {
      again.push(event);
      return Promise.resolve();
    },
  });
  await second.idle();
  const all = [...finished, ...again].map((event) => (event as { n: number }).n);
  expect(all.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

  const third = await startInvoker({ folder, handler: () => Promise.reject(new Error("none")) });
  await third.idle();
  expect(await readDeadLetters(folder)).toEqual([]);
});

test("createAsynchronousInvoker() does not wait for a handler that hangs, and keeps its event", async () => {
  const folder = await temporaryFolder();
  const hanging = await startInvoker({ folder, handler: () => new Promise(() => undefined) });
  await hanging.invoke({ n: 1 });
  await hanging.stop(10);
  const again: unknown[] = [];
  const next = await startInvoker({
    folder,
    handler: (event) => {
      again.push(event);
      return Promise.resolve();
    },
  });
  await next.idle();
  expect(again).toEqual([{ n: 1 }]);
});

test("openEventSpool() counts an attempt that failed before a crash", async () => {
  const path = join(await temporaryFolder(), "events.jsonl");
  const before = await openEventSpool(path);
  await before.add("a", { n: 1 });
  await before.markFailed("a");
  await before.add("b", { n: 2 });
  await before.markDone("b");
  expect((await openEventSpool(path)).leftOver).toEqual([
    { id: "a", event: { n: 1 }, failures: 1 },
  ]);
});

test("openEventSpool() keeps the file small however many events pass", async () => {
  const path = join(await temporaryFolder(), "events.jsonl");
  const spool = await openEventSpool(path);
  await spool.add("kept", { n: -1 });
  const passed = Array.from({ length: 1500 }, async (_, n) => {
    await spool.add(String(n), { n });
    await spool.markDone(String(n));
  });
  await Promise.all(passed);
  expect((await readFile(path, "utf8")).split("\n").length).toBeLessThan(3000);
  expect((await openEventSpool(path)).leftOver).toEqual([
    { id: "kept", event: { n: -1 }, failures: 0 },
  ]);
});
