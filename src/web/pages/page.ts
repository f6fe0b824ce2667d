// The port of a page: a path, and what stands there for somebody who is signed in.
import type { Repository } from "../../domain/repository.ts";
import type { Html } from "../html/html.ts";
import type { Sources } from "../sources.ts";

export type Page = {
  /** As hono reads it: `:name` is a part that varies. */
  path: string;
  /** What leads to it in the navigation; null: another page does. */
  nav: string | null;
  /** It asks to be shown anew when something changes. */
  isLive: boolean;
  /** It tells of the machine, and not of repositories alone. */
  isForOperators: boolean;
  /** Null: there is nothing at that address. */
  show(asked: Asked): Promise<Shown | Attachment | null>;
};

export type Asked = {
  /** The parts of the path that vary, and those of the query. */
  of(name: string): string;
  /** As far as whoever asks may see them. */
  sources: Sources;
  /** For the forms of the page. */
  csrf: string;
  /** Whether buttons about its issues are shown. They are judged again when they are pressed. */
  mayAct(repository: Repository): boolean;
};

export type Shown = { title: string; main: Html };

/** A file of JSON to keep. */
export type Attachment = { fileName: string; text: string };
