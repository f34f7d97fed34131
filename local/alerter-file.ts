import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const alerterSchema = z.object({
  pid: z.number(),
  url: z.url(),
  dynamoDbEndpoint: z.url(),
});

/** Where the alerter that holds a data folder can be reached. */
export type RunningAlerter = z.infer<typeof alerterSchema>;

const name = "alerter.json";

export async function writeAlerterFile(folder: string, alerter: RunningAlerter): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(alerter), { mode: 0o600 });
}

export async function removeAlerterFile(folder: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

/** Null where there is none; one that a killed alerter left is there and wrong. */
export async function readAlerterFile(folder: string): Promise<RunningAlerter | null> {
  try {
    return alerterSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  } catch {
    return null;
  }
}
