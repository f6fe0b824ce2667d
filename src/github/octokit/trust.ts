// Whether a login is trusted now, asked once per person within one reading.
import type { Repository } from "../../domain/repository.ts";
import { isTrusted } from "../../domain/ticket.ts";
import type { Access } from "../github.ts";
import { type Installation, isOurs } from "./installation.ts";

export type Trust = (login: string) => Promise<boolean>;

/** Everyone beyond this many people is a stranger: a crowd must not use up the installation's requests. */
export const MAX_PEOPLE = 100;

export function liveTrust(access: Access, repository: Repository): Trust {
  const known = new Map<string, Promise<boolean>>();
  return (login) => {
    const answer = known.get(login) ?? ask(login);
    if (answer === null) return Promise.resolve(false);
    known.set(login, answer);
    return answer;
  };

  function ask(login: string): Promise<boolean> | null {
    if (known.size >= MAX_PEOPLE) return null;
    return access.permission(repository, login).then(isTrusted);
  }
}

type Account = { login: string; type: string } | null;

/** Whether what an account says is heard: a trusted person, or a bot that is named. */
export function hearing(installation: Installation, hear: readonly string[], trust: Trust) {
  return async (account: Account): Promise<boolean> => {
    if (account?.type !== "Bot") return trust(account?.login ?? "ghost");
    return !isOurs(installation, account) && hear.includes(account.login);
  };
}
