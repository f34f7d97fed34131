import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import type { DoctorClients } from "../doctor-clients.client.ts";
import type { FunctionFacts, FunctionRuns, MappingFacts } from "./function.ts";

const daySeconds = 86_400;
const hourSeconds = 3600;

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
  const hours = async (metric: string) => {
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Lambda",
        MetricName: metric,
        Dimensions: [{ Name: "FunctionName", Value: name }],
        StartTime: new Date(now.getTime() - daySeconds * 1000),
        EndTime: now,
        Period: hourSeconds,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.filter(({ Sum = 0 }) => Sum > 0);
  };
  const [invocations, errors, throttles] = await Promise.all([
    hours("Invocations"),
    hours("Errors"),
    hours("Throttles"),
  ]);
  const times = errors.map(({ Timestamp }) => Timestamp?.toISOString() ?? "").toSorted();
  return {
    invocations: total(invocations),
    errors: total(errors),
    throttles: total(throttles),
    lastErrorHour: times.at(-1)?.replace(/:\d\d\.\d+Z$/, "Z") || null,
  };
}

function total(points: readonly { readonly Sum?: number | undefined }[]): number {
  return points.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** What takes batches from a queue to the function; null where there is none of the id. */
export async function fetchMapping(
  { lambda }: DoctorClients,
  id: string,
): Promise<MappingFacts | null> {
  try {
    const facts = await lambda.send(new GetEventSourceMappingCommand({ UUID: id }));
    return { state: facts.State ?? "", lastResult: facts.LastProcessingResult ?? null };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
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
