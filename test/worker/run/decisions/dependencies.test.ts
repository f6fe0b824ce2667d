// Other people's code that a change brings in is named, whatever the language, with what is known of it.
import { describe, expect, it } from "@jest/globals";
import { dependencyText } from "../../../../src/messages/dependency.ts";
import { newDependencies } from "../../../../worker/run/decisions/dependencies.ts";
import { nearName } from "../../../../worker/run/decisions/near-name.ts";
import { MANIFESTS, namesDependencies } from "../../../../worker/toolchains/paths.ts";

const found = (path: string, head: string, base = "", announced: string[] = []) => {
  expect(namesDependencies(path)).toBe(true);
  return newDependencies([{ path, base, head }], { announced, languages: MANIFESTS, others: [] });
};
const named = (path: string, head: string, base = "") =>
  found(path, head, base).map(({ name, now, source }) => [name, now, source]);
const json = (value: object) => JSON.stringify(value, null, 2);

describe("the dependencies of a change", () => {
  it("are named with what is known of each", () => {
    const lock = json({ packages: { "node_modules/lodahs": { hasInstallScript: true } } });
    const changes = [
      {
        path: "package.json",
        base: json({ dependencies: {} }),
        head: json({ dependencies: { lodahs: "^4.0.0" } }),
      },
      { path: "package-lock.json", base: "", head: lock },
    ];
    const all = newDependencies(changes, { announced: [], languages: MANIFESTS, others: [] });
    expect(all).toEqual([
      {
        ...{ manifest: "package.json", registry: "npm", name: "lodahs", before: null, now: "^4.0.0" },
        ...{ source: "registry", near: "lodash", runsOnInstall: true, announced: false },
      },
    ]);
    expect(all.map(dependencyText)).toMatchInlineSnapshot(`
[
  "\`package.json\`: new npm dependency \`lodahs\` \`^4.0.0\`; the order does not announce it; its name may be taken for \`lodash\`; it runs code of its own when it is installed",
]
`);
  });

  it.each<[string, string, string, string[]]>([
    ["package.json", json({ dependencies: { a: "1" } }), json({ dependencies: { a: "1" } }), []],
    ["package.json", json({ devDependencies: { a: "2" } }), json({ devDependencies: { a: "1" } }), ["a"]],
    ["a/package.json", `\ufeff${json({ scripts: 7, dependencies: { a: "1" } })}`, "", ["a"]],
  ])("are those that are new or altered: %s", (path, head, base, names) => {
    expect(found(path, head, base).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ["left-pad", true],
    ["`left-pad` ^1.3.0, to pad", true],
    ["left-pad@^1.3.0", true],
    ["left-pad-not", false],
  ])("are announced by the words of the order: %s", (words, announced) => {
    const [first] = found("package.json", json({ dependencies: { "left-pad": "^1.3.0" } }), "", [words]);
    expect(first?.announced).toBe(announced);
  });

  it("are announced along with the one that brings them", () => {
    const head =
      "require github.com/stretchr/testify v1.9.0\n\nrequire (\n\tgopkg.in/yaml.v3 v3.0.1 // indirect\n)\n";
    const all = (announced: string[]) => found("go.mod", head, "", announced).map((each) => each.announced);
    expect([all(["github.com/stretchr/testify"]), all([])]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("are not called near to what the project uses", () => {
    const base = json({ dependencies: { lodahs: "1" } });
    const head = json({ dependencies: { lodahs: "2", lodahsh: "1" } });
    expect(found("package.json", head, base).map(({ near }) => near)).toEqual([null, "lodahs"]);
  });

  it("are those of a lockfile where they come from elsewhere", () => {
    const entry = (host: string) => ({ resolved: `https://${host}/a.tgz` });
    const lock = (packages: object) => json({ packages });
    const base = lock({ "node_modules/b": entry("mirror.example") });
    const head = lock({
      "node_modules/a": entry("evil.example"),
      "node_modules/b": entry("mirror.example"),
      "node_modules/c": entry("mirror.example"),
      "node_modules/d": entry("registry.npmjs.org"),
    });
    expect(named("package-lock.json", head, base)).toEqual([["a", "https://evil.example/a.tgz", "address"]]);
  });
});

describe("manifests", () => {
  it.each<[string, string, string[][]]>([
    [
      "package.json",
      json({
        dependencies: {
          own: "workspace:*",
          a: "npm:real@^2",
          b: "github:x/y",
          c: "x/y#main",
          d: "file:../d",
        },
        overrides: { e: { f: "https://x.example/f.tgz" } },
        resolutions: { "**/g": "1" },
      }),
      [
        ["real", "npm:real@^2", "registry"],
        ["b", "github:x/y", "git"],
        ["c", "x/y#main", "git"],
        ["d", "file:../d", "path"],
        ["g", "1", "registry"],
        ["f", "https://x.example/f.tgz", "address"],
      ],
    ],
    [
      "requirements/dev.txt",
      "--extra-index-url https://x.example/simple\na[b]>=1 ; python_version < '3' # c\n-e git+https://x.example/d#egg=d\ne @ https://x.example/e.whl\n-r other.txt\nf==1 \\\n  --hash=sha256:0\n",
      [
        ["https://x.example/simple", "https://x.example/simple", "index"],
        ["a", ">=1", "registry"],
        ["d", "git+https://x.example/d#egg=d", "git"],
        ["e", "https://x.example/e.whl", "address"],
        ["f", "==1", "registry"],
      ],
    ],
    [
      "pyproject.toml",
      '[project]\ndependencies = ["a>=1"]\n[project.optional-dependencies]\nx = ["b"]\n[dependency-groups]\ndev = ["c", {include-group = "x"}]\n[tool.poetry.dependencies]\npython = "^3"\nd = {git = "https://x.example/d"}\n[build-system]\nrequires = ["e"]\n',
      [
        ["a", ">=1", "registry"],
        ["e", "", "registry"],
        ["b", "", "registry"],
        ["c", "", "registry"],
        ["d", "https://x.example/d", "git"],
      ],
    ],
    [
      "setup.py",
      'setup(\n  name="x",\n  install_requires=[\n    "a>=1",\n    "b",\n  ],\n  extras_require={"dev": ["c"]},\n)\n',
      [
        ["a", ">=1", "registry"],
        ["b", "", "registry"],
        ["c", "", "registry"],
      ],
    ],
    [
      "setup.cfg",
      "[options]\ninstall_requires =\n  a>=1\n  b\npackages = find:\n",
      [
        ["a", ">=1", "registry"],
        ["b", "", "registry"],
      ],
    ],
    [
      "Cargo.toml",
      '[dependencies]\na = "1"\nown = {path = "../own"}\n[target.\'cfg(unix)\'.dev-dependencies]\nb = {git = "https://x.example/b", tag = "v1"}\n[build-dependencies]\nc = {package = "real", version = "2"}\n[patch.crates-io]\nd = {git = "https://x.example/d"}\n',
      [
        ["a", "1", "registry"],
        ["real", "2", "registry"],
        ["b", "https://x.example/b#v1", "git"],
        ["d", "https://x.example/d", "git"],
      ],
    ],
    [
      "go.mod",
      "module x\ngo 1.22\nrequire a.example/b v1.0.0\nreplace a.example/b => c.example/d v1.2.0\nreplace e.example/f => ../f\n",
      [
        ["a.example/b", "v1.0.0", "registry"],
        ["c.example/d", "v1.2.0", "registry"],
        ["e.example/f", "../f", "path"],
      ],
    ],
    [
      "pom.xml",
      "<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency></dependencies><build><plugins><plugin><artifactId>p</artifactId></plugin></plugins></build><repositories><repository><url>https://x.example/m</url></repository></repositories></project>",
      [
        ["g:a", "1", "registry"],
        ["org.apache.maven.plugins:p", "", "registry"],
        ["https://x.example/m", "https://x.example/m", "index"],
      ],
    ],
    [
      "app/build.gradle.kts",
      'plugins { id("p.q") version "2" }\nrepositories { maven { url = uri("https://x.example/m") } }\ndependencies { testImplementation("g:a:1") }\n',
      [
        ["g:a", "1", "registry"],
        ["p.q", "2", "registry"],
        ["https://x.example/m", "https://x.example/m", "index"],
      ],
    ],
    [
      "Gemfile",
      'source "https://rubygems.org"\nsource "https://x.example"\ngem "a", "~> 1.0"\n  gem "b", github: "x/b" # c\ngem "d", :path => "../d"\n',
      [
        ["a", "~> 1.0", "registry"],
        ["b", "x/b", "git"],
        ["d", "../d", "path"],
        ["https://x.example", "https://x.example", "index"],
      ],
    ],
    [
      "composer.json",
      json({
        require: { php: "^8", "a/b": "^1" },
        repositories: [{ type: "vcs", url: "https://x.example/c" }],
      }),
      [
        ["a/b", "^1", "registry"],
        ["https://x.example/c", "https://x.example/c", "index"],
      ],
    ],
    [
      "CMakeLists.txt",
      "FetchContent_Declare(\n  fmt\n  GIT_REPOSITORY https://x.example/fmt\n  GIT_TAG v1)\n",
      [["fmt", "https://x.example/fmt#v1", "git"]],
    ],
  ])("are read: %s", (path, head, expected) => {
    expect(named(path, head)).toEqual(expected);
  });

  it.each(["package.json", "pyproject.toml", "Cargo.toml", "pom.xml", "composer.json", "go.mod", "setup.py"])(
    "of another shape name nothing: %s",
    (path) => {
      for (const text of ["{", "[[[", "<a", "\0", '{"dependencies": [1, {"a": null}]}'])
        expect(found(path, text)).toEqual([]);
    },
  );
});

describe("a name", () => {
  const known = ["lodash", "cross-env", "requests", "@babel/core", "react", "date-fns"];
  it.each([
    ["lodahs", "lodash"],
    ["lodashs", "lodash"],
    ["l0dash", "lodash"],
    ["crossenv", "cross-env"],
    ["reqeusts", "requests"],
    ["python-requests", "requests"],
    ["nodejs-lodash", "lodash"],
    ["@bable/core", "@babel/core"],
  ])("is near another: %s", (name, near) => {
    expect(nearName(name, known, ["node", "nodejs", "js", "python"])).toBe(near);
  });

  it.each(["lodash", "Cross_Env", "react-dom", "requestor", "date-fns-tz", "redux"])(
    "is its own: %s",
    (name) => {
      expect(nearName(name, known, ["node", "nodejs", "js", "python"])).toBeNull();
    },
  );
});
