import { join } from "node:path";
import { inject } from "vitest";
import { bundleFunction, type FunctionBundle } from "../../infra/bundle-function.ts";
import { onceARun } from "./once-a-run.ts";

/** One of the project's functions as it is deployed, built once a run of the tests. */
export function bundleOnce(name: string): Promise<FunctionBundle> {
  return onceARun(`bundle-${name}`, () =>
    bundleFunction(
      join("functions", name, "handler.ts"),
      join(inject("runFolder"), "functions", name),
    ),
  );
}
