import type { KnownBlock } from "@slack/types";
import type { Denial, Principal } from "../../denial/denial.ts";
import type { BurstAlert } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { countServices } from "../burst/count-services.ts";
import { describeAccount } from "../describe-account.ts";
import { describePrincipal } from "../describe-principal.ts";
import { formatTime } from "../format-time.ts";
import { listServices } from "../burst/list-services.ts";
import { listSome } from "../list-some.ts";
import { fieldsBlock } from "./fields-block.ts";
import type { Field } from "./fields-block.ts";

/** Whose burst, where, since when, from where, and of which services. */
export function burstFactsBlock(alert: Omit<BurstAlert, "kind">): KnownBlock {
  const { principal, account, accountName, since } = alert;
  const denials = alert.denials.map(({ denial }) => denial);
  const start = formatTime(since, "seconds");
  const from = someSpans(denials, ({ sourceIpAddress }) => sourceIpAddress);
  const regions = someSpans(denials, ({ region }) => region);
  const services = listServices(countServices(denials));
  const fields: readonly (Field | null)[] = [
    { label: "Who", value: whoLines(principal, denials) },
    {
      label: "Account",
      value: `${describeAccount(accountName, account, null)}${regions === null ? "" : `\n${regions}`}`,
    },
    start === null ? null : { label: "Since", value: start },
    from === null ? null : { label: "From", value: from },
    services === null ? null : { label: "Services", value: services },
  ];
  return fieldsBlock(fields.filter((field) => field !== null));
}

/** A role that several persons or sessions share is no single one of them. */
function whoLines(principal: Principal, denials: readonly Denial[]): string {
  const people = distinct(denials.map((denial) => denial.principal.person));
  const sessions = distinct(denials.map((denial) => denial.principal.sessionName));
  if (people.length <= 1 && sessions.length <= 1) return describePrincipal(principal);
  const one = people.length === 1 ? principal.person : null;
  const who = describePrincipal({ ...principal, person: one, sessionName: null });
  const [names, noun] = people.length > 1 ? [people, "persons"] : [sessions, "sessions"];
  return `${who}\n${names.length} ${noun}: ${listSome(names, 3, (name) => codeSpan(name, 100))}`;
}

function someSpans(
  denials: readonly Denial[],
  valueOf: (denial: Denial) => string | null,
): string | null {
  const values = distinct(denials.map(valueOf));
  return values.length === 0 ? null : listSome(values, 4, (value) => codeSpan(value, 100));
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
