// What a repository asks of a change before it gets into the default branch.
/** `protection`: the older one; null: there is none. */
export type Guards = { rulesets: Ruleset[]; protection: BranchProtection | null };

/** `bypass`: for whom our app is. `approvals` and `checks`: what it asks of a merge into the default branch, if anything. */
export type Ruleset = {
  id: number;
  name: string;
  bypass: "always" | "pull_requests_only" | "never";
  approvals?: number;
  checks?: { context: string; integration_id?: number }[];
};

/** `exempt`: slugs of the apps that need no review. */
export type BranchProtection = {
  approvals: number;
  checks: { context: string; app_id: number | null }[];
  exempt: string[];
};
