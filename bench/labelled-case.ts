import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const labels = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));
const alternatives = z.record(z.string(), z.array(z.union([z.string(), z.boolean(), z.null()])));

const labelledCaseSchema = z.object({
  id: z.string(),
  message: z.string().optional(),
  record: z.unknown().optional(),
  expect: labels.optional(),
  alt: alternatives.optional(),
  unsure: z.string().optional(),
});

/** One labelled message or record: `expect` is the best label, `alt` holds others that one may defend. */
export type LabelledCase = z.infer<typeof labelledCaseSchema>;

/** Reads a JSON Lines file of labelled cases; null where the folder has none of that name. Throws on a bad line. */
export function readLabelledCases(folder: string, name: string): readonly LabelledCase[] | null {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const value = JSON.parse(line) as object;
    return [labelledCaseSchema.parse({ id: `line ${index + 1}`, ...value })];
  });
}
