import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectFolder } from "../../infra/project-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "denywatch-synth-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
// Half a minute at most by itself; more where other work is on the machine.
const patience = 240_000;

interface Run {
  readonly code: number;
  readonly output: string;
}

function run(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const bin = join(projectFolder, "node_modules", ".bin");
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...environment };
  return new Promise((resolve) => {
    execFile(file, args, { cwd: projectFolder, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

describe("cdk synth", () => {
  it(
    "as a person or a pipeline runs it, gives a deployable hub that passes every check",
    async () => {
      const out = join(folder, "hub");
      const { code, output } = await run("cdk", [
        ...["synth", "--quiet", "--output", out],
        // Of this very config, as of all others, synthesise() validates the templates.
        "--no-validation",
      ]);
      expect(code, output).toBe(0);

      const files = readdirSync(out, { recursive: true }).map(String);
      expect(files).toContain("Denywatch.template.json");
      expect(files.filter((file) => /^asset\..*handler\.mjs$/.test(file))).toHaveLength(3);
      expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
      const template = readFileSync(join(out, "Denywatch.template.json"), "utf8");
      // Who built it and from which folder is nobody's business.
      expect(template).not.toMatch(/aws:cdk:path|CDKMetadata/);
      expect(template).not.toContain(projectFolder);
    },
    patience,
  );

  it(
    "ends with code 2 and one clear line for a wrong config, and repeats no webhook's URL",
    async () => {
      const secret = "notARealSecretButSecret";
      const parameterName = `https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/${secret}`;
      const file = join(folder, "wrong.json");
      writeFileSync(file, JSON.stringify({ webhooks: { default: { parameterName } } }));
      const { code, output } = await run("node", ["infra/app.ts"], {
        CDK_CONTEXT_JSON: JSON.stringify({ "denywatch:config": file }),
      });
      expect(code).toBe(2);
      expect(output.trim().split("\n")).toHaveLength(1);
      expect(output).toContain(`${file}:1:41: webhooks.default.parameterName`);
      expect(output).not.toContain(secret);
    },
    patience,
  );
});
