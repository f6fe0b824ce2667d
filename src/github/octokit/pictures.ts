// Pictures of issues, comments and reviews: GitHub is asked where they are, and they are read there without our credentials.
import { z } from "zod";
import type { PictureFault, PictureLink } from "../../domain/picture.ts";
import type { IssueRef } from "../../domain/repository.ts";
import type { PictureSource } from "../picture-source.ts";
import { type Read, takePictures } from "../take-pictures.ts";
import { at, type Installation } from "./installation.ts";
import { type PicturePlace, placeOf, signedIn } from "./picture-hosts.ts";

const TIMEOUT_MS = 20_000;

export function octokitPictures(installation: Installation): PictureSource {
  return {
    fetch: async (issue, pull, links, signal) => {
      const { serverUrl } = installation;
      const { repository } = issue;
      const texts = renderedTexts(installation, { issue, pull });
      const read = async (link: PictureLink, mostBytes: number): Promise<Read> => {
        signal.throwIfAborted();
        const place = placeOf(link.address, { serverUrl, repository });
        if (place.kind === "elsewhere") return notRead(place);
        const bounds = { mostBytes, signal };
        if (place.kind === "file") return readFile(installation, issue, { ...place, ...bounds });
        const address =
          place.kind === "public" ? place.address : await signedAddress(place, await texts(link));
        return address === null ? notRead({ kind: "no-address" }) : readAddress(address, bounds);
      };
      return takePictures(links, (link, mostBytes) => orAway(() => read(link, mostBytes), signal));
    },
  };

  function signedAddress({ id, address }: Extract<PicturePlace, { kind: "attachment" }>, html: string) {
    return signedIn(html, installation.serverUrl).get(id) ?? address;
  }
}

function notRead(because: PictureFault): Read {
  return { kind: "not-read", because };
}

/** A picture is never a reason to end a run. */
async function orAway(read: () => Promise<Read>, signal: AbortSignal): Promise<Read> {
  const [answer] = await Promise.allSettled([read()]);
  signal.throwIfAborted();
  return answer.status === "fulfilled" ? answer.value : notRead({ kind: "not-answered", status: null });
}

const Rendered = z.object({ body_html: z.string().nullish() });

/** What GitHub makes of each text, asked for once: its addresses hold for five minutes. */
function renderedTexts(
  installation: Installation,
  { issue, pull }: { issue: IssueRef; pull: number | null },
) {
  const { rest } = installation.octokit("read-issue");
  const asked = new Map<string, Promise<string>>();
  const whole = { ...at(issue.repository), mediaType: { format: "full" } };
  const ask = ({ in: place }: PictureLink) => {
    switch (place.kind) {
      case "issue":
        return rest.issues.get({ ...whole, issue_number: issue.number });
      case "comment":
        return rest.issues.getComment({ ...whole, comment_id: place.id });
      case "review-comment":
        return rest.pulls.getReviewComment({ ...whole, comment_id: place.id });
      case "review":
        return rest.pulls.getReview({ ...whole, pull_number: pull ?? issue.number, review_id: place.id });
      default:
        return place satisfies never;
    }
  };
  return (link: PictureLink): Promise<string> => {
    const key = JSON.stringify(link.in);
    const html = asked.get(key) ?? ask(link).then(({ data }) => Rendered.parse(data).body_html ?? "");
    asked.set(key, html);
    return html;
  };
}

type Bounds = { mostBytes: number; signal: AbortSignal };

async function readAddress(address: string, bounds: Bounds): Promise<Read> {
  const signal = AbortSignal.any([bounds.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(address, { redirect: "manual", signal });
  const { status } = response;
  if (status >= 300 && status < 400) return notRead({ kind: "redirected" });
  if (status !== 200) return notRead({ kind: "not-answered", status });
  return readBody(response, bounds.mostBytes);
}

async function readBody({ body }: Response, mostBytes: number): Promise<Read> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > mostBytes) return notRead({ kind: "too-many-bytes", most: mostBytes });
    parts.push(part);
  }
  return { kind: "read", bytes: Buffer.concat(parts) };
}

type Wanted = Extract<PicturePlace, { kind: "file" }> & Bounds;

/** A private repository's files are not served to a browser without a session, so the API is asked. */
async function readFile(
  installation: Installation,
  { repository }: IssueRef,
  { path, ref, mostBytes }: Wanted,
) {
  const { rest } = installation.octokit("read-repository");
  const parameters = { ...at(repository), path, ...(ref === null ? {} : { ref }) };
  const { data } = await rest.repos.getContent(parameters);
  if (Array.isArray(data) || data.type !== "file") return notRead({ kind: "no-raster" });
  if (data.size > mostBytes) return notRead({ kind: "too-many-bytes", most: mostBytes });
  const blob = await rest.git.getBlob({ ...at(repository), file_sha: data.sha });
  return { kind: "read" as const, bytes: Buffer.from(blob.data.content, "base64") };
}
