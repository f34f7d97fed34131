import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectFolder } from "../../infra/project-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "denywatch-synth-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Synth {
  readonly code: number;
  readonly output: string;
  readonly outFolder: string;
}

/** `npx cdk synth`, with this project's cdk.json, as a person or a pipeline runs it. */
function synthesise(
  name: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Synth> {
  const outFolder = join(folder, name);
  const cdk = join(projectFolder, "node_modules", ".bin", "cdk");
  const bin = join(projectFolder, "node_modules", ".bin");
  return new Promise((resolve) => {
    execFile(
      cdk,
      ["synth", "--quiet", "--output", outFolder, ...args],
      {
        cwd: projectFolder,
        env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...environment },
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, output: `${stdout}${stderr}`, outFolder });
      },
    );
  });
}

const minute = 60_000;

describe("cdk synth", () => {
  it(
    "gives a deployable hub that passes every check",
    async () => {
      const { code, output, outFolder } = await synthesise("hub");
      expect(code, output).toBe(0);

      const files = readdirSync(outFolder, { recursive: true }).map(String);
      expect(files).toContain("Denywatch.template.json");
      expect(files.filter((file) => /^asset\..*handler\.mjs$/.test(file))).toHaveLength(2);
      expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
      const manifest = readFileSync(join(outFolder, "manifest.json"), "utf8");
      expect(manifest).toContain('"terminationProtection": true');
    },
    minute,
  );

  it.each([
    ["nag", "AwsSolutions-SQS4"],
    ["validation", "CloudFormation-Validate"],
  ])(
    "fails for a stack that the %s checks find fault with",
    async (broken, expected) => {
      const { code, output } = await synthesise(
        `broken-${broken}`,
        ["--app", "node test/infra/broken-app.ts"],
        { BROKEN: broken },
      );
      expect(output).toContain(expected);
      expect(code).not.toBe(0);
    },
    minute,
  );

  it(
    "fails for a webhook URL where a parameter's name belongs, and does not repeat it",
    async () => {
      const secret = "notARealSecretButSecret";
      const { code, output } = await synthesise("webhook", [
        "--context",
        `denywatch:webhookParameterName=https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/${secret}`,
      ]);
      expect(code).not.toBe(0);
      const lines = output
        .split("\n")
        .filter((line) => line.includes("Cannot read the hub's config"));
      expect(lines).toHaveLength(1);
      expect(output).not.toContain(secret);
    },
    minute,
  );
});
