// What somebody may see and do on the page. Pure.
import type { Asker } from "../domain/asker.ts";
import { identityOf, type Repository } from "../domain/repository.ts";
import { isTrusted } from "../domain/ticket.ts";
import type { Place } from "../github/people.ts";

export type Sight =
  /** Of the operator, who came by a link. */
  | { kind: "everything" }
  /** Of a person who signed in with GitHub. `places`: by what identifies their repository. */
  | { kind: "places"; login: string; seesMachine: boolean; places: ReadonlyMap<string, Place> };

export function sightOf(login: string, places: Place[], operators: string[]): Sight {
  const known = new Map(places.map((place) => [identityOf(place.repository), place]));
  const seesMachine = operators.some((each) => each.toLowerCase() === login.toLowerCase());
  return { kind: "places", login, seesMachine, places: known };
}

export function sees(sight: Sight, repository: Repository): boolean {
  return sight.kind === "everything" || sight.places.has(identityOf(repository));
}

/** Whether their comment on GitHub would be heard there. */
export function mayAct(sight: Sight, repository: Repository): boolean {
  if (sight.kind === "everything") return true;
  const place = sight.places.get(identityOf(repository));
  return place !== undefined && isTrusted(place.permission);
}

export function seesMachine(sight: Sight): boolean {
  return sight.kind === "everything" || sight.seesMachine;
}

export function askerOf(sight: Sight): Asker {
  return sight.kind === "everything" ? { kind: "operator" } : { kind: "person", login: sight.login };
}
