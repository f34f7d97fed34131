/** Region name starts of the partitions other than `aws` ("Amazon Resource Names (ARNs)", AWS General Reference). */
const partitions: readonly (readonly [regionStart: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

/** The partition that a Region belongs to; `aws` where nothing says otherwise. */
export function partitionOf(region: string | null | undefined): string {
  if (region == null) return "aws";
  return partitions.find(([start]) => region.startsWith(start))?.[1] ?? "aws";
}
