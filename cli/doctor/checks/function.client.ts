import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import type { DoctorClients } from "../doctor-clients.client.ts";
import type { FunctionFacts, FunctionRuns } from "./function.ts";

const daySeconds = 86_400;

/** The function's state; null where there is none of the name. */
export async function fetchFunction(
  { lambda }: DoctorClients,
  name: string,
): Promise<FunctionFacts | null> {
  try {
    const facts = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    return {
      state: facts.State ?? "",
      lastUpdate: facts.LastUpdateStatus ?? "",
      reason: facts.LastUpdateStatusReason ?? facts.StateReason ?? null,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

/** What the function did in the day before `now`. */
export async function fetchRuns(
  { cloudWatch }: DoctorClients,
  name: string,
  now: Date,
): Promise<FunctionRuns> {
  const sum = async (metric: string): Promise<number> => {
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Lambda",
        MetricName: metric,
        Dimensions: [{ Name: "FunctionName", Value: name }],
        StartTime: new Date(now.getTime() - daySeconds * 1000),
        EndTime: now,
        Period: daySeconds,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
  };
  const [invocations, errors, throttles] = await Promise.all([
    sum("Invocations"),
    sum("Errors"),
    sum("Throttles"),
  ]);
  return { invocations, errors, throttles };
}

/** The function's policy as JSON text; null where it has none. */
export async function fetchPolicy({ lambda }: DoctorClients, name: string): Promise<string | null> {
  try {
    return (await lambda.send(new GetPolicyCommand({ FunctionName: name }))).Policy ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
