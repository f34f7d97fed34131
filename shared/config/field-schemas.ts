import { z } from "zod";
import { isCatchAllGlob } from "../delivery/is-catch-all-glob.ts";

/** A glob that says something: `*` and the like would match everything. */
export const globSchema = z
  .string("must be text, with * for any characters and ? for one")
  .min(1, "must not be empty")
  .max(2048, "must be at most 2048 characters")
  .refine((glob) => glob === "" || !isCatchAllGlob(glob), {
    error: "matches everything: name something besides wildcards and punctuation",
  })
  .describe("A glob: * for any characters, ? for one. It must not match everything.");

/** A glob on a service's prefix in IAM; neither an action nor a host name fits one. */
export const serviceGlobSchema = globSchema
  .refine((glob) => !/[:.]/.test(glob), {
    error: 'must be a service\'s prefix in IAM, such as "s3", without action or host name',
  })
  .describe("A service's prefix in IAM, such as s3; a glob.");

export const accountIdSchema = z
  .string("must be 12 digits in quotes")
  .regex(/^\d{12}$/, "must be 12 digits in quotes")
  .describe("An AWS account id: 12 digits.");

/** A line of text for people. */
export const lineSchema = z
  .string("must be text")
  .regex(/\S/, "must not be empty")
  .max(500, "must be at most 500 characters");

/** The name by which a config calls a webhook; part of keys and metrics. */
export const webhookNameSchema = z
  .string("must be text")
  .regex(
    /^[a-z][a-z0-9-]{0,30}$/,
    "must be lower-case letters, digits and hyphens, at most 31, beginning with a letter",
  );

/** A whole number within bounds, both allowed. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}
