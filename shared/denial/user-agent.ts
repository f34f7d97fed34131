import { remember } from "../caching/remember.ts";
import type { ClientKind } from "./denial.ts";

/** What a user agent holds, lower-cased, and the client that it tells of; the first that fits counts. */
const markers: readonly (readonly [marker: string, client: ClientKind])[] = [
  ["terraform", "terraform"],
  ["opentofu", "terraform"],
  ["aws-cdk", "cdk"],
  ["cloudformation", "cloudformation"],
  ["aws-cli/", "cli"],
  ["awspowershell", "cli"],
  ["console.amazonaws.com", "console"],
  ["signin.amazonaws.com", "console"],
  ["s3console/", "console"],
  ["mozilla", "console"],
  // AWS's own servers name the SDK that they are built on: "aws-internal/3 aws-sdk-java/1.12".
  ["aws-internal", "service"],
  ["aws internal", "service"],
  ["aws-sdk", "sdk"],
  ["boto", "sdk"],
];

/** Which client a user agent tells of: a hint and no proof, since callers choose their user agent. */
export function clientOf(userAgent: string | null, invokedBy: string | null): ClientKind {
  if (userAgent === null || userAgent === "") return invokedBy === null ? "other" : "service";
  const told = clientOfAgent(userAgent);
  return told === "other" && invokedBy !== null ? "service" : told;
}

const clientOfAgent = remember(500, (userAgent): ClientKind => {
  const agent = userAgent.toLowerCase();
  // The console of one service: "console.ec2.amazonaws.com".
  if (agent.startsWith("console.")) return "console";
  for (const [marker, client] of markers) if (agent.includes(marker)) return client;
  return agent.endsWith(".amazonaws.com") ? "service" : "other";
});
