// Whether a login is trusted now, asked once per person within one reading.
import type { Repository } from "../../domain/repository.ts";
import { isTrusted } from "../../domain/ticket.ts";
import type { Access } from "../github.ts";

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
