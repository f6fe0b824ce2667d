// The error that an endpoint states as JSON, under whatever keys and with whatever status it states it. Pure.
import { z } from "zod";
import { WEB_PAGE } from "../refusal.ts";

/** `said`: the endpoint's own words. `codes`: every code, type and reason beside them. `status`: null unless stated. */
export type Complaint = { said: string; codes: string[]; status: number | null };

const Fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof Fields>;

/** Null: the JSON states no error, so it may be a reply. */
export function complaintIn(json: unknown): Complaint | null {
  // Some gateways wrap an error into a list.
  if (Array.isArray(json)) return json.length === 0 ? null : complaintIn(json[0]);
  const fields = Fields.safeParse(json).data;
  if (fields === undefined) return null;
  const stated = PLACES.map((place) => place(fields)).find((found) => !isNothing(found));
  return stated === undefined ? null : complaintOf(stated, fields);
}

/** Where endpoints put an error. To know one more, add a line. */
const PLACES: ((body: Fields) => unknown)[] = [
  ({ error }) => error,
  ({ choices }) => (Array.isArray(choices) ? Fields.safeParse(choices[0]).data?.error : null),
  ({ errors }) => (Array.isArray(errors) ? errors[0] : errors),
  ({ response }) => Fields.safeParse(response).data?.error,
  // MiniMax: 0 is no error.
  ({ base_resp }) => (Fields.safeParse(base_resp).data?.status_code ? base_resp : null),
  (body) => (body.object === "error" || body.type === "error" || body.success === false ? body : null),
  // FastAPI, DashScope, Azure's gateway: words beside nothing that a reply has.
  (body) => (REPLY_KEYS.some((key) => Object.hasOwn(body, key)) ? null : (body.detail ?? body.details)),
  (body) =>
    REPLY_KEYS.some((key) => Object.hasOwn(body, key)) || typeof (body.message ?? body.msg) !== "string"
      ? null
      : body,
];
const REPLY_KEYS = ["choices", "content", "output", "delta", "usage", "response", "type"];

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === false;
}

function complaintOf(stated: unknown, body: Fields): Complaint {
  const fields = Fields.safeParse(Array.isArray(stated) ? stated[0] : stated).data;
  if (fields === undefined) {
    return { said: String(stated), codes: codesIn(body), status: statusIn(body) };
  }
  return {
    said: [aboutWhat(fields), wordsIn(fields), behind(fields)].filter((words) => words !== "").join(": "),
    codes: [...new Set([...codesIn(fields), ...codesIn(body)])],
    status: statusIn(fields) ?? statusIn(body),
  };
}

const WORD_KEYS = ["message", "msg", "detail", "status_msg", "error_msg", "error", "reason"];

function wordsIn(fields: Fields): string {
  for (const key of WORD_KEYS) {
    const words = fields[key];
    if (typeof words === "string" && words.trim() !== "") return words;
    const inner = complaintIn(words) ?? complaintIn({ error: Fields.safeParse(words).data });
    if (inner !== null) return inner.said;
  }
  return JSON.stringify(fields);
}

/** The part of our request that the words are about, where they do not name it themselves. */
function aboutWhat(fields: Fields): string {
  const { loc, param } = fields;
  const about = Array.isArray(loc) ? loc.join(".") : typeof param === "string" ? param : "";
  return wordsIn(fields).includes(about) ? "" : about;
}

/** Gateways say "Provider returned error", and quote the provider beside it. */
function behind(fields: Fields): string {
  const raw = Fields.safeParse(fields.metadata).data?.raw;
  if (typeof raw !== "string") return raw === undefined ? "" : (complaintIn(raw)?.said ?? "");
  return complaintIn(jsonOf(raw))?.said ?? raw;
}

const CODE_KEYS = ["code", "type", "status", "reason"];

function codesIn(fields: Fields): string[] {
  return CODE_KEYS.flatMap((key) => {
    const code = fields[key];
    return typeof code === "string" && code !== "error"
      ? [code]
      : typeof code === "number"
        ? [`${code}`]
        : [];
  });
}

const STATUS_KEYS = ["status", "status_code", "http_code", "code"];

function statusIn(fields: Fields): number | null {
  const given = STATUS_KEYS.map((key) => Number(fields[key] ?? Number.NaN));
  return given.find((status) => Number.isInteger(status) && status >= 400 && status < 600) ?? null;
}

/** What a body says that came with an error's status: JSON, a page, or plain words. Never null. */
export function complaintInText(text: string): Complaint {
  const json = jsonOf(text);
  const stated = json === null ? null : (complaintIn(json) ?? complaintIn({ error: json }));
  if (stated !== null) return stated;
  const page = pageTitle(text);
  return { said: page ?? text.trim(), codes: page === null ? [] : [WEB_PAGE], status: null };
}

/** The title of an HTML page, or its first heading; null: the text is no page. */
export function pageTitle(text: string): string | null {
  if (!/^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(text)) return null;
  const title = /<(title|h1|code)[^>]*>\s*([^<]{1,200}?)\s*<\/\1>/i.exec(text)?.[2];
  return title ?? "a page without title";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
