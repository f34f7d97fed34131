import type { ConfigStore } from "../../shared/config/config-store.client.ts";
import { hashConfig } from "../../shared/config/hash-config.ts";

/** Who the history of the config says pushed it. */
export const pushedBy = "deployment";
/** How often a push that somebody else's came before is tried again. */
const mostRaces = 3;

/**
 * Puts a deployed config, as JSON text, into the table; what is in force already is left alone. Throws for a config that
 * the functions could not use, and where the table cannot be written: the deployment then fails, and rolls back.
 */
export async function pushConfig(text: string, store: ConfigStore): Promise<"written" | "same"> {
  const json = JSON.parse(text) as unknown;
  for (let race = 0; race < mostRaces; race += 1) {
    const current = await store.current();
    if (current.problem === null && current.hash === hashConfig(json)) return "same";
    if ((await store.put(json, pushedBy, current)) === "written") return "written";
  }
  throw new Error(
    "Cannot write the config to the table: somebody else keeps writing it; deploy again",
  );
}
