import { expect, it } from "vitest";
import { runCli } from "../../support/run-cli.ts";
import { runCliHere } from "../../support/run-cli-here.ts";

it("denywatch version says what a bug report needs, as words and as JSON", async () => {
  const { code, stdout, stderr } = await runCli(["version"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /^denywatch \d+\.\d+\.\d+ \(Node \d+\.\d+\.\d+, [^,]+, history schema \d+\)\n$/,
  );
  const json = await runCliHere(["version", "--json"]);
  expect(JSON.parse(json.stdout)).toEqual({
    denywatch: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    historySchema: expect.any(Number) as number,
  });
});

it("denywatch version takes nothing else", async () => {
  const { code, stderr } = await runCliHere(["version", "--jsn"]);
  expect(code).toBe(2);
  expect(stderr).toContain("--jsn");
});
