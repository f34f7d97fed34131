import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { createForwarder, type ForwarderProps } from "./forwarder.ts";

export interface ForwarderStackProps extends StackProps, ForwarderProps {}

/** A further Region of the hub's account, or of the management account that StackSets cannot reach. */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, id: string, props: ForwarderStackProps) {
    const { hubBusArn, readOnlyEvents, ...stackProps } = props;
    super(scope, id, {
      description: "Denywatch: forwards the access denials of this Region to the hub.",
      terminationProtection: true,
      ...stackProps,
    });
    const { queue } = createForwarder(this, { hubBusArn, readOnlyEvents });
    new CfnOutput(this, "UndeliveredEventsUrl", {
      description: "What the hub's bus did not take.",
      value: queue.queueUrl,
    });
  }
}
