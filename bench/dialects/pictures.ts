// Endpoints whose model reads no pictures, or not these: the work goes on without them.
import { type Answer, type Body, no, type Row, said } from "./row.ts";

const GH = "https://github.com";

const hasPicture = ({ messages }: Body) => JSON.stringify(messages).includes('"image_url"');
const blind = (answer: Answer) => (body: Body) => hasPicture(body) && answer;

const ROWS: Row[] = [
  {
    endpoint: "OpenAI, a model without eyes",
    does: "takes image_url for certain models only",
    address: `${GH}/danny-avila/LibreChat/issues/6333`,
    refuses: blind(
      no(400, "Invalid content type. image_url is only supported by certain models.", {
        ...{ type: "invalid_request_error", param: "messages.[1].content.[0].type", code: null },
      }),
    ),
    ends: null,
  },
  {
    endpoint: "llama.cpp without a projector",
    does: "answers pictures with 500 and a hint",
    address: `${GH}/ggml-org/llama.cpp/issues/15377`,
    refuses: blind(
      no(
        500,
        "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
        {
          ...{ code: 500, type: "server_error" },
        },
      ),
    ),
    ends: null,
  },
  {
    endpoint: "llama.cpp in 2025",
    does: "cannot parse parts that are no text",
    address: `${GH}/ggml-org/llama.cpp/issues/12947`,
    refuses: blind(
      no(500, 'Failed to parse messages: Unsupported content part type: "image_url"', { code: 500 }),
    ),
    ends: null,
  },
  {
    endpoint: "OpenRouter, a model without eyes",
    does: "finds no endpoint for pictures, with 404",
    address: `${GH}/nexu-io/nexu/issues/875`,
    refuses: blind(no(404, "No endpoints found that support image input", { code: 404 })),
    ends: null,
  },
  {
    endpoint: "Tinker",
    does: "checks content as a list of texts",
    address: `${GH}/thinking-machines-lab/tinker-feedback/issues/83`,
    refuses: blind(
      said(422, {
        detail: "Validation Error",
        errors: [
          {
            loc: "body -> messages -> 1 -> content -> list[TextContentPart] -> 0 -> type",
            ...{ msg: "Input should be 'text'", type: "literal_error" },
          },
        ],
      }),
    ),
    ends: null,
  },
  {
    endpoint: "a proxy with a small body",
    does: "answers 413 to a request with pictures",
    address: "https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size",
    refuses: blind({
      status: 413,
      text: "<html><head><title>413 Request Entity Too Large</title></head></html>",
    }),
    ends: null,
  },
];

export const PICTURES: Row[] = ROWS.map((row) => ({ ...row, shows: true }));
