import { benignCatalogue, benignCatalogueVersion } from "./benign-catalogue.ts";
import type { BenignConditions, BenignEntry } from "./benign-entry.ts";

const introduction = `# Benign denials

Denials that are nobody's problem: counted, reported in the digest, and not alerted. Version ${benignCatalogueVersion} of the catalogue.
This page is generated from \`shared/delivery/benign\`: run \`node docs/generate-benign.mjs\` after a change there.

An entry that is on is switched off by its id, and one that is off is switched on:

\`\`\`json
{ "benign": { "disable": ["config-recorder"], "enable": ["scanner-prowler"] } }
\`\`\`

Calls that change something are told whoever makes them, unless an entry names the very call. Nothing that is on by
default rests on what a caller may choose, such as a session name, but for the user agent of a console: there the calls
are named one by one, and each only reads.
`;

const conditionNames: Readonly<Record<keyof BenignConditions, string>> = {
  serviceLinkedRolesOf: "service-linked role of",
  roleNames: "role",
  invokedBy: "called by",
  identityTypes: "identity type",
  clients: "client",
  userAgents: "user agent",
  actions: "action",
  resources: "resource",
  messages: "message",
  readOnly: "read-only",
};

/** The catalogue as a page of Markdown, for `docs/benign.md`. */
export function buildBenignPage(): string {
  const themes = benignCatalogue.map(
    ({ theme, entries }) => `## ${theme}\n\n${entries.map(buildEntry).join("\n")}`,
  );
  return [introduction, ...themes].join("\n");
}

function buildEntry({ id, title, evidence, sources, onByDefault, matches }: BenignEntry): string {
  return [
    `### ${id}`,
    "",
    `${title}. ${onByDefault ? "On" : "Off"} by default.`,
    "",
    evidence,
    "",
    ...matches.map((when) => `- When: ${describeConditions(when)}`),
    ...sources.map((source) => `- Source: [${source.title}](${source.url})`),
    "",
  ].join("\n");
}

function describeConditions(when: BenignConditions): string {
  return Object.entries(when)
    .map(([name, values]: [string, true | readonly string[]]) => {
      const label = conditionNames[name as keyof BenignConditions];
      return values === true
        ? label
        : `${label} ${values.map((value) => `\`${value}\``).join(" or ")}`;
    })
    .join("; ");
}
