// Pictures that a text shows: where they are, what was taken of them, and why nobody saw the others.
import { z } from "zod";
import { picturesIn } from "./hidden-text/pictures.ts";
import type { ThreadKind } from "./thread-kind.ts";
import type { Ticket } from "./ticket.ts";

export const MEDIA_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** `address`: as the text writes it. */
export type Picture = { address: string; mediaType: MediaType; base64: string };

export const PictureFault = z.discriminatedUnion("kind", [
  /** GitHub does not host it. `host`: null where the address names none. */
  z.object({ kind: z.literal("elsewhere"), host: z.string().nullable() }),
  /** GitHub gave no address from which an app can read it. */
  z.object({ kind: z.literal("no-address") }),
  /** `status`: of the answer; null where none came. */
  z.object({ kind: z.literal("not-answered"), status: z.int().nullable() }),
  z.object({ kind: z.literal("redirected") }),
  /** SVG, a video, a page: nothing of the four kinds that models read. */
  z.object({ kind: z.literal("no-raster") }),
  z.object({ kind: z.literal("too-many-bytes"), most: z.int() }),
  z.object({ kind: z.literal("wrong-size"), width: z.int(), height: z.int() }),
  /** Others came before it, and no more are shown. */
  z.object({ kind: z.literal("too-many") }),
]);
export type PictureFault = z.infer<typeof PictureFault>;

export const UnshownPicture = z.object({ address: z.string(), because: PictureFault });
export type UnshownPicture = z.infer<typeof UnshownPicture>;

export type Pictures = { shown: Picture[]; unshown: UnshownPicture[] };
export const NO_PICTURES: Pictures = { shown: [], unshown: [] };

/** The text that shows it, by GitHub's id. */
export type PictureLink = {
  address: string;
  in: { kind: "issue" } | { kind: "comment" | "review-comment" | "review"; id: number };
};

type Threads = readonly { kind: ThreadKind; comments: Ticket["comments"] }[];

const PLACES = {
  thread: "review-comment",
  "review-body": "review",
  "pull-comment": "comment",
  "issue-comment": "comment",
} as const;

/** Of the issue, its comments and the threads, each address once, in the order of reading. */
export function pictureLinks({ body, comments }: Pick<Ticket, "body" | "comments">, threads: Threads) {
  const inThreads = threads.flatMap(({ kind, comments: said }) =>
    said.flatMap(({ id, text }) => linksIn(text, { kind: PLACES[kind], id })),
  );
  const all = [
    ...linksIn(body, { kind: "issue" }),
    ...comments.flatMap(({ id, text }) => linksIn(text, { kind: "comment", id })),
    ...inThreads,
  ];
  const seen = new Set<string>();
  return all.filter(({ address }) => !seen.has(address) && seen.add(address));
}

function linksIn(markdown: string, place: PictureLink["in"]): PictureLink[] {
  return picturesIn(markdown).map((address) => ({ address, in: place }));
}
