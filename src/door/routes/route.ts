// The port of what the door answers: one method on one path.
import type { IncomingMessage, ServerResponse } from "node:http";

export type Route = {
  method: "GET" | "POST";
  /** The whole path, without the query. */
  path: string;
  /** Writes the whole answer. When it rejects, the door logs why and answers 500 with nothing of our insides. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};
