// OpenAI's responses protocol: a list of items, of which those of the model go back as they came, its reasoning encrypted.
import { clientFor, listModels } from "../chat/client.ts";
import type { Connection, Endpoint, Protocol } from "../protocol.ts";
import { learningAsker } from "../wire/learning.ts";
import { sentLimit } from "../wire/output-limit.ts";
import { assembly } from "./answer.ts";
import { otherDialect, USUAL_DIALECT } from "./dialect.ts";
import { RESPONSES } from "./items.ts";
import { wireRequest } from "./wire.ts";

export const responses: Protocol = { name: RESPONSES, open };

function open(endpoint: Endpoint): Connection {
  const client = clientFor(endpoint);
  return {
    list: (signal) => listModels(client, endpoint, signal),
    ...learningAsker(endpoint, {
      usual: USUAL_DIALECT,
      other: otherDialect,
      limit: (dialect, request) => (dialect.limits ? sentLimit(dialect, request) : null),
      assembly,
      send: async (dialect, { model, request, signal }) => {
        const body = wireRequest(model, request, dialect);
        return await (await client()).post("/responses", { body, signal }).asResponse();
      },
    }),
  };
}
