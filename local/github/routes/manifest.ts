// The last step of registering an app from a manifest: its code becomes its key.
import { notFound } from "../errors.ts";
import { appPayload, userPayload } from "../payload/account.ts";
import { convert } from "../registration.ts";
import { created, open, type Route } from "../route.ts";

export const manifestRoutes: Route[] = [
  // https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
  open("POST", "/app-manifests/{code}/conversions", ({ hub, param }) => {
    const converted = convert(hub, param("code"));
    if (converted === null) throw notFound();
    const { owner, ...secrets } = converted;
    return created({ ...appPayload(hub), owner: userPayload(hub, owner), ...secrets });
  }),
];
