// Making the App: what was wished for, the code that GitHub gave, and the key, each kept before the next step.
import { causeOf } from "../../domain/errors.ts";
import type { Cause } from "../../domain/fault.ts";
import { convert } from "../../github/conversion.ts";
import type { AppFiles, AppWish, KeptApp } from "../../kept-app.ts";
import { isSame } from "../session/secret.ts";

export type Stage =
  | { kind: "nothing" }
  /** The browser is to be sent to GitHub. */
  | { kind: "wished"; wish: AppWish }
  /** GitHub made the App, and its key is not here yet. */
  | { kind: "made-there"; wish: AppWish; fault: Fault | null }
  | { kind: "made"; app: KeptApp };

export type Fault =
  | { kind: "refused"; status: number; githubSaid: string }
  | { kind: "away"; programSaid: string }
  | { kind: "not-kept"; cause: Cause };

export type Making = {
  stage(): Promise<Stage>;
  /** Rejects where the wish cannot be kept: then the key could not be kept, either. */
  begin(wish: AppWish): Promise<void>;
  /** GitHub sends the browser back. False: not for what was wished for here. */
  comeBack(state: string, code: string): Promise<boolean>;
  /** Gets and keeps the key, as far as that is still to be done. */
  goOn(): Promise<void>;
  startOver(): Promise<void>;
};

export function makingIn(files: AppFiles): Making {
  let fault: Fault | null = null;
  /** What GitHub answered and could not be kept. It says it once. */
  let answer: string | null = null;

  async function goOn(): Promise<void> {
    const [gone] = await Promise.allSettled([toTheEnd()]);
    fault = gone.status === "fulfilled" ? gone.value : { kind: "not-kept", cause: causeOf(gone.reason) };
  }

  async function toTheEnd(): Promise<Fault | null> {
    const wish = files.wish();
    if ((await files.app()) !== null || wish === null || wish.code === null) return null;
    if (answer === null) {
      const converted = await convert(wish.apiUrl, wish.code);
      if (converted.kind !== "answered") return converted;
      answer = converted.text;
    }
    await files.receive(answer);
    answer = null;
    await files.app();
    return null;
  }

  async function startOver(): Promise<void> {
    fault = null;
    answer = null;
    await files.dropWish();
  }

  return {
    async stage() {
      const [app] = await Promise.allSettled([files.app()]);
      const wish = files.wish();
      if (app.status === "fulfilled" && app.value !== null) return { kind: "made", app: app.value };
      if (app.status === "rejected" && wish === null) throw app.reason;
      if (wish === null) return { kind: "nothing" };
      if (app.status === "rejected")
        return { kind: "made-there", wish, fault: { kind: "not-kept", cause: causeOf(app.reason) } };
      return wish.code === null ? { kind: "wished", wish } : { kind: "made-there", wish, fault };
    },
    async begin(wish) {
      await startOver();
      await files.keepWish(wish);
    },
    async comeBack(state, code) {
      const wish = files.wish();
      if (wish === null || !isSame(wish.state, state)) return false;
      // The code is good once, so whoever comes back again only goes on.
      if (wish.code === null) await files.keepWish({ ...wish, code });
      await goOn();
      return true;
    },
    goOn,
    startOver,
  };
}
