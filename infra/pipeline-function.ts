import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { type CfnLogGroup, LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { FunctionBundle } from "./bundle-function.ts";
import { nameResource } from "./name-resource.ts";

export interface PipelineFunctionProps {
  readonly description: string;
  readonly bundle: FunctionBundle;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  /** What the function may do besides writing its own log. */
  readonly statements: readonly PolicyStatement[];
  /** Null shares the account's pool. */
  readonly reservedConcurrency: number | null;
  readonly logRetentionDays: number;
  /** Encrypts the log; null for the key that CloudWatch owns. */
  readonly key: IKey | null;
}

/** A function with a role and a log group that are its own: nothing is granted that is not spelled out here. */
export class PipelineFunction extends Construct {
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, "Log", {
      // The history itself is in the table: the log may go with the stack.
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key !== null && { encryptionKey: props.key }),
    });
    (this.logGroup.node.defaultChild as CfnLogGroup).retentionInDays = props.logRetentionDays;
    nameResource(this.logGroup, `${id}Log`);
    this.role = new Role(this, "Role", {
      description: `Denywatch, ${id}: ${props.description}`,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        Work: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: "WriteLog",
              actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
              resources: [this.logGroup.logGroupArn],
            }),
            ...props.statements,
          ],
        }),
      },
    });
    nameResource(this.role, `${id}Role`);
    this.lambda = new LambdaFunction(this, "Function", {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle.folder, { exclude: ["*.map"] }),
      handler: props.bundle.handler,
      // Lambda gives CPU by memory. The work is TLS and JSON in some 80 MB: less than this makes a cold start slow, and
      // more buys nothing, since the rest of the time is waiting for the table and for Slack.
      memorySize: 512,
      timeout: props.timeout,
      role: this.role.withoutPolicyUpdates(),
      environment: props.environment,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Metrics are log lines without a level, which Lambda takes for INFO: a stricter level would drop them.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(props.reservedConcurrency !== null && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
    });
    nameResource(this.lambda, id);
  }
}
