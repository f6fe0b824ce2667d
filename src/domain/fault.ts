// What went wrong and cannot be mended by trying again, as facts that an error carries; `src/messages/fault.ts` words them.

export type Fault =
  /** `programSaid` null: the connection closed without a word. */
  | { kind: "redis-unreachable"; host: string; port: number; programSaid: string | null }
  | { kind: "redis-not-installed" }
  | { kind: "redis-port-taken"; port: number; addressFile: string }
  /** `programSaid` null: it did not answer in time and printed nothing. */
  | { kind: "redis-silent"; home: string; programSaid: string | null }
  | { kind: "github-refused-app"; status: number; githubSaid: string }
  | { kind: "github-unreachable"; programSaid: string }
  | { kind: "app-lacks-permissions"; slug: string; lacking: string[] };
