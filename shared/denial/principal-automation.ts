import { remember } from "../caching/remember.ts";
import type { UserIdentity } from "../cloudtrail/record.ts";
import {
  automationAgents,
  automationProviders,
  automationSessions,
  type SessionRule,
} from "./principal-automation-rules.ts";

/** By first character, so that a session name is held against few rules. */
const rulesByFirst = Map.groupBy(automationSessions, ({ start }) => start.charAt(0));

/** An ECS task's session is named by the task's id ("IAM roles for tasks" and the task's ARN have the same). */
const taskId = /^[0-9a-f]{32}$/;

/**
 * The automation behind a session, told by its identity provider, its user agent or its session name: "GitHub
 * Actions", "EC2 instance i-...". A hint and no proof: who starts a session chooses its name.
 */
export function automationOf(
  identity: UserIdentity,
  sessionName: string | null,
  userAgent: string | null,
): string | null {
  const provider =
    identity.identityProvider ?? identity.sessionContext?.webIdFederationData?.federatedProvider;
  const vouched = provider === undefined ? undefined : find(automationProviders, provider);
  if (vouched !== undefined) return vouched;
  const agent = userAgent === null ? undefined : systemOfAgent(userAgent);
  if (agent !== undefined) return agent.replace("{session}", () => sessionName ?? "").trimEnd();
  return sessionName === null ? null : bySession(sessionName);
}

const systemOfAgent = remember(500, (userAgent) => find(automationAgents, userAgent));

function find(
  table: readonly (readonly [part: string, system: string])[],
  text: string,
): string | undefined {
  for (const [part, system] of table) if (text.includes(part)) return system;
  return undefined;
}

function bySession(sessionName: string): string | null {
  const name = sessionName.toLowerCase();
  for (const rule of rulesByFirst.get(name.charAt(0)) ?? []) {
    if (!fits(rule, name)) continue;
    const rest = sessionName.slice(rule.start.length);
    return rule.system.replace(/\{(rest|session)\}/, (_, part) =>
      part === "rest" ? rest : sessionName,
    );
  }
  return taskId.test(name) ? `ECS task ${sessionName}` : null;
}

function fits({ start, whole, form }: SessionRule, name: string): boolean {
  if (!name.startsWith(start)) return false;
  if (whole === true && name !== start) return false;
  return form === undefined || form.test(name);
}
