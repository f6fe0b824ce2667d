// The refusals of endpoints that are known by their codes or words. There is no standard: to know one more, add a line.
import type { NoReply } from "../../src/domain/model-failure.ts";

type Permanent = Exclude<
  NoReply,
  { retryAfterMs: number | null } | { quietMs: number } | { maxCharacters: number }
>;

/** One of `codes` is enough. Else the status must fit, and all of `words` and none of `notWords` must be said. */
export type Known = {
  kind: Permanent["kind"] | "malformed";
  codes?: string[];
  statuses?: number[];
  notStatuses?: number[];
  words?: RegExp[];
  notWords?: RegExp;
  /** What passes by itself is not this, whatever its words. */
  unlessAskedToWait?: boolean;
};

/** The status that a code stands for, where an endpoint states none. */
export const CODE_STATUS: Partial<Record<string, number>> = {
  invalid_request_error: 400,
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  BadRequestError: 400,
  BadRequest: 400,
  authentication_error: 401,
  permission_error: 403,
  PERMISSION_DENIED: 403,
  not_found_error: 404,
  NOT_FOUND: 404,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  RESOURCE_EXHAUSTED: 429,
  overloaded_error: 529,
  UNAVAILABLE: 503,
};

/** What a refusal speaks of when the conversation is too long: what, its size, and that it is over. */
const SUBJECT =
  /\b(prompts?|inputs?|contexts?|conversation|history|messages?|requests?|sequence|model|content)\b|输入|上下文/i;
const SIZE = /tokens?\b|\b(length|size|window|characters|chars|bytes|context|large|long)\b|长度|n_ctx/i;
const OVER =
  /exceed|too (long|large|big|many)|(long|larg|great|high|bigg)er than|more than|less than|fewer than|at most|overflow|beyond|maximum|must be <|should be (\[|<|less)|(not|n't) fit|limit of|reduce|over the|n_keep|超过|超出|超限/i;
/** Sizes of other things. */
const OF_SOMETHING_ELSE =
  /tool_calls?\[|\.id\b|call ids?\b|function name|\bname'|description|\btools\[|(too many|number of|only) images?\b|per (minute|day|hour|second)|\bTP[MD]\b|\bRPM\b|^(?!.*\b(prompt|input|context|messages)\b).*\bmax_(completion_|output_|new_)?tokens\b/i;

/** The first that fits decides. */
export const KNOWN: Known[] = [
  {
    kind: "too-long",
    codes: [
      ...["context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded"],
      ...["request_too_large", "model_max_prompt_tokens_exceeded", "string_above_max_length"],
      // Zhipu.
      "1261",
    ],
    statuses: [413],
  },
  // Waiting never mends a request that is larger than a whole minute's allowance.
  { kind: "too-long", words: [/\brequest too large\b|requested tokens exceed/i] },
  {
    kind: "filtered",
    codes: [
      ...[
        "content_filter",
        "content_policy_violation",
        "ResponsibleAIPolicyViolation",
        "sensitive_words_detected",
      ],
      ...["data_inspection_failed", "DataInspectionFailed", "1301", "PROHIBITED_CONTENT"],
    ],
  },
  {
    kind: "filtered",
    notStatuses: [401, 402, 404, 429],
    words: [
      /content[ _-]?(management |safety )?(policy|filter)|moderation|\bflagged\b|inappropriate content|data.?inspection|sensitive (content|words)|usage polic|safety (system|reasons)|敏感/i,
    ],
  },
  {
    kind: "no-credit",
    codes: [
      ...["insufficient_quota", "insufficient_balance", "insufficient_user_quota", "billing_not_active"],
      ...[
        "billing_hard_limit_reached",
        "insufficient_credits",
        "Arrearage",
        "1113",
        "exceeded_current_quota_error",
      ],
    ],
    statuses: [402],
  },
  { kind: "no-credit", words: [/insufficient[ _](account )?(balance|credits?|funds)|余额不足|欠费/i] },
  {
    kind: "no-credit",
    statuses: [400, 401, 403, 429],
    unlessAskedToWait: true,
    words: [
      /insufficient[ _](account )?(balance|credits?|quota|funds)|credit balance|(current|your|monthly) quota|out of credits?|no credits?\b|billing|recharge|top up|arrear|overdue|(spend(ing)?|key) limit|余额|欠费/i,
    ],
  },
  // The endpoint could not read what its own model wrote. The next time it may.
  {
    kind: "malformed",
    codes: ["tool_use_failed"],
    words: [
      /failed_generation|failed to (call|parse) (a |the )?(function|tool|input)|tool call (parsing|parser) (failed|error)/i,
    ],
  },
  {
    kind: "no-tools",
    notStatuses: [401, 402, 403, 429],
    words: [
      /(tools?|functions?)([ _-]?(use|calls?|calling|choice))?\b/i,
      /not support|unsupported|n't support|not (available|enabled|allowed|permitted)|no endpoints|requires --|unrecognized|unknown (parameter|field|argument)|extra (inputs|fields)|disabled/i,
    ],
    notWords:
      /tool_calls?[[.]|messages?\b.*\brole\b|roles?\b.*\bmessages?|schema|stream|parallel|strict|properties/i,
  },
  {
    kind: "no-such-model",
    codes: ["model_not_found", "model_not_exist", "model_decommissioned", "ModelNotFound"],
  },
  {
    kind: "no-such-model",
    notStatuses: [401, 402, 403, 429],
    words: [
      /\bmodels?\b/i,
      /not (exist|found|loaded|deployed)|n't exist|no (such )?models?\b|unknown model|(not a valid|invalid) model|decommissioned|no longer (available|supported)|try pulling/i,
    ],
    notWords: /file|tool|image/i,
  },
  {
    kind: "too-long",
    notStatuses: [401, 402, 403, 404, 408, 429, 502, 503, 504, 529],
    words: [SUBJECT, SIZE, OVER],
    notWords: OF_SOMETHING_ELSE,
  },
  {
    kind: "wrong-key",
    notStatuses: [429],
    codes: ["API_KEY_INVALID", "invalid_api_key"],
    words: [/api.?key/i, /not valid|invalid|incorrect|expired|missing|required/i],
  },
];
