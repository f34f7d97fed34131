import type { BurstClosedAlert } from "../alert.ts";
import { codeSpan } from "../code-span.ts";
import { listSome } from "../list-some.ts";

/** Services and their denials in mrkdwn of at most 700 characters: "`s3` (80), `ec2` (40) and 3 more"; null for none. */
export function listServices(services: BurstClosedAlert["services"]): string | null {
  return services.length === 0
    ? null
    : listSome(services, 8, ({ service, fingerprints }) => {
        const count = fingerprints === 1 ? "" : ` (${fingerprints.toLocaleString("en-US")})`;
        return `${codeSpan(service, 60)}${count}`;
      });
}
