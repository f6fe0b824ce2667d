// The port to signs. Nothing depends on them, so nobody fails where they cannot be given.
import type { Sign } from "./sign.ts";

export type SignGiver = {
  /** In the place of the sign of the same name. Never rejects: a sign that cannot be given is lost. */
  give(sign: Sign): Promise<void>;
  /** Gives it again and again until it is disposed of, or this process ends. */
  hold(sign: Sign): AsyncDisposable;
};

export type Signs = AsyncDisposable &
  SignGiver & {
    /** Those that have not faded, in no order. Left out: what a newer version gave and this one cannot read. */
    all(): Promise<Sign[]>;
  };
