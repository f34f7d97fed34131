import type { DeliveryServices } from "./delivery-services.ts";
import type { NotTold } from "./message-outcome.ts";

/**
 * Waits for a turn that was reserved at `at`, epoch milliseconds. Null where it is ours then; not where, in the meantime,
 * another function met a `Retry-After` or a webhook that fails.
 */
export async function awaitTurn(
  channel: string,
  at: number,
  { channels, now, sleep }: Pick<DeliveryServices, "channels" | "now" | "sleep">,
): Promise<NotTold | null> {
  const wait = at - now().getTime();
  if (wait <= 0) return null;
  await sleep(wait);
  const { heldUntil = 0 } = await channels.read(channel);
  if (heldUntil <= now().getTime()) return null;
  return { kind: "not-told", dueMilliseconds: heldUntil, reason: "the channel is held back" };
}
