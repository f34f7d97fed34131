import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import type { FunctionBundle } from "../../infra/bundle-function.ts";
import { createCheckedApp } from "../../infra/checked-app.ts";
import { composeStacks } from "../../infra/compose-stacks.ts";
import { projectFolder } from "../../infra/project-folder.ts";
import { parseConfig } from "../../shared/config/parse-config.ts";

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}
export interface StackTemplate {
  readonly Description: string;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string }>>;
}

/** One stack as CloudFormation gets it. */
export interface SynthesisedStack {
  readonly artifact: CloudFormationStackArtifact;
  readonly template: StackTemplate;
  /** All resources of a type, with their logical IDs. */
  ofType(type: string): readonly (readonly [string, Resource])[];
  /** The properties of the resource with that logical ID. Throws where there is none. */
  properties(id: string): Readonly<Record<string, unknown>>;
  /** The statements of the queue policy, the topic policy or the key policy about that resource, or of that role. */
  statements(id: string): readonly Statement[];
}

const { context } = JSON.parse(readFileSync(join(projectFolder, "cdk.json"), "utf8")) as {
  readonly context: Record<string, unknown>;
};
const kept = new Map<string, ReadonlyMap<string, SynthesisedStack>>();

/**
 * Synthesises every stack of a config in this process, as `cdk synth` does: with its context, the CDK's own validation
 * and cdk-nag, whose findings throw. An empty function stands for the code. Each config is synthesised once a process.
 */
export function synthesise(config: unknown = {}): ReadonlyMap<string, SynthesisedStack> {
  const key = JSON.stringify(config);
  const stacks = kept.get(key) ?? synthesiseNow(config);
  kept.set(key, stacks);
  return stacks;
}

/** The hub of a config. */
export function synthesiseHub(config: unknown = {}): SynthesisedStack {
  const hub = synthesise(config).get("Denywatch");
  if (hub === undefined) throw new Error("Cannot find the hub among the stacks");
  return hub;
}

function synthesiseNow(config: unknown): ReadonlyMap<string, SynthesisedStack> {
  const folder = mkdtempSync(join(tmpdir(), "denywatch-stacks-"));
  try {
    const code = join(folder, "code");
    mkdirSync(code);
    writeFileSync(join(code, "handler.mjs"), "export const handler = async () => null;");
    const bundle: FunctionBundle = { folder: code, handler: "handler.handler", files: [] };
    const app = createCheckedApp(join(folder, "out"), context);
    composeStacks(app, {
      config: parseConfig(config),
      configJson: config,
      bundles: { alertOnDenial: bundle, deliverAlerts: bundle, pushConfig: bundle },
    });
    return new Map(app.synth().stacks.map((artifact) => [artifact.stackName, readStack(artifact)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readStack(artifact: CloudFormationStackArtifact): SynthesisedStack {
  const template = artifact.template as StackTemplate;
  const resources = Object.entries(template.Resources);
  const properties: SynthesisedStack["properties"] = (id) => {
    const found = template.Resources[id];
    if (found === undefined) throw new Error(`Cannot find the resource "${id}" in the template`);
    return found.Properties;
  };
  return {
    artifact,
    template,
    ofType: (type) => resources.filter(([, { Type }]) => Type === type),
    properties,
    statements: (id) => {
      if (template.Resources[id]?.Type === "AWS::IAM::Role") {
        const policies = properties(id)["Policies"] as readonly { PolicyDocument: Policy }[];
        return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      }
      return resources
        .filter(([other, resource]) => isPolicyOf(id, other, resource))
        .flatMap(([, { Properties }]) => {
          const policy = (Properties["PolicyDocument"] ?? Properties["KeyPolicy"]) as Policy;
          return policy.Statement;
        });
    },
  };
}

interface Policy {
  readonly Statement: readonly Statement[];
}

function isPolicyOf(id: string, other: string, { Type, Properties }: Resource): boolean {
  if (Type === "AWS::KMS::Key") return other === id;
  const targets = Properties["Queues"] ?? Properties["Topics"];
  return JSON.stringify(targets ?? null).includes(`"Ref":"${id}"`);
}
