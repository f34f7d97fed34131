import type { Config } from "../../../shared/config/config-schema.ts";
import type { StoredConfig } from "../../../shared/config/config-store.client.ts";
import { diffConfigs } from "../../../shared/config/diff-configs.ts";
import { fail, type Finding, ok, warn } from "../finding.ts";

/** Whether the config in force is a good one, and the file's where one is given. */
export function judgeConfig(
  stored: StoredConfig,
  file: { readonly name: string; readonly config: Config } | null,
): readonly Finding[] {
  if (stored.problem !== null) {
    return [fail(`${stored.problem}.`, "Push a good one: denywatch config push")];
  }
  const inForce = stored.version === 0 ? "the defaults" : `version ${stored.version}`;
  if (file === null) return [ok(`The config in force is ${inForce}.`)];
  const changes = diffConfigs(stored.config, file.config);
  if (changes.length === 0) return [ok(`The config in force (${inForce}) equals ${file.name}.`)];
  const paths = changes.slice(0, 3).map(({ path }) => path);
  const more = changes.length > 3 ? ` and ${changes.length - 3} more` : "";
  return [
    warn(
      `The config in force (${inForce}) differs from ${file.name}: ${paths.join(", ")}${more}.`,
      `Look at it and push it: denywatch config diff ${file.name}; denywatch config push ${file.name}`,
    ),
  ];
}
