import { createCheckedApp } from "./checked-app.ts";
import { readDeploymentConfig } from "./read-deployment-config.ts";

const app = createCheckedApp();
const context = app.node.getAllContext() as Record<string, unknown>;
const read = readDeploymentConfig(context, new Date());
if (read.kind === "invalid") {
  process.stderr.write(`${read.problems.join("\n")}\n`);
  process.exit(2);
}
for (const warning of read.warnings) process.stderr.write(`${warning}\n`);

const { bundleNamedFunction } = await import("./bundle-function.ts");
const { composeStacks } = await import("./compose-stacks.ts");
composeStacks(app, {
  ...read,
  bundles: {
    alertOnDenial: bundleNamedFunction("alert-on-denial"),
    deliverAlerts: bundleNamedFunction("deliver-alerts"),
    pushConfig: bundleNamedFunction("push-config"),
  },
});
