// Lines of one file, as measurements name them.
import { z } from "zod";

/** 1-based and inclusive. */
export const LineRange = z.object({ file: z.string(), from: z.int(), to: z.int() });
export type LineRange = z.infer<typeof LineRange>;
