import { UsageError } from "../exit-codes.ts";

/** The Regions that every account has ("AWS Regions", AWS Account Management Reference Guide); others are opted into. */
export const defaultRegions = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
] as const;

const form = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/**
 * The Regions of a list like `eu-west-1,us-east-1`; `all` for those that every account has. Without a list, the Region
 * in use. Throws a `UsageError`.
 */
export function parseRegions(text: string | undefined, inUse: string | null): readonly string[] {
  if (text === undefined) {
    if (inUse === null) {
      throw new UsageError("no Region is set: give --regions eu-west-1,us-east-1 or --regions all");
    }
    return [inUse];
  }
  const named = text.split(",").map((region) => region.trim());
  const regions = [...new Set(named.flatMap((one) => (one === "all" ? defaultRegions : [one])))];
  const wrong = regions.find((region) => !form.test(region));
  if (wrong !== undefined) {
    throw new UsageError(
      `"${wrong}" is no Region: write them like eu-west-1,us-east-1, or "all" for those every account has`,
    );
  }
  return regions;
}
