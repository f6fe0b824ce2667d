// The chat completions protocol of OpenAI and of all endpoints that are compatible with it.
import type { Connection, Endpoint, Protocol } from "../protocol.ts";
import { learningAsker } from "../wire/learning.ts";
import { sentLimit } from "../wire/output-limit.ts";
import { assembly } from "./answer.ts";
import { clientFor, listModels } from "./client.ts";
import { otherDialect, USUAL_DIALECT } from "./dialect.ts";
import { CHAT } from "./own-parts.ts";
import { wireRequest } from "./wire.ts";

export const chat: Protocol = { name: CHAT, open };

function open(endpoint: Endpoint): Connection {
  const client = clientFor(endpoint);
  return {
    list: (signal) => listModels(client, endpoint, signal),
    ...learningAsker(endpoint, {
      usual: USUAL_DIALECT,
      other: otherDialect,
      limit: (dialect, request) => (dialect.limitName === null ? null : sentLimit(dialect, request)),
      assembly,
      send: async (dialect, { model, request, signal }) => {
        const { streams, countsInStreams } = dialect;
        const counting = streams && countsInStreams && { stream_options: { include_usage: true } };
        const body = { ...wireRequest(model, request, dialect), stream: streams, ...counting };
        return await (await client()).post("/chat/completions", { body, signal }).asResponse();
      },
    }),
  };
}
