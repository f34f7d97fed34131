import { DescribeParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";

/** A parameter's type; null where there is no such parameter. Its value is not read. */
export async function fetchParameterType(ssm: SSMClient, name: string): Promise<string | null> {
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({
      ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [name] }],
    }),
  );
  return Parameters.find(({ Name }) => Name === name)?.Type ?? null;
}
