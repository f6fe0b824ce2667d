// The transcript keeps its own promises, whoever uses it wrongly.
import { describe, expect, it } from "@jest/globals";
import { startTranscript } from "../../../worker/agent/transcript.ts";

const call = (id: string, name = "read", args = "{}") => ({ id, name, arguments: args });
const start = () => startTranscript({ system: "You read.", task: "Begin." });

const TEXT = { text: "text", deed: null };

describe("a transcript", () => {
  it("begins with who the model is and what it is to do", () => {
    expect(start().messages()).toEqual([
      { role: "system", text: "You read." },
      { role: "user", text: "Begin." },
    ]);
  });

  it("says nothing while a call waits for its answer", () => {
    const transcript = start();
    transcript.assistant({ text: "", toolCalls: [call("a")], opaque: null });
    expect(() => transcript.messages()).toThrow("Tool calls without an answer: a");
    expect(() => transcript.user("Go on.")).toThrow();
    expect(() => transcript.assistant({ text: "", toolCalls: [], opaque: null })).toThrow();
    transcript.answer("a", TEXT);
    expect(transcript.messages()).toHaveLength(4);
  });

  it("takes an answer only once, and only to a call", () => {
    const transcript = start();
    transcript.assistant({ text: "", toolCalls: [call("a")], opaque: null });
    transcript.answer("a", TEXT);
    expect(() => transcript.answer("a", TEXT)).toThrow("No tool call a waits for an answer");
    expect(() => transcript.answer("b", TEXT)).toThrow("No tool call b waits for an answer");
  });

  it("gives each call an id of its own, whatever the endpoint sent", () => {
    const transcript = start();
    const first = transcript.assistant({
      text: "",
      toolCalls: [call(""), call("0"), call("0")],
      opaque: null,
    });
    expect(first.map((one) => one.id)).toEqual(["call", "0", "0-2"]);
    for (const { id } of first) transcript.answer(id, TEXT);
    expect(
      transcript.assistant({ text: "", toolCalls: [call("0")], opaque: null }).map((one) => one.id),
    ).toEqual(["0-3"]);
  });

  it("keeps what an endpoint would refuse out of the history, and returns it as it was written", () => {
    const transcript = start();
    const written = [call("a", "functions.read", "{"), call("b", "", ""), call("c", "x".repeat(99), "[1]")];
    expect(transcript.assistant({ text: "", toolCalls: written, opaque: null })).toEqual(written);
    for (const { id } of written) transcript.answer(id, { text: "\ud800 half a sign", deed: null });
    expect(transcript.messages().slice(2, 4)).toEqual([
      {
        role: "assistant",
        text: "",
        toolCalls: [call("a", "functions_read"), call("b", "unnamed"), call("c", "x".repeat(64))],
        opaque: null,
      },
      { role: "tool", callId: "a", text: "\ufffd half a sign" },
    ]);
  });

  it("cannot be changed from outside", () => {
    const transcript = start();
    transcript.messages().pop();
    expect(transcript.messages()).toHaveLength(2);
  });
});
