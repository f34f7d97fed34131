import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Config } from "../shared/config/config-schema.ts";

/** Lets a function put Denywatch's own events on the bus that the config names, with no other source. */
export function buildEventsOutStatements(
  stack: Stack,
  events: Config["events"],
): PolicyStatement[] {
  if (events === "off") return [];
  return [
    new PolicyStatement({
      sid: "TellOthers",
      actions: ["events:PutEvents"],
      resources: [
        stack.formatArn({ service: "events", resource: "event-bus", resourceName: events.busName }),
      ],
      conditions: { StringEquals: { "events:source": "denywatch" } },
    }),
  ];
}
