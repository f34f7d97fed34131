import type { Denial } from "../../denial/denial.ts";
import { matchesGlob } from "../match-glob.ts";
import { benignEntries } from "./benign-catalogue.ts";
import type { BenignConditions, BenignEntry } from "./benign-entry.ts";

/** Ids of entries that a config switches off, and of entries that it switches on. An unknown id does nothing. */
export interface BenignSettings {
  readonly disable: readonly string[];
  readonly enable: readonly string[];
}

/** The first entry of the catalogue that is on and matches, or null. Off wins where an id is in both lists. */
export function findBenign(denial: Denial, settings: BenignSettings): BenignEntry | null {
  return (
    benignEntries.find(
      (entry) => isOn(entry, settings) && entry.matches.some((when) => matches(when, denial)),
    ) ?? null
  );
}

/** The catalogue's entries that are on. */
export function benignEntriesOn(settings: BenignSettings): readonly BenignEntry[] {
  return benignEntries.filter((entry) => isOn(entry, settings));
}

function isOn({ id, onByDefault }: BenignEntry, { disable, enable }: BenignSettings): boolean {
  return !disable.includes(id) && (onByDefault || enable.includes(id));
}

function matches(when: BenignConditions, denial: Denial): boolean {
  const { principal, action, resource } = denial;
  const role = readRole(principal.key);
  const actionName = action.iamAction?.toLowerCase() ?? null;
  return (
    (when.readOnly === undefined || denial.readOnly === true) &&
    (when.identityTypes?.includes(principal.type) ?? true) &&
    (when.clients?.includes(principal.client) ?? true) &&
    fitsGlob(when.invokedBy, principal.invokedBy) &&
    fitsGlob(when.serviceLinkedRolesOf, role?.linkedService ?? null) &&
    fitsGlob(when.roleNames, role?.name ?? null) &&
    fitsGlob(
      when.actions?.map((name) => name.toLowerCase()),
      actionName,
    ) &&
    fitsGlob(when.resources, resource.text) &&
    fitsGlob(when.userAgents, denial.userAgent) &&
    fitsGlob(when.messages, denial.errorMessage)
  );
}

function fitsGlob(globs: readonly string[] | undefined, text: string | null): boolean {
  return globs === undefined || (text !== null && globs.some((glob) => matchesGlob(glob, text)));
}

interface Role {
  readonly name: string;
  /** Whose service-linked role it is; null for any other role. */
  readonly linkedService: string | null;
}

/** Read from the front: the path of a user or a role may hold colons, and imitate another ARN. */
function readRole(key: string): Role | null {
  const [, path = "", name] = /^arn:[^:]+:iam::\d{12}:role\/(.*\/)?([^/]+)$/.exec(key) ?? [];
  if (name === undefined) return null;
  const [, linkedService = null] = /^aws-service-role\/([^/]+)\/$/.exec(path) ?? [];
  return { name, linkedService };
}
