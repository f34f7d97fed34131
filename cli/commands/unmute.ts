import { createMuteClient } from "../../shared/delivery/mutes.client.ts";
import { exitCodes } from "../exit-codes.ts";
import { openTable, type TableOptions } from "../open-table.ts";
import { readSettings } from "../read-settings.ts";

/** `denywatch unmute ID`: takes a timed mute back; one of the config file is taken out there. */
export async function unmute(id: string, options: TableOptions): Promise<number> {
  const now = new Date();
  const table = await openTable(options);
  try {
    const client = createMuteClient(table.dynamoDb, table.tableName, () => now);
    if (await client.remove(id)) {
      console.log(`Unmuted "${id}": what it hid is told when it comes again.`);
      return exitCodes.done;
    }
    const { config } = await readSettings(table, now);
    console.error(
      config.mutes.some((mute) => mute.id === id)
        ? `denywatch: "${id}" is a mute of the config: take it out of denywatch.config.json, then \`denywatch config push\``
        : `denywatch: there is no mute "${id}"; \`denywatch mutes\` lists them`,
    );
    return exitCodes.failed;
  } finally {
    await table.close();
  }
}
