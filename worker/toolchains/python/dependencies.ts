// What Python's manifests say of other people's code.
import type { DependencySource } from "../../../src/domain/dependency.ts";
import { at, entriesOf, type Manifests, type Requirement, sourceOf, textsIn, words } from "../manifests.ts";
import { tomlIn } from "../toml.ts";

export const dependencies: Manifests = {
  registry: "PyPI",
  additions: ["python", "python2", "python3", "py"],
  wellKnown: words(`
    aiohttp alembic anthropic arrow asyncpg attrs azure-core babel bcrypt beautifulsoup4 black bleach boto3 botocore celery
    certifi chardet charset-normalizer click colorama coverage cryptography cython dateparser django
    django-rest-framework djangorestframework docker docutils fastapi flask flask-cors flask-sqlalchemy gevent gitpython
    google-auth gunicorn h11 httplib2 httpx hypothesis idna importlib-metadata ipython isort itsdangerous jinja2 joblib
    jsonschema jupyter keras kubernetes langchain loguru lxml markdown markupsafe marshmallow matplotlib mock mypy
    mysqlclient networkx nltk nose numpy openai opencv-python openpyxl packaging pandas paramiko pillow pip platformdirs
    playwright pluggy poetry pre-commit prometheus-client prompt-toolkit protobuf psutil psycopg2 psycopg2-binary pyarrow
    pycryptodome pydantic pygments pyjwt pymongo pymysql pyopenssl pyparsing pytest pytest-asyncio pytest-cov pytest-mock
    pytest-xdist python-dateutil python-dotenv python-multipart pytz pyyaml redis regex requests requests-oauthlib rich
    ruff scikit-learn scipy scrapy seaborn selenium sentry-sdk setuptools simplejson six soupsieve sphinx sqlalchemy
    starlette streamlit sympy tabulate tenacity tensorflow toml tomli torch torchvision tornado tox tqdm transformers
    typer typing-extensions tzdata ujson urllib3 uvicorn virtualenv websocket-client websockets werkzeug wheel xlrd
    xmltodict zipp
  `),
  manifests: [
    {
      files: /(^|\/)(?:[\w-]*(?:requirements|constraints)[\w.-]*|requirements\/[\w.-]+)\.(?:txt|in)$/i,
      read: ofLines,
    },
    { files: /(^|\/)pyproject\.toml$/, read: ofProject },
    { files: /(^|\/)Pipfile$/, read: ofPipfile },
    { files: /(^|\/)setup\.(?:py|cfg)$/, read: ofSetup },
  ],
  locks: [],
};

const INDEX = /^(?:-i|-f|--(?:extra-)?index-url|--find-links)[\s=]+(\S+)/;
/** A line that another goes on with ends with a backslash. */
function ofLines(text: string): Requirement[] {
  return text
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .flatMap((raw) => {
      const line = raw.replace(/(?:^|\s)#.*$/, "").trim();
      const index = INDEX.exec(line)?.[1];
      if (index !== undefined) return [{ name: index, asks: index, source: "index" as const }];
      const editable = /^(?:-e|--editable)[\s=]+(\S.*)$/.exec(line)?.[1];
      if (editable !== undefined) return requirement(editable);
      return line.startsWith("-") ? [] : requirement(line.replace(/\s+--?\w.*$/, ""));
    });
}

/** One requirement as PEP 508 writes it, or an address alone. */
function requirement(text: string): Requirement[] {
  const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(@?)\s*(.*)$/.exec(text.trim());
  const address = /^(?:[a-z+]+:|\.{0,2}\/)/.test(text.trim()) ? text.trim() : null;
  if (address !== null) {
    const egg = /#egg=([\w.-]+)/.exec(address)?.[1];
    return [{ name: egg ?? address, asks: address, source: elsewhere(address) }];
  }
  if (named === null) return [];
  const [, name = "", at, rest = ""] = named;
  const asks = rest.replace(/\s*;.*$/, "").trim();
  return [{ name, asks, source: at === "@" ? elsewhere(asks) : "registry" }];
}

function elsewhere(address: string): DependencySource {
  const source = sourceOf(address.replace(/^(?:hg|bzr|svn)\+/, "git+"));
  return source === "registry" ? "path" : source;
}

function ofProject(text: string): Requirement[] {
  const root = tomlIn(text);
  const tools = at(root, "tool");
  const lists = [
    at(root, "project", "dependencies"),
    at(root, "build-system", "requires"),
    ...entriesOf(at(root, "project", "optional-dependencies")).map(([, list]) => list),
    ...entriesOf(at(root, "dependency-groups")).map(([, list]) => list),
    at(tools, "uv", "dev-dependencies"),
    ...entriesOf(at(tools, "pdm", "dev-dependencies")).map(([, list]) => list),
    ...entriesOf(at(tools, "hatch", "envs")).map(([, env]) => at(env, "dependencies")),
  ];
  const poetry = at(tools, "poetry");
  const tables = [
    at(poetry, "dependencies"),
    at(poetry, "dev-dependencies"),
    ...entriesOf(at(poetry, "group")).map(([, group]) => at(group, "dependencies")),
    at(tools, "uv", "sources"),
  ];
  const indexes = [at(poetry, "source"), at(tools, "pdm", "source"), at(tools, "uv", "index")];
  return [
    ...lists.flatMap(textsIn).flatMap(requirement),
    ...tables.flatMap(ofTable),
    ...indexes.flatMap(ofIndexes),
  ];
}

function ofPipfile(text: string): Requirement[] {
  const root = tomlIn(text);
  const tables = entriesOf(root).filter(
    ([name]) => !["source", "requires", "scripts", "pipenv"].includes(name),
  );
  return [...tables.flatMap(([, table]) => ofTable(table)), ...ofIndexes(at(root, "source"))];
}

function ofTable(table: unknown): Requirement[] {
  return entriesOf(table).flatMap(([name, asks]): Requirement[] => {
    if (name === "python") return [];
    if (typeof asks === "string") return [{ name, asks, source: "registry" }];
    for (const [key, source] of ADDRESSES) {
      const address = at(asks, key);
      if (typeof address === "string") return [{ name, asks: address, source }];
    }
    const version = at(asks, "version");
    return typeof version === "string" ? [{ name, asks: version, source: "registry" }] : [];
  });
}

const ADDRESSES = [
  ["git", "git"],
  ["url", "address"],
  ["file", "address"],
  ["path", "path"],
] as const;

/** The registry's own address is in every file that a tool makes. */
function ofIndexes(value: unknown): Requirement[] {
  const urls = Array.isArray(value) ? value.map((each) => at(each, "url")) : [];
  return urls.flatMap((url): Requirement[] =>
    typeof url !== "string" || /^https:\/\/pypi\.org\//.test(url)
      ? []
      : [{ name: url, asks: url, source: "index" }],
  );
}

const KEY = /^[ \t]*["']?(?:\w*_requires?|dependency_links|extras_require)["']?\s*=\s*(.*)$/;

/** What is written out behind the words that name requirements: quoted in brackets, or on lines that are indented. */
function ofSetup(text: string): Requirement[] {
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES);
  return lines.flatMap((line, index) => {
    const begun = KEY.exec(line)?.[1];
    if (begun === undefined) return [];
    const isCode = /^[[{(]/.test(begun);
    const rest = lines.slice(index + 1, index + 1 + MOST_LINES_OF_ONE);
    const end = rest.findIndex((each) => (isCode ? /^\s*[\])}],?\s*$/.test(each) : !/^\s+\S/.test(each)));
    const isWhole = isCode && /[\])}]\s*,?\s*$/.test(begun);
    const part = [begun, ...(isWhole ? [] : rest.slice(0, end === -1 ? rest.length : end))];
    if (!isCode) return part.flatMap((each) => requirement(each));
    const quoted = [...part.join("\n").matchAll(/["']([^"'\n]*)["'](\s*:)?/g)];
    return quoted.flatMap(([, each = "", colon]) => (colon === undefined ? requirement(each) : []));
  });
}

const MOST_LINES = 5000;
const MOST_LINES_OF_ONE = 200;
