import { z } from "zod";

/**
 * The section that only a deployment reads: where and how the stacks are deployed. The functions carry it along and look
 * at nothing in it, so it is open here; the stacks check it when they are synthesized.
 */
export const deploySchema = z.looseObject({});
