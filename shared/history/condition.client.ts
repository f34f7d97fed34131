import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/** A condition that fails is an expected outcome: null. Every other failure is thrown. */
export async function unlessConditionFails<Answer>(
  answer: Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
