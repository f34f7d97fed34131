import { readFile } from "node:fs/promises";
import { itemVersion } from "../../shared/history/denial-item.ts";
import { exitCodes } from "../exit-codes.ts";

/** `denywatch version`: what to say in a bug report. */
export async function version({ json }: { readonly json?: boolean }): Promise<number> {
  const file = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { version: denywatch } = JSON.parse(file) as { readonly version: string };
  const { node } = process.versions;
  const platform = `${process.platform} ${process.arch}`;
  console.log(
    json === true
      ? JSON.stringify({ denywatch, node, platform, historySchema: itemVersion })
      : `denywatch ${denywatch} (Node ${node}, ${platform}, history schema ${itemVersion})`,
  );
  return exitCodes.done;
}
