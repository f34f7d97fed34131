/** A partition that the stacks deploy to, the Region of its global services' events, and its Regions. */
export interface AwsPartition {
  readonly name: string;
  /** Where IAM, STS's global endpoint and Organizations are recorded ("CloudTrail concepts", CloudTrail User Guide). */
  readonly globalRegion: string;
  /** Whether EventBridge brings events from one Region to another here; the China Regions lack it. */
  readonly routesBetweenRegions: boolean;
  readonly regions: readonly string[];
}

/** The partitions, with every Region that AWS has opened ("AWS Regions", AWS General Reference). */
export const awsPartitions: readonly AwsPartition[] = [
  {
    name: "aws",
    globalRegion: "us-east-1",
    routesBetweenRegions: true,
    regions: [
      ...["af-south-1", "ap-east-1", "ap-east-2"],
      ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"],
      ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
      ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7"],
      ...["ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1"],
      ...["eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
      ...["il-central-1", "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1"],
      ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    ],
  },
  {
    name: "aws-us-gov",
    globalRegion: "us-gov-west-1",
    routesBetweenRegions: true,
    regions: ["us-gov-east-1", "us-gov-west-1"],
  },
  {
    name: "aws-cn",
    globalRegion: "cn-north-1",
    routesBetweenRegions: false,
    regions: ["cn-north-1", "cn-northwest-1"],
  },
];

/** The partition that a Region is in; undefined for no Region of these. */
export function partitionOf(region: string): AwsPartition | undefined {
  return awsPartitions.find(({ regions }) => regions.includes(region));
}
