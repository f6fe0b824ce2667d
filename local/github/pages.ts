// Pagination: `per_page`, `page`, and the Link header with the other pages.
import type { Answer, Call } from "./route.ts";

const MOST = 100;
const USUAL = 30;

/** One page of a list. Only the items on the page are rendered. */
export async function page<T>(
  call: Call<never>,
  items: T[],
  render: (item: T) => unknown,
  envelope: (rendered: unknown[], total: number) => unknown = (rendered) => rendered,
): Promise<Answer> {
  const perPage = Math.min(MOST, positive(call.query.get("per_page"), USUAL));
  const current = positive(call.query.get("page"), 1);
  const lastPage = Math.max(1, Math.ceil(items.length / perPage));
  const shown = items.slice((current - 1) * perPage, current * perPage);
  const rendered = await Promise.all(shown.map(render));
  const link = linkHeader(call.url, current, lastPage);
  return { status: 200, body: envelope(rendered, items.length), headers: link ? { link } : {} };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function linkHeader(url: string, current: number, lastPage: number): string {
  const links: string[] = [];
  const add = (rel: string, target: number) => {
    const address = new URL(url);
    address.searchParams.set("page", String(target));
    links.push(`<${address}>; rel="${rel}"`);
  };
  if (current > 1) add("prev", current - 1);
  if (current < lastPage) {
    add("next", current + 1);
    add("last", lastPage);
  }
  if (current > 1) add("first", 1);
  return links.join(", ");
}
