// Who asked for something: a person, one of our own machines, or the operator, at a terminal or on the page.
import { z } from "zod";

const Person = z.object({ kind: z.literal("person"), login: z.string() });
/** Something of ours that watches, such as a sweep; named for what it watches. */
const Machine = z.object({ kind: z.literal("machine"), name: z.string() });
/** Whoever runs Issuewright, and did not come through GitHub: has no login. */
const Operator = z.object({ kind: z.literal("operator") });

export const Asker = z.discriminatedUnion("kind", [Person, Machine, Operator]);
export type Asker = z.infer<typeof Asker>;
