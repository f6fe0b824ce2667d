// One question to a machine, as a developer would type it, and what a laptop answers.

/** `answer`: the whole output without the last line end, or what it must look like. */
export type Probe = { asks: string; line: string; answer: string | RegExp };

export type Probed = Probe & { said: string; isExpected: boolean };

export function judged(probe: Probe, output: string): Probed {
  const said = output.replace(/\n$/, "");
  const { answer } = probe;
  return { ...probe, said, isExpected: typeof answer === "string" ? said === answer : answer.test(said) };
}
