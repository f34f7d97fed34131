import { fileURLToPath } from "node:url";
import { benchExplainFolder } from "./explain-folder.ts";
import { benchExplainRecord } from "./explain-record.ts";
import type { BenchResult } from "./bench-result.ts";

/** What explaining costs, against reading: a record against its JSON, a folder of log files against zcat and jq. */
export async function benchExplain(): Promise<BenchResult[]> {
  return [...benchExplainRecord(), ...(await benchExplainFolder())];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await benchExplain();
  console.log(JSON.stringify(results, null, 2));
  console.table(results);
}
