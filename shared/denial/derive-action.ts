import { actionExceptions } from "./action-exceptions.ts";
import { serviceLabel } from "./service-name.ts";
import { servicePrefixes } from "./service-prefixes.ts";

/** Lambda's and CloudFront's event names carry their API's date: `CreateFunction20150331v2`, `CreateDistribution2020_05_31`. */
const apiDate = /20\d\d_?[01]\d_?[0-3]\d(?:v\d)?$/;

/**
 * The IAM action that a call needs, told from its event source and name: `s3:ListBucket` for `ListObjectsV2`. Null
 * where either is empty. A call that the exceptions do not name is taken for an action of its own name.
 */
export function deriveAction(eventSource: string, eventName: string): string | null {
  const prefix = iamPrefixOf(eventSource);
  const name = eventName.replace(apiDate, "");
  if (prefix === "" || name === "") return null;
  const action = actionOf(prefix, name);
  return action.includes(":") ? action : `${prefix}:${action}`;
}

/** The IAM prefix of an event source: `cloudwatch` for `monitoring.amazonaws.com`. */
export function iamPrefixOf(eventSource: string): string {
  const label = serviceLabel(eventSource);
  const known = servicePrefixes.get(label);
  if (known !== undefined) return known;
  const last = label.slice(label.lastIndexOf(".") + 1);
  return servicePrefixes.get(last) ?? last;
}

function actionOf(prefix: string, name: string): string {
  const exceptions = actionExceptions.get(prefix);
  if (exceptions === undefined) return name;
  const { names = {}, verbs = [] } = exceptions;
  // An event's name may be anything: "constructor" must not find Object's own.
  if (Object.hasOwn(names, name)) return names[name] ?? name;
  return verbs.find(([start]) => name.startsWith(start))?.[1] ?? name;
}
