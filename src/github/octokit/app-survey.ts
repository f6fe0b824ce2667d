// What our credential reaches as a whole, and the deliveries that GitHub could not bring to us.
import type { AppSurvey, Survey } from "../survey.ts";
import type { Client } from "./client.ts";
import { expecting, Refusal } from "./refusal.ts";

const PER_PAGE = 100;
const MOST_PAGES = 5;

/** `octokit` speaks for the app itself. https://docs.github.com/rest/apps/webhooks */
export function octokitAppSurvey(octokit: Client, within: (installationId: number) => Survey): AppSurvey {
  return {
    async installations() {
      const all = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: PER_PAGE });
      return all.map(({ id, account, suspended_at, created_at, permissions }) => ({
        id,
        account: account !== null && "login" in account ? account.login : "",
        suspended: suspended_at !== null,
        createdAt: created_at,
        permissions: { ...permissions },
      }));
    },
    async deliveries(since) {
      const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, {
        per_page: PER_PAGE,
      });
      const seen = [];
      let count = 0;
      for await (const { data } of pages) {
        for (const { id, guid, event, action, delivered_at, status_code } of data) {
          const name = action === null ? event : `${event}.${action}`;
          seen.push({ id, guid, event: name, at: delivered_at, status: status_code });
        }
        count += 1;
        const oldest = seen.at(-1);
        if (count === MOST_PAGES || oldest === undefined || Date.parse(oldest.at) < Date.parse(since)) break;
      }
      return seen.filter(({ at }) => Date.parse(at) >= Date.parse(since));
    },
    redeliver: async (id) => {
      await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id });
    },
    async hook() {
      const answer = await expecting([404], () => octokit.rest.apps.getWebhookConfigForApp());
      if (answer instanceof Refusal) return null;
      const { url, secret } = answer.data;
      return { url: url ?? "", hasSecret: (secret ?? "") !== "" };
    },
    within,
  };
}
