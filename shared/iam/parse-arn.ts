/** The six parts of an ARN ("Amazon Resource Names (ARNs)", AWS General Reference); region and account may be empty. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN, or null where the text has not six of them. The parts are as they stand: nothing is checked. */
export function parseArn(text: string): Arn | null {
  if (!text.startsWith("arn:")) return null;
  const partition = text.indexOf(":", 4);
  const service = partition === -1 ? -1 : text.indexOf(":", partition + 1);
  const region = service === -1 ? -1 : text.indexOf(":", service + 1);
  const account = region === -1 ? -1 : text.indexOf(":", region + 1);
  if (account === -1) return null;
  return {
    partition: text.slice(4, partition),
    service: text.slice(partition + 1, service),
    region: text.slice(service + 1, region),
    account: text.slice(region + 1, account),
    resource: text.slice(account + 1),
  };
}
