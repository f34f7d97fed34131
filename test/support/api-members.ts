import { readdirSync, readFileSync } from "node:fs";

/**
 * The members of an API's requests, by the types of its AWS SDK client (`sqs` of `@aws-sdk/client-sqs`), spelled as
 * CloudTrail spells request parameters: their first letter in lower case.
 */
export function apiMembers(client: string): ReadonlySet<string> {
  const folder = new URL(
    `../../node_modules/@aws-sdk/client-${client}/dist-types/models/`,
    import.meta.url,
  );
  const members = new Set<string>();
  for (const file of readdirSync(folder).filter((name) => /^models_\d+\.d\.ts$/.test(name))) {
    const text = readFileSync(new URL(file, folder), "utf8");
    for (const [, body = ""] of text.matchAll(
      /^export interface \w+(?:Request|Input) \{\n([^]*?)^\}/gm,
    )) {
      for (const [, name = ""] of body.matchAll(/^ {4}(\w+)\??: /gm)) {
        members.add(name.charAt(0).toLowerCase() + name.slice(1));
      }
    }
  }
  return members;
}
