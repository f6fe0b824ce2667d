// A coder that misuses its sandbox: the run goes on or ends with an outcome, and the machine outside does not notice.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { done, fixes, project, shell } from "../support/script.ts";
import { leftovers, requestsSaying, scenes, type Told, tellAll } from "../support/story.ts";

const trying = (...commands: string[]) => ({
  coder: [...commands.map((command) => shell(command, 10)), ...fixes.slice(0, 1), done],
});

describe("a coder that misuses its sandbox", () => {
  let house: House;
  let told: Record<"fills-disk" | "leaves-it-full" | "floods" | "forks" | "kills-all", Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({
        "fills-disk": trying("head -c 600M /dev/zero > big; ls -la big", "rm big"),
        "leaves-it-full": trying("head -c 600M /dev/urandom > big"),
        floods: trying("yes 'not a word' | head -c 300M"),
        forks: trying("f() { f | f & }; f; sleep 2; echo survived"),
        "kills-all": trying("kill -9 -1; echo alone"),
      }),
      files: project,
    });
    told = await tellAll(house, {
      "fills-disk": project,
      "leaves-it-full": project,
      floods: project,
      forks: project,
      "kills-all": project,
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  /** What the coder was told, call by call. */
  const answers = (name: string) =>
    requestsSaying(house, name)
      .filter((request) => request.model === "scripted-coder")
      .at(-1)
      ?.messages.flatMap((message) => (message.role === "tool" ? [message.content] : [])) ?? [];

  it("and fills its disk is told so, and can go on once there is room", () => {
    expect(answers("fills-disk")[0]).toContain("No space left on device");
    expect(told["fills-disk"].outcome).toBe("opened");
  });

  it("and leaves its disk full ends with an outcome", () => {
    expect(answers("leaves-it-full").join("\n")).toContain(
      "Could not write src/sum.js: the sandbox's disk is full. Remove what is not needed",
    );
    expect(told["leaves-it-full"]).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"] });
    expect(told["leaves-it-full"].shown).toContain("large files");
  });

  it("and floods its output is shown the ends of it, and how much was cut", () => {
    const [flood = ""] = answers("floods");
    expect(flood.length).toBeLessThan(20_000);
    expect(flood).toMatch(/\(3\d{8} bytes cut from the middle\)/);
    expect(told.floods.outcome).toBe("opened");
  });

  it("and forks without end gets no further than its own limit", () => {
    expect(answers("forks")[0]).toContain("Cannot fork");
    expect(told.forks.outcome).toBe("opened");
  });

  it("and kills everything it can goes on with its files as they were", () => {
    expect(answers("kills-all")[0]).toContain("files are as they were left");
    expect(told["kills-all"].outcome).toBe("opened");
  });

  it("leaves no container behind", async () => {
    const left = await Promise.all(Object.values(told).map(({ runId }) => leftovers(runId)));
    expect(left.flat()).toEqual([]);
  });
});
