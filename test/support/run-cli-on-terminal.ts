import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

/** Whether there is a `script` (util-linux) to make a terminal with. */
export const hasTerminals = String(spawnSync("script", ["--version"]).stdout).includes(
  "util-linux",
);

/** Runs `denywatch` on a terminal of its own, where somebody types `keys` once `prompt` is on it; gives all that it showed. */
export async function runCliOnTerminal(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  typing: { readonly prompt: string; readonly keys: string } | null,
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const command = [process.execPath, entry, ...args].map((part) => `'${part}'`).join(" ");
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    env: { ...process.env, TERM: "xterm-256color", ...environment },
  });
  let shown = "";
  let isTyped = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (typing === null || isTyped || !shown.includes(typing.prompt)) return;
    isTyped = true;
    child.stdin.write(typing.keys);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, shown: shown.replaceAll(/\r+\n/g, "\n") };
}
