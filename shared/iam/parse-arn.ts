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
  const ends: number[] = [];
  let from = 4;
  while (ends.length < 4) {
    const end = text.indexOf(":", from);
    if (end === -1) return null;
    ends.push(end);
    from = end + 1;
  }
  const [partition = 0, service = 0, region = 0, account = 0] = ends;
  return {
    partition: text.slice(4, partition),
    service: text.slice(partition + 1, service),
    region: text.slice(service + 1, region),
    account: text.slice(region + 1, account),
    resource: text.slice(account + 1),
  };
}
