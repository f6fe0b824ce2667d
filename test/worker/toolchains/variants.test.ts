// What a repository's own pipeline builds besides the usual: features, tags and linters that it denies warnings with.
import { describe, expect, it } from "@jest/globals";
import { aTree, recognised } from "./told.ts";

describe("a project that is built in several ways", () => {
  it("runs clippy and features as the repository's own pipeline does", async () => {
    const checks = async (calls: string, files: Record<string, string> = {}) =>
      (await recognised(aTree({ "Cargo.toml": "", ".github/workflows/ci.yml": calls, ...files })))?.checks;
    expect(await checks("")).toEqual({
      build: "build: cargo check --workspace --all-targets --offline",
      test: "test: cargo test --workspace --offline --no-fail-fast",
    });
    expect((await checks("", { "clippy.toml": "" }))?.lint).toBe(
      "lint: cargo clippy --workspace --all-targets --offline",
    );
    expect(await checks("run: cargo clippy -- -D warnings\nrun: cargo test --all-features\n")).toEqual({
      build: "build: cargo check --workspace --all-targets --all-features --offline",
      lint: "lint: cargo clippy --workspace --all-targets --all-features --offline -- --deny warnings",
      test: "test: cargo test --workspace --all-features --offline --no-fail-fast",
    });
    // Benchmarks that only a nightly compiler takes are left out.
    expect((await checks("", { "benches/all.rs": "#![feature(test)]\n" }))?.build).toBe(
      "build: cargo check --workspace --bins --tests --examples --offline",
    );
    // What needs another compiler is not ours to require. One of several ways is built, too.
    expect(
      await checks(
        "run: cargo +nightly clippy\nrun: cargo test\nrun: cargo test --all-features\nrun: cargo check --no-default-features --features 'a b'\nrun: cargo test ${" +
          "{ matrix.flags }}",
      ),
    ).toEqual({
      ...(await checks("")),
      "check --all-features": "lint: cargo check --workspace --all-targets --all-features --offline",
      "check --no-default-features --features a,b":
        "lint: cargo check --workspace --all-targets --no-default-features --features a,b --offline",
    });
  });

  it("builds Go under the tags that its pipeline names, too", async () => {
    const files = {
      "go.mod": "module x\n",
      Makefile: 'it:\n\tgo test -tags=integration,e2e ./...\n\tgo test -tags "" ./...\n',
    };
    expect((await recognised(aTree(files)))?.checks).toMatchObject({
      "vet -tags=integration,e2e": "lint: go vet -tags=integration,e2e ./...",
    });
  });
});
