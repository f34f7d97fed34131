import { describe, it } from "vitest";
import { startAwsEngine } from "./aws-engine.ts";
import { type Engine, engines } from "./dynamodb-engines.ts";

const testTable = process.env["DENYWATCH_TEST_TABLE"] ?? "";

/**
 * A suite on every engine that is here, and on the table of a real account that `DENYWATCH_TEST_TABLE` names; without
 * it, that one is skipped and says so.
 */
export function describeOnEngines(
  title: string,
  suite: (start: () => Promise<Engine>) => void,
): void {
  for (const [name, start] of Object.entries(engines)) {
    describe(`${title} on ${name}`, () => {
      suite(start);
    });
  }
  if (testTable === "") {
    describe(`${title} on AWS`, () => {
      // There is no account to run it in: whoever has one names a table of it.
      it.skip("needs DENYWATCH_TEST_TABLE to name a table", () => undefined);
    });
  } else {
    // Each call is a round trip, each look at an index waits for it.
    describe(`${title} on AWS`, { timeout: 300_000 }, () => {
      suite(() => startAwsEngine(testTable));
    });
  }
}
