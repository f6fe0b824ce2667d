// GitHub's refusals, in its own words.

const DOCUMENTATION = "https://docs.github.com/rest";

export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`${status} ${String(body.message)}`);
    this.status = status;
    this.body = { ...body, documentation_url: DOCUMENTATION, status: String(status) };
    this.headers = headers;
  }
}

export function notFound(message = "Not Found"): ApiError {
  return new ApiError(404, { message });
}

export function gone(): ApiError {
  return new ApiError(410, { message: "This issue was deleted" });
}

/** GitHub's words, as https://github.com/octokit/octokit.rb/pull/1307 quotes them. */
export function suspended(): ApiError {
  return new ApiError(403, { message: "This installation has been suspended" });
}

/** https://docs.github.com/rest/issues/issues#get-an-issue */
export function moved(location: string): ApiError {
  return new ApiError(301, { message: "Moved Permanently", url: location }, { location });
}

/**
 * Of a repository that was renamed: its id is in the new address, and the method stays.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 * https://github.com/node-gh/gh/issues/579 (GET) https://github.com/18F/charlie/pull/85 (POST)
 */
export function renamed(location: string, method: string): ApiError {
  const status = method === "GET" ? 301 : 307;
  return new ApiError(status, { message: "Moved Permanently", url: location }, { location });
}

export function unauthorized(message = "Bad credentials"): ApiError {
  return new ApiError(401, { message });
}

export function notAccessible(needed: string[]): ApiError {
  const accepted = needed.map((permission) => permission.replace(":", "=")).join("; ");
  return new ApiError(
    403,
    { message: "Resource not accessible by integration" },
    { "x-accepted-github-permissions": accepted },
  );
}

/** https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories */
export function archived(): ApiError {
  return new ApiError(403, { message: "Repository was archived so is read-only." });
}

/**
 * "While a conversation is locked, only people with write access … can add, hide, and delete comments"; an app is none:
 * https://docs.github.com/en/communities/moderating-comments-and-conversations/locking-conversations
 */
export function locked(): ApiError {
  return new ApiError(403, { message: "Unable to create comment because issue is locked." });
}

export function conflict(message: string): ApiError {
  return new ApiError(409, { message });
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, { message });
}

/** GitHub's "Validation Failed", with the field that failed. */
export function invalid(about: {
  resource: string;
  field?: string;
  code: string;
  message?: string;
}): ApiError {
  return new ApiError(422, { message: "Validation Failed", errors: [about] });
}

/** The simpler form that reviews use: sentences instead of fields. */
export function unprocessableEntity(words: string): ApiError {
  return new ApiError(422, { message: "Unprocessable Entity", errors: [words] });
}
