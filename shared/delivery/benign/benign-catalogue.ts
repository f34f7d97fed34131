import { awsServices } from "./aws-services.ts";
import type { BenignEntry } from "./benign-entry.ts";
import { consoleCalls } from "./console-calls.ts";
import { securityScanners } from "./security-scanners.ts";

/** Grows with each change of what the catalogue hides, so that a digest can say by which one. */
export const benignCatalogueVersion = 1;

/** The denials that are known to be nobody's problem, by theme. Docs are generated from it. */
export const benignCatalogue: readonly {
  readonly theme: string;
  readonly entries: readonly BenignEntry[];
}[] = [
  { theme: "AWS services that survey an account", entries: awsServices },
  { theme: "Calls that a console makes by itself", entries: consoleCalls },
  { theme: "Security scanners", entries: securityScanners },
];

/** All entries in the order in which they are tried. */
export const benignEntries: readonly BenignEntry[] = benignCatalogue.flatMap(
  ({ entries }) => entries,
);
