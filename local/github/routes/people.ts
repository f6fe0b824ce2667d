// Who a person is that signed in, and which repositories of which installations they and the app both reach.
import { z } from "zod";
import { explicitRole } from "../auth.ts";
import { notFound } from "../errors.ts";
import type { Hub } from "../hub.ts";
import { page } from "../pages.ts";
import { installationPayload, publicUserPayload } from "../payload/account.ts";
import { repositoryPayload } from "../payload/repository.ts";
import { asClient, asUser, noContent, ok, type Route } from "../route.ts";
import type { Repository } from "../state.ts";
import { powers } from "./repositories.ts";

const Revoked = z.object({ access_token: z.string() });

export const peopleRoutes: Route[] = [
  asUser("GET", "/user", ({ hub, actor }) => ok(publicUserPayload(hub, actor.login))),

  // Access that everybody has to a public repository is not explicit:
  // https://docs.github.com/en/rest/apps/installations#list-app-installations-accessible-to-the-user-access-token
  asUser("GET", "/user/installations", (call) => {
    const { hub, actor } = call;
    const mine = [...hub.state.installations].filter(([, id]) => reached(hub, id, actor.login).length > 0);
    return page(
      call,
      mine,
      ([login, id]) => installationPayload(hub, login, id),
      (installations, total) => ({ total_count: total, installations }),
    );
  }),

  asUser("GET", "/user/installations/{installation_id}/repositories", (call) => {
    const { hub, actor } = call;
    const mine = reached(hub, call.number("installation_id"), actor.login);
    if (mine.length === 0) throw notFound();
    return page(
      call,
      mine,
      (each) => ({
        ...repositoryPayload(hub, each),
        permissions: powers(explicitRole(each, actor.login)),
      }),
      (repositories, total) => ({ total_count: total, repository_selection: "selected", repositories }),
    );
  }),

  asClient("DELETE", "/applications/{client_id}/token", (call) => {
    const { access_token: secret } = call.read(Revoked);
    call.hub.state.signedIn.tokens.delete(secret);
    return noContent();
  }),
];

function reached({ state }: Hub, installation: number, login: string): Repository[] {
  return state.repositories.filter(
    (each) =>
      each.installed &&
      state.installations.get(each.owner.toLowerCase()) === installation &&
      explicitRole(each, login) !== "none",
  );
}
