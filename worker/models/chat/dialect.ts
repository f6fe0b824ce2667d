// What a server of the chat completions protocol understands, learned from what it refuses. Pure.
import type { Message, Request } from "../model.ts";
import { type Limiting, limitNamedIn, sentLimit } from "../wire/output-limit.ts";
import { SCHEMA_WORDS, TYPE_LISTS } from "../wire/plain-schema.ts";
import type { Refused } from "../wire/trouble.ts";
import { namesIn, ownPartsIn } from "./own-parts.ts";

export type Dialect = Limiting & {
  streams: boolean;
  takesPictures: boolean;
  countsInStreams: boolean;
  /** Null: the limit is left out. */
  limitName: "max_tokens" | "max_completion_tokens" | null;
  /** Whether fields of its own are sent back. */
  takesOwnParts: boolean;
  /** Fields that each message of an assistant must have, empty where the model said nothing in them. */
  alwaysSays: string[];
  systemAs: "system" | "developer" | "user";
  /** Whether a user may speak after the result of a tool. If not, the words are put below the result. */
  userAfterTool: boolean;
  /** Whether a user may speak twice in a row. If not, the words are joined. */
  neighbours: boolean;
  contentAs: "either" | "text" | "parts";
  /** The content of a message that only calls tools. */
  silence: null | "" | "(calls tools)";
  ids: "as-given" | "nine-characters";
  /** Words of JSON schemas that are left out. */
  schemaWithout: string[];
};

/** `max_tokens`, because old servers know nothing else, and new ones refuse it by name. */
export const USUAL_DIALECT: Dialect = {
  streams: true,
  takesPictures: true,
  countsInStreams: true,
  limitName: "max_tokens",
  mostOutputTokens: null,
  takesOwnParts: true,
  alwaysSays: [],
  systemAs: "system",
  userAfterTool: true,
  neighbours: true,
  contentAs: "either",
  silence: null,
  ids: "as-given",
  schemaWithout: [],
};

type Sent = Pick<Request, "messages" | "tools" | "maxOutputTokens">;
/** Null: this lesson is not in the refusal, or is learned already. */
type Lesson = (refusal: string, dialect: Dialect, sent: Sent) => Partial<Dialect> | null;

/** The dialect to try after a refusal; null: it teaches nothing. A request that is too long teaches only of limits. */
export function otherDialect(
  dialect: Dialect,
  { kind, said: refusal }: Pick<Refused, "kind" | "said">,
  sent: Sent,
): Dialect | null {
  const lessons = kind === "too-long" ? OF_LIMITS : [...OF_LIMITS, ...OF_FORM];
  const learned = lessons.map((lesson) => lesson(refusal, dialect, sent)).find((found) => found !== null);
  return learned === undefined ? null : { ...dialect, ...learned };
}

/** A lesson that is in the words, and may be learned while the dialect is not yet so. */
function whenSaid(words: RegExp, mayLearn: (dialect: Dialect) => boolean, learned: Partial<Dialect>): Lesson {
  return (refusal, dialect) => (mayLearn(dialect) && words.test(refusal) ? learned : null);
}

const DEVELOPER =
  /\bdeveloper (messages?|roles?|prompts?)|roles?\b.{0,60}\bdeveloper\b|['"`]developer['"`]/is;
const SYSTEM =
  /\bsystem (messages?|roles?|prompts?|instructions?)|roles?\b.{0,60}\bsystem\b|['"`]system['"`]/is;

/** The first that fits is learned, and the request asked again. To know one more, add a line. */
const OF_LIMITS: Lesson[] = [
  whenSaid(/max_completion_tokens/, ({ limitName }) => limitName === "max_tokens", {
    limitName: "max_completion_tokens",
  }),
  (refusal, dialect, sent) => {
    const { limitName } = dialect;
    const most =
      limitName !== null && refusal.includes(limitName)
        ? limitNamedIn(refusal, sentLimit(dialect, sent))
        : null;
    return most === null ? null : { mostOutputTokens: most };
  },
  // Refused again, without a number that may hold: too large for what the conversation leaves of its context.
  (refusal, { limitName }) =>
    limitName !== null && (refusal.includes(limitName) || LEAVES_NO_ROOM.test(refusal))
      ? { limitName: null }
      : null,
];
const OF_FORM: Lesson[] = [
  whenSaid(/stream_options|include_usage/, ({ streams, countsInStreams }) => streams && countsInStreams, {
    countsInStreams: false,
  }),
  whenSaid(
    /\bstream(ing)?\b.{0,60}(support|allow|permit|available|enabled|must be|false|unknown|invalid)|(unknown|unrecognized|unsupported|invalid|extra|disable).{0,60}\bstream(ing)?\b/is,
    ({ streams }) => streams,
    { streams: false },
  ),
  // A field of its own is missing, or is not wanted back.
  missingField,
  unwantedField,
  whenSaid(
    /length of 9\b|tool_calls?\b.{0,40}\bid\b.{0,40}(too long|pattern|invalid|maximum|match)|\bid\b.{0,60}tool_calls?\b.{0,40}(too long|pattern)/is,
    ({ ids }) => ids === "as-given",
    { ids: "nine-characters" },
  ),
  whenSaid(
    /role '?"?`?user'?"?`? after (a )?(role )?'?"?`?tool|after tool (results?|messages?|calls?).{0,60}(assistant|user)|tool.{0,40}(must|should|can only) be followed by.{0,20}assistant|(expected|requires?).{0,20}assistant.{0,40}(after|following).{0,20}tool/i,
    ({ userAfterTool }) => userAfterTool,
    { userAfterTool: false, neighbours: false },
  ),
  whenSaid(/\balternat|consecutive|same role|in a row/i, ({ neighbours }) => neighbours, {
    neighbours: false,
  }),
  // A template that counts the roles, and for which a tool's result is a user's words.
  whenSaid(/\balternat|consecutive|same role|in a row/i, ({ userAfterTool }) => userAfterTool, {
    userAfterTool: false,
  }),
  // A template that counts the system, too.
  whenSaid(/\balternat/i, ({ systemAs }) => systemAs !== "user", { systemAs: "user" }),
  whenSaid(DEVELOPER, ({ systemAs }) => systemAs === "system", { systemAs: "developer" }),
  (refusal, { systemAs }) =>
    systemAs !== "user" && (SYSTEM.test(refusal) || DEVELOPER.test(refusal)) ? { systemAs: "user" } : null,
  // A message of an assistant needs words, and an empty text is none.
  whenSaid(
    /(must|should) (have|contain) a message\b|role '?assistant'?.{0,20}must not be empty/i,
    ({ silence }) => silence === null,
    { silence: "(calls tools)" },
  ),
  whenSaid(
    /content.{0,80}(none|null|nil\b|empty|required|missing|at least|non-?empty|string)|(none|null|nil|empty|missing).{0,60}content/is,
    ({ silence }) => silence === null,
    { silence: "" },
  ),
  whenSaid(
    /content.{0,80}(empty|at least|non-?empty|required|missing)|(empty|missing|blank).{0,60}content/is,
    ({ silence }) => silence === "",
    { silence: "(calls tools)" },
  ),
  whenSaid(/content.{0,120}(string|text)|expected (a )?string/is, ({ contentAs }) => contentAs === "either", {
    contentAs: "text",
  }),
  whenSaid(
    /content.{0,120}(array|list|sequence|parts)|expected (an? )?(array|sequence|list)/is,
    ({ contentAs }) => contentAs === "either",
    { contentAs: "parts" },
  ),
  whenSaid(
    /\btype\b.{0,200}(not repeating|cannot start list|(must|should) be (a )?(single )?string|not (a )?(list|array))/is,
    ({ schemaWithout }) => schemaWithout.length === 0,
    { schemaWithout: [TYPE_LISTS] },
  ),
  schemaWord,
];

/** Words of endpoints that count the room kept for the reply. */
const LEAVES_NO_ROOM = /\b(in|for) the completion\b|output tokens|max_new_tokens|max_output_tokens/i;

/** Its name stands in code, or before words that say it is wanted back. */
const WANTED_BACK =
  /[`'"]?([a-z]+(?:_[a-z]+)+)[`'"]?.{0,80}?(?:must be (?:passed|sent|provided|included)|is missing|is required|missing in|field required)|missing.{0,30}[`'"]([a-z]+(?:_[a-z]+)+)[`'"]/is;

function missingField(refusal: string, { alwaysSays }: Dialect, { messages }: Sent): Partial<Dialect> | null {
  if (!messages.some(({ role }) => role === "assistant")) return null;
  const [, first, second] = WANTED_BACK.exec(refusal) ?? [];
  const field = first ?? second;
  if (field === undefined || OF_THE_PROTOCOL.has(field) || alwaysSays.includes(field)) return null;
  return { alwaysSays: [...alwaysSays, field] };
}

const OF_THE_PROTOCOL = new Set(["tool_calls", "tool_call_id", "max_tokens", "invalid_request_error"]);

/** Some servers do not take back the fields they write. */
function unwantedField(refusal: string, dialect: Dialect, { messages }: Sent): Partial<Dialect> | null {
  if (!dialect.takesOwnParts) return null;
  return ownNames(messages).some((name) => refusal.includes(name))
    ? { takesOwnParts: false, alwaysSays: [] }
    : null;
}

function ownNames(messages: Message[]): string[] {
  return messages.flatMap((message) =>
    message.role === "assistant" ? namesIn(ownPartsIn(message.opaque)) : [],
  );
}

/** The words it names; if it names none and speaks of schemas, all that a tool can do without. */
function schemaWord(refusal: string, { schemaWithout }: Dialect, { tools }: Sent): Partial<Dialect> | null {
  if (tools.length === 0) return null;
  const sent = JSON.stringify(tools.map(({ parameters }) => parameters));
  const open = SCHEMA_WORDS.filter((word) => !schemaWithout.includes(word) && sent.includes(`"${word}":`));
  const named = open.filter((word) =>
    new RegExp(`(^|[^\\w])${word.replace("$", "\\$")}([^\\w]|$)`).test(refusal),
  );
  if (named.length > 0) return { schemaWithout: [...schemaWithout, ...named] };
  const isAboutSchemas =
    /schema|function_?declarations?|parameters?\b.{0,40}(invalid|unsupported)|grammar/i.test(refusal);
  return isAboutSchemas && open.length > 0 ? { schemaWithout: [...schemaWithout, ...open] } : null;
}
