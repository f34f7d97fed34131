import type { Denial } from "../denial/denial.ts";
import { boundText } from "./bound-text.ts";
import type { OutgoingEvent } from "./event-schema.ts";

/** A burst that is told as one from now on, or that is over. `denial` is any of it; `since` is epoch milliseconds. */
export function buildBurstEvent(
  detailType: "Denial Burst Opened" | "Denial Burst Closed",
  channel: string,
  denial: Pick<Denial, "account" | "principal">,
  burst: { readonly since: number; readonly named: number },
): OutgoingEvent {
  const since = new Date(burst.since).toISOString();
  const principalKey = boundText(denial.principal.key);
  const verb = detailType === "Denial Burst Opened" ? "opened" : "closed";
  return {
    detailType,
    detail: {
      version: 1,
      id: `burst-${verb}/${channel}/${principalKey}/${since}`,
      account: denial.account === null ? null : boundText(denial.account),
      principalKey,
      channel,
      since,
      denials: burst.named,
    },
  };
}
