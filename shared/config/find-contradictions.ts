import { benignEntries } from "../delivery/benign/benign-catalogue.ts";
import type { ConfigPath } from "./config-path.ts";
import { formatConfigPath } from "./config-path.ts";
import type { Config } from "./config-schema.ts";

/** Something that is wrong only in view of another part of the config, or of the catalogue. */
export interface Contradiction {
  readonly path: ConfigPath;
  readonly message: string;
}

/** What a schema cannot see: names that nothing has, and ids that two mutes have. */
export function findContradictions(config: Config): readonly Contradiction[] {
  return [
    ...findUnknownWebhooks(config),
    ...findSameMutes(config),
    ...findUnknownBenign(config, "disable"),
    ...findUnknownBenign(config, "enable"),
  ];
}

function findUnknownWebhooks({ routes, webhooks }: Config): readonly Contradiction[] {
  const known = Object.keys(webhooks);
  return routes.flatMap(({ webhooks: names }, route) =>
    names.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            {
              path: ["routes", route, "webhooks", index],
              message: `is no webhook; known are ${known.join(", ")}`,
            },
          ],
    ),
  );
}

function findSameMutes({ mutes }: Config): readonly Contradiction[] {
  return mutes.flatMap(({ id }, index) => {
    const first = mutes.findIndex((mute) => mute.id === id);
    return first === index
      ? []
      : [
          {
            path: ["mutes", index],
            message: `has the id, or without one the conditions, of ${formatConfigPath(["mutes", first])}; change or remove one`,
          },
        ];
  });
}

function findUnknownBenign(
  { benign }: Config,
  list: "disable" | "enable",
): readonly Contradiction[] {
  const known = benignEntries
    .filter(({ onByDefault }) => onByDefault === (list === "disable"))
    .map(({ id }) => id);
  return benign[list].flatMap((id, index) =>
    benignEntries.some((entry) => entry.id === id)
      ? []
      : [
          {
            path: ["benign", list, index],
            message: `is no entry of the benign catalogue; to ${list} there are ${known.join(", ")}`,
          },
        ],
  );
}
