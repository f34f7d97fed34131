/** CloudTrail's detail-types by the record's `eventType`; the others are API calls. */
const detailTypes: Readonly<Record<string, string>> = {
  AwsConsoleSignIn: "AWS Console Signin via CloudTrail",
  AwsConsoleAction: "AWS Console Action via CloudTrail",
  AwsServiceEvent: "AWS Service Event via CloudTrail",
  AwsVpceEvent: "AWS Network Activity Event via CloudTrail",
};

/** How EventBridge names what CloudTrail delivers: the envelope's source and detail-type of a record. */
export function describeDelivery(record: Readonly<Record<string, unknown>>): {
  readonly source: string;
  readonly detailType: string;
} {
  const { eventSource, eventType } = record;
  const [service = ""] = typeof eventSource === "string" ? eventSource.split(".", 1) : [];
  return {
    source: `aws.${service || "unknown"}`,
    detailType: detailTypes[String(eventType)] ?? "AWS API Call via CloudTrail",
  };
}
