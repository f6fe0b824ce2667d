// The contract finds everything that GitHub's descriptions do not allow. Without it, a passing test would prove nothing.
import { describe, expect, it } from "@jest/globals";
import type { Exchange } from "../../../local/github/exchange.ts";
import { startTestGitHub, theContract } from "../../support/local-github.ts";

const asked: Exchange = {
  method: "GET",
  path: "/repos/acme/app/issues/1/labels",
  route: "/repos/{owner}/{repo}/issues/{issue_number}/labels",
  params: { owner: "acme", repo: "app", issue_number: "1" },
  query: {},
  requestBody: undefined,
  apiVersion: null,
  status: 200,
  responseBody: [],
  faulty: false,
};
const label = {
  id: 1,
  node_id: "L",
  url: "https://x.test/l",
  name: "a",
  color: "ededed",
  default: false,
  description: null,
};
const judge = (change: Partial<Exchange>) => theContract().judgeExchange({ ...asked, ...change });
const posted = { method: "POST", route: "/repos/{owner}/{repo}/issues/{issue_number}/comments", status: 201 };

describe("the contract", () => {
  it("finds no fault in what GitHub allows", () => {
    expect(judge({ query: { per_page: "100" }, responseBody: [label] })).toEqual([]);
    expect(judge({ status: 404, responseBody: { message: "Not Found" } })).toEqual([]);
    expect(judge({ status: 304, responseBody: null })).toEqual([]);
  });

  it("finds an answer that lacks or mistypes something", () => {
    const { color, ...colourless } = label;
    expect(judge({ responseBody: [colourless] })).toEqual([
      `GET ${asked.route}: the answer /0 must have required property 'color' {"missingProperty":"color"}`,
    ]);
    expect(judge({ responseBody: [{ ...label, name: null }] })).toHaveLength(1);
    expect(judge({ responseBody: {} })).toHaveLength(1);
  });

  it("finds a request that GitHub does not know", () => {
    expect(judge({ query: { per_pages: "5" } })).toEqual([
      `GET ${asked.route}: the request has the unknown parameter per_pages`,
    ]);
    expect(judge({ query: { per_page: "many" } })).toHaveLength(1);
    expect(judge({ params: { ...asked.params, issue_number: "one" } })).toHaveLength(1);
    expect(judge({ route: "/repos/{owner}/{repo}/nothing" })).toHaveLength(1);
    expect(judge({ route: null })).toHaveLength(1);
  });

  it("finds a request body that is wrong", () => {
    const wrong = (requestBody: unknown) =>
      judge({ ...posted, requestBody }).filter((each) => /request/.test(each));
    expect(wrong({ body: "Hello" })).toEqual([]);
    expect(wrong({ body: "Hello", colour: "red" })).toHaveLength(1);
    expect(wrong({})).toHaveLength(1);
    expect(wrong(undefined)).toHaveLength(1);
  });

  it("ignores ordered faults and refused requests", () => {
    expect(judge({ faulty: true, status: 502, responseBody: "oops" })).toEqual([]);
    const refusal = { message: "Invalid request.", documentation_url: "https://docs.test" };
    expect(judge({ ...posted, requestBody: {}, status: 422, responseBody: refusal })).toEqual([]);
  });

  it("finds a webhook that is not as GitHub sends it", () => {
    const { judgeDelivery } = theContract();
    expect(judgeDelivery({ event: "issues", action: "labelled", payload: {} })).toHaveLength(1);
    expect(
      judgeDelivery({ event: "issues", action: "labeled", payload: { action: "labeled" } }),
    ).toHaveLength(3);
  });

  it("fails the test that breaks it", async () => {
    const github = await startTestGitHub();
    await fetch(`${github.apiUrl}/meta?colour=red`);
    expect(github.violations).toEqual(["GET /meta: the request has the unknown parameter colour"]);
    await expect(github[Symbol.asyncDispose]()).rejects.toThrow("Against GitHub's contract");
  });
});
