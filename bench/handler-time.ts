import type { BenchResult } from "./bench-result.ts";
import { buildDenialEvent, inTable, spell } from "./handler-table.ts";
import { median } from "./median.ts";
import { createRandom } from "./random.ts";
import { timed } from "./timed.ts";

const rounds = 9;
const newPerRound = 20;
const writesOfNew = 3;
const eventsPerBatch = 1000;
const fingerprintsPerBatch = 30;
const quarterHour = 15 * 60_000;

/** How long a new denial, told alone, and an event of a batch take, against bare writes to the same engine. */
export async function benchHandlerTime(): Promise<readonly BenchResult[]> {
  const ofNew = await inTable(async (table) => {
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Within the budget of messages, and no principal's burst.
      table.pass(quarterHour);
      const events = Array.from({ length: newPerRound }, (_, n) => {
        const number = round * newPerRound + n;
        return buildDenialEvent(`user-${spell(number)}`, number, table.now());
      });
      const whole = await timed(async () => {
        for (const event of events) {
          await table.handle(event);
          // The next one's turn.
          table.pass(1000);
        }
      });
      const bare = await timed(async () => {
        for (let n = 0; n < writesOfNew * newPerRound; n += 1) await table.updateBare(n);
      });
      ratios.push(whole / bare);
    }
    if (table.messages() !== rounds * newPerRound) throw new Error("not all were told alone");
    return median(ratios);
  });
  const ofBatched = await inTable(async (table) => {
    const random = createRandom(1);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      table.pass(1000);
      const Records = Array.from({ length: eventsPerBatch }, (_, n) => {
        const number = random.int(0, fingerprintsPerBatch - 1);
        const event = buildDenialEvent(`user-${spell(number)}`, number, table.now());
        return { messageId: `${n}`, body: JSON.stringify(event), eventSource: "aws:sqs" };
      });
      const whole = await timed(() => table.handle({ Records }));
      const bare = await timed(async () => {
        for (let n = 0; n < eventsPerBatch / 10; n += 1) await table.updateBare(n);
      });
      // The first tells what is new.
      if (round > 0) ratios.push(whole / (bare * 10));
    }
    return median(ratios);
  });
  return [
    {
      name: `a new denial through the handler, posted and marked / ${writesOfNew} bare UpdateItems`,
      value: ofNew,
      unit: "ratio",
      aim: null,
      met: null,
    },
    {
      name: `an event in a batch of ${eventsPerBatch} with ${fingerprintsPerBatch} fingerprints / a bare UpdateItem`,
      value: ofBatched,
      unit: "ratio",
      aim: null,
      met: null,
    },
  ];
}
