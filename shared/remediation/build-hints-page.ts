import type { Fixer } from "./advice.ts";
import { awsDocs } from "./aws-docs.ts";
import { hintCatalogue } from "./hint-catalogue.ts";
import type { HintCondition, HintEntry } from "./hint-entry.ts";
import { policyTypeNames } from "./policy-type-names.ts";

const fixerNames: Readonly<Record<Fixer, string>> = {
  "account-admin": "the account's administrator",
  "resource-owner": "the resource's owner",
  "organization-admin": "the organization's administrator",
  "endpoint-owner": "the VPC endpoint's owner",
  caller: "the caller",
  "security-team": "the security team",
};

const introduction = `# Hints

What Denywatch tells about a denial, situation by situation. This page is generated from the catalogue in
\`shared/remediation\`: run \`node docs/generate-hints.mjs\` after a change there.

Words in braces are filled in from the denial; a line that names something unknown is left out. Of lines joined by
"or else" only the first is told whose words are all known. The hints of one denial are told most specific first.
`;

/** The catalogue as a page of Markdown, for `docs/hints.md`. */
export function buildHintsPage(): string {
  const themes = hintCatalogue.map(
    ({ theme, hints }) => `## ${theme}\n\n${hints.map(buildEntry).join("\n")}`,
  );
  return [introduction, ...themes].join("\n");
}

function buildEntry(entry: HintEntry): string {
  const steps = entry.steps.map(
    (step, index) =>
      `${index + 1}. ${typeof step === "string" ? prose(step) : step.map(prose).join(" Or else: ")}`,
  );
  const links = entry.docs.map((doc) => `[${prose(awsDocs[doc].label)}](${awsDocs[doc].url})`);
  const lines = [
    `### ${entry.id}`,
    prose(entry.text),
    `- When: ${describeCondition(entry.when)}`,
    `- Who can fix it: ${entry.fixers.map((fixer) => fixerNames[fixer]).join(", ")}`,
    ...(entry.grant === undefined
      ? []
      : [
          `- Suggests a statement for the ${policyTypeNames[entry.grant]}, where one can be verified`,
        ]),
    ...(entry.warning === null ? [] : [`- When not to grant: ${prose(entry.warning)}`]),
    `- AWS documentation: ${links.join(", ")}`,
  ];
  const [heading = "", text = "", ...facts] = lines;
  const command = entry.command === undefined ? "" : `\n\`\`\`sh\n${entry.command}\n\`\`\`\n`;
  return `${heading}\n\n${text}\n\n${facts.join("\n")}\n\n${steps.join("\n")}\n${command}`;
}

function describeCondition(when: HintCondition): string {
  const parts = [
    describeCause(when.notPolicy),
    describeList("deny type", when.denyType),
    describeList("policy type", when.policyType),
    describeList("action", when.actions),
    describeList("service", when.services),
    describeList("trait", when.traits, " and "),
    describeList("without trait", when.without),
  ].filter((part) => part !== null);
  return parts.length === 0 ? "no other hint fits" : parts.join("; ");
}

function describeCause(cause: HintCondition["notPolicy"]): string | null {
  return cause === undefined || cause === "none" ? null : `cause ${cause.join(" or ")}`;
}

function describeList(
  label: string,
  values: readonly string[] | undefined,
  joint = " or ",
): string | null {
  return values === undefined ? null : `${label} ${values.join(joint)}`;
}

function prose(text: string): string {
  return text.replace(/[*_]/g, "\\$&");
}
