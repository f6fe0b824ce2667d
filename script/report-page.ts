// The report of a pull request as a page that looks much as GitHub shows it: a run of the demo's issue by `issuewright run`.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import MarkdownIt from "markdown-it";
import { files, issue } from "../local/demo/repository.ts";
import { script } from "../local/demo/script.ts";
import { scriptedEnvironment } from "../local/model/environment.ts";
import { startLocalModel } from "../local/model/server.ts";

const PROGRAM = resolve(import.meta.dirname, "../bin/issuewright.ts");

/** Near to GitHub's own. */
const STYLE = `body { font: 16px/1.5 "DejaVu Sans", sans-serif; margin: 32px; color: #1f2328 }
h1 { font-size: 30px; font-weight: 400 }
.draft { display: inline-block; background: #59636e; color: #fff; border-radius: 2em; padding: 4px 14px; margin: 0 0 16px }
main { border: 1px solid #d1d9e0; border-radius: 8px; padding: 8px 24px }
table { border-collapse: collapse; line-height: 1.2 } td, th { border: 1px solid #d1d9e0; padding: 10px 13px; text-align: left }
code { background: #f0f1f3; border-radius: 6px; padding: 2px 6px; font-size: 85% } a { color: #0969da; text-decoration: none }`;

export async function reportPage(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "issuewright-report-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const model = stack.use(await startLocalModel({ script }));
  const repository = join(folder, "duration");
  await commit(repository);
  await writeFile(join(folder, "issue.md"), `# ${issue.title}\n\n${issue.body}\n`);
  const words = ["run", "--repo", repository, "--issue", "issue.md", "--out", "out"];
  const env = { ...process.env, ...scriptedEnvironment(model) };
  const run = spawn(process.execPath, [PROGRAM, ...words], { cwd: folder, env, stdio: "inherit" });
  const [status] = await once(run, "exit");
  if (status !== 0) throw new Error("Could not make the picture of a report: the run wrote no change.");
  const report = await readFile(join(folder, "out/pull-request.md"), "utf8");
  const [title = "", ...text] = report.replaceAll(/\(file:[^)]*\)/g, "(#)").split("\n");
  const reader = new MarkdownIt({ html: true });
  const main = reader.render(text.join("\n"));
  return `<!doctype html><style>${STYLE}</style>${reader.render(title)}<p class="draft">Draft</p><main>${main}</main>`;
}

async function commit(repository: string): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
  }
  const git = (...words: string[]) => execFileSync("git", ["-C", repository, ...words]);
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message", "Begin");
}
