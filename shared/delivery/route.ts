import type { Denial, Severity } from "../denial/denial.ts";
import type { PolicyType } from "../denial/reason.ts";
import { deniedService } from "./denied-service.ts";
import { matchesGlob } from "./match-glob.ts";

/** Which denials go to which webhooks. All conditions that are given must match, each by one of its values. */
export interface Route {
  /** Names of webhooks, at least one. */
  readonly webhooks: readonly string[];
  readonly when: RouteConditions;
}

/** An absent field of a denial matches no condition. */
export interface RouteConditions {
  readonly accounts?: readonly string[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly policyTypes?: readonly PolicyType[] | undefined;
  /** Globs on the principal's key, its ARN in the message, its name or its session name. */
  readonly principals?: readonly string[] | undefined;
  /** Globs on the service's prefix in IAM. Case does not count. */
  readonly services?: readonly string[] | undefined;
}

/** The webhook of every denial that no route matches. */
export const defaultWebhook = "default";

/** The names of the webhooks that a denial goes to, by the first route that matches; the default one where none does. */
export function chooseWebhooks(denial: Denial, routes: readonly Route[]): readonly string[] {
  const webhooks = routes.find(({ when }) => matches(when, denial))?.webhooks ?? [];
  return webhooks.length === 0 ? [defaultWebhook] : [...new Set(webhooks)];
}

function matches(when: RouteConditions, denial: Denial): boolean {
  const { principal, reason, account, severity } = denial;
  const service = deniedService(denial);
  const names = [principal.key, principal.text, principal.name, principal.sessionName];
  return (
    Object.values(when).some((condition) => condition !== undefined) &&
    (when.accounts === undefined || (account !== null && when.accounts.includes(account))) &&
    (when.severities?.includes(severity) ?? true) &&
    (when.policyTypes?.includes(reason.policyType) ?? true) &&
    (when.principals?.some((glob) => names.some((n) => n !== null && matchesGlob(glob, n))) ??
      true) &&
    (when.services?.some((glob) => service !== null && matchesGlob(glob.toLowerCase(), service)) ??
      true)
  );
}
