import type { BenignConditions, BenignEntry } from "./benign-entry.ts";

/** A scanner's role by its usual name, in any account. Anybody who may create roles may take that name. */
function readsOfRole(...names: readonly string[]): BenignConditions {
  return { roleNames: names, readOnly: true };
}

const missed =
  "Off by default: the name is anybody's to take. Switch it on where you run the scanner.";

/** Security scanners, which ask for everything and are refused some of it. All off unless a config switches them on. */
export const securityScanners: readonly BenignEntry[] = [
  {
    id: "scanner-prowler",
    title: "Prowler",
    evidence: `Prowler adds its partner id to the user agent and calls its role ProwlerScan. ${missed}`,
    sources: [
      {
        title: "prowler-cloud/prowler: providers/aws/config.py",
        url: "https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/config.py",
      },
    ],
    onByDefault: false,
    matches: [{ userAgents: ["*APN_1826889*"], readOnly: true }, readsOfRole("ProwlerScan")],
  },
  {
    id: "scanner-scout-suite",
    title: "Scout Suite",
    evidence: `Scout Suite names itself in the user agent. ${missed}`,
    sources: [
      {
        title: "nccgroup/ScoutSuite: ScoutSuite/utils.py",
        url: "https://github.com/nccgroup/ScoutSuite/blob/master/ScoutSuite/utils.py",
      },
    ],
    onByDefault: false,
    matches: [{ userAgents: ["*Scout Suite/*"], readOnly: true }],
  },
  {
    id: "scanner-wiz",
    title: "Wiz",
    evidence: `Public deployment templates call the role of Wiz's connector WizAccess-Role. ${missed}`,
    sources: [],
    onByDefault: false,
    matches: [readsOfRole("WizAccess-Role")],
  },
  {
    id: "scanner-orca",
    title: "Orca Security",
    evidence: `Public deployment templates call Orca's role OrcaSecurityRole. ${missed}`,
    sources: [],
    onByDefault: false,
    matches: [readsOfRole("OrcaSecurityRole")],
  },
  {
    id: "scanner-prisma-cloud",
    title: "Prisma Cloud",
    evidence: `Public deployment templates call Prisma Cloud's role PrismaCloudReadOnlyRole, with a suffix where there are several. ${missed}`,
    sources: [],
    onByDefault: false,
    matches: [readsOfRole("PrismaCloudReadOnlyRole*")],
  },
  {
    id: "scanner-lacework",
    title: "Lacework",
    evidence: `Lacework's Terraform module calls its role lw-iam- and eight hexadecimal digits. ${missed}`,
    sources: [
      {
        title: "lacework/terraform-aws-iam-role: main.tf",
        url: "https://github.com/lacework/terraform-aws-iam-role/blob/main/main.tf",
      },
    ],
    onByDefault: false,
    matches: [readsOfRole("lw-iam-????????")],
  },
  {
    id: "scanner-vanta",
    title: "Vanta",
    evidence: `Vanta's instructions call its role vanta-auditor. ${missed}`,
    sources: [
      {
        title: "Cloud Posse reference architecture: vanta",
        url: "https://docs.cloudposse.com/components/library/aws/vanta/",
      },
    ],
    onByDefault: false,
    matches: [readsOfRole("vanta-auditor")],
  },
  {
    id: "scanner-drata",
    title: "Drata",
    evidence: `Drata's Terraform module calls its role DrataAutopilotRole. ${missed}`,
    sources: [
      {
        title: "drata/terraform-aws-drata-autopilot-role",
        url: "https://github.com/drata/terraform-aws-drata-autopilot-role",
      },
    ],
    onByDefault: false,
    matches: [readsOfRole("DrataAutopilotRole")],
  },
];
