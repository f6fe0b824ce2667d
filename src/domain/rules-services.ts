// A service that checks need: a program from an image, in a container beside the sandbox. From the repository's rules.
import { z } from "zod";

const Path = z.string().regex(/^\/[A-Za-z0-9._/-]{1,200}$/, "an absolute path");

export const Service = z.strictObject({
  /** It stays the same: a tag that is not `latest`, or a digest. */
  image: z
    .string()
    .regex(
      /^[a-z0-9][a-zA-Z0-9._/-]{0,150}(:\d{1,5}\/[a-zA-Z0-9._/-]{1,100})?(:(?!latest(@|$))[A-Za-z0-9._-]{1,120}|(:[A-Za-z0-9._-]{1,120})?@sha256:[0-9a-f]{64})$/,
      "an image with a tag other than latest, or with a digest",
    ),
  /** Where it listens, on the loopback that it shares with the sandbox. */
  port: z.int().min(1).max(65_535),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,60}$/), z.coerce.string().max(2000)).default({}),
  /** Instead of the image's own command. A word may be empty, as in `--save ""`. */
  command: z
    .array(z.string().max(2000))
    .min(1)
    .max(50)
    .refine(([program]) => program !== "", "begins with a program")
    .optional(),
  /** Run in the service by `/bin/sh -c`; it is ready once this ends with 0. Default: once something listens at the port. */
  ready: z.string().min(1).max(2000).optional(),
  /** How long that may take. */
  seconds: z.number().positive().max(600).default(60),
  /** A name that the image knows, never root. */
  user: z
    .string()
    .regex(/^(?!root$|0(:|$))[a-z0-9_][a-z0-9_-]{0,30}(:[a-z0-9_-]{1,31})?$/, "a user other than root")
    .optional(),
  /** Folders that it writes to, besides those that the image declares as volumes. */
  writable: z.array(Path).max(20).default([]),
});
export type Service = z.infer<typeof Service>;

export const MAX_SERVICES = 5;

export const Services = z
  .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "lower-case letters, digits and dashes"), Service)
  .refine((services) => Object.keys(services).length <= MAX_SERVICES, `${MAX_SERVICES} services at most`)
  .refine(
    (services) =>
      new Set(Object.values(services).map(({ port }) => port)).size === Object.keys(services).length,
    "services share one loopback: each needs a port of its own",
  );
export type Services = z.infer<typeof Services>;
