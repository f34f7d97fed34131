import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type { FunctionBundle } from "../../infra/bundle-function.ts";
import type { HubConfig } from "../../infra/hub-config.ts";
import { HubStack } from "../../infra/hub-stack.ts";

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The hub as CloudFormation gets it. Logical IDs are told by their start, since the CDK ends them with a hash. */
export interface SynthesisedHub {
  readonly stack: HubStack;
  readonly template: {
    readonly Resources: Readonly<Record<string, Resource>>;
    readonly Outputs: Readonly<Record<string, unknown>>;
  };
  /** All resources of a type, with their logical IDs. */
  ofType(type: string): readonly (readonly [string, Resource])[];
  /** The logical ID of the one resource of that type whose ID starts so. Throws for none and for several. */
  id(type: string, start: string): string;
  /** The properties of that resource. */
  properties(type: string, start: string): Readonly<Record<string, unknown>>;
  /** The statements of a function's own role. */
  statements(functionName: string): readonly Statement[];
}

const plainConfig: HubConfig = {
  webhookParameterName: "/denywatch/slack-webhook",
  webhookKeyArn: null,
  reservedConcurrency: null,
  target: null,
};

/** Synthesises the hub in this process, with an empty function for code, into a new folder for temporary files. */
export function synthesiseHub(config: Partial<HubConfig> = {}): SynthesisedHub {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-hub-"));
  const code = join(folder, "code");
  mkdirSync(code);
  writeFileSync(join(code, "handler.mjs"), "export const handler = async () => null;");
  const bundle: FunctionBundle = { folder: code, handler: "handler.handler", files: [] };
  const stack = new HubStack(new App({ outdir: join(folder, "out") }), "Denywatch", {
    config: { ...plainConfig, ...config },
    bundles: { alertOnDenial: bundle, deliverAlerts: bundle },
  });
  const template = Template.fromStack(stack).toJSON() as SynthesisedHub["template"];
  rmSync(folder, { recursive: true, force: true });

  const ofType: SynthesisedHub["ofType"] = (type) =>
    Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const one = (type: string, start: string): readonly [string, Resource] => {
    const found = ofType(type).filter(([id]) => id.startsWith(start));
    if (found[0] === undefined || found.length > 1) {
      throw new Error(`Cannot tell which ${type} is "${start}": there are ${found.length}`);
    }
    return found[0];
  };
  return {
    stack,
    template,
    ofType,
    id: (type, start) => one(type, start)[0],
    properties: (type, start) => one(type, start)[1].Properties,
    statements: (functionName) => {
      const policies = one("AWS::IAM::Role", functionName)[1].Properties["Policies"] as readonly {
        readonly PolicyDocument: { readonly Statement: readonly Statement[] };
      }[];
      return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    },
  };
}
