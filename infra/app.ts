import { bundleNamedFunction } from "./bundle-function.ts";
import { createCheckedApp } from "./checked-app.ts";
import { parseHubConfig } from "./hub-config.ts";
import { HubStack } from "./hub-stack.ts";

const app = createCheckedApp();
const parsed = parseHubConfig(app.node.getAllContext() as Record<string, unknown>);
if (parsed.kind === "invalid") {
  process.stderr.write(`${parsed.reason}\n`);
  process.exit(2);
}
new HubStack(app, "Denywatch", {
  config: parsed.config,
  bundles: {
    alertOnDenial: bundleNamedFunction("alert-on-denial"),
    deliverAlerts: bundleNamedFunction("deliver-alerts"),
  },
  ...(parsed.config.target !== null && { env: parsed.config.target }),
});
