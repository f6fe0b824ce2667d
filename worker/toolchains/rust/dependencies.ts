// What Cargo's manifests say of other people's code.
import { at, entriesOf, type Manifests, type Requirement, words } from "../manifests.ts";
import { tomlIn } from "../toml.ts";

export const dependencies: Manifests = {
  registry: "crates.io",
  wellKnown: words(`
    actix-web ahash anyhow arrayvec assert_cmd async-trait axum base64 bincode bitflags bytes cargo_metadata chrono clap
    colored console criterion crossbeam crossbeam-channel csv dashmap diesel dirs either env_logger fastrand flate2 futures
    futures-util getrandom hashbrown heck hex http hyper indexmap indicatif insta itertools lazy_static libc log memchr
    mockall nalgebra ndarray nix nom num num-bigint num-traits num_cpus once_cell openssl ordered-float parking_lot
    petgraph pin-project pretty_assertions proc-macro2 proptest prost quick-xml quickcheck quote rand rand_core rayon
    regex reqwest ring rocket rstest rusqlite rust_decimal rustc-hash rustls ryu semver serde serde_derive serde_json
    serde_yaml sha1 sha2 smallvec socket2 sqlx structopt strum syn tempfile termcolor thiserror time tokio tokio-util toml
    tonic tower tracing tracing-subscriber unicode-segmentation unicode-width url uuid walkdir warp wasm-bindgen winapi
    windows-sys zerocopy
  `),
  manifests: [{ files: /(^|\/)Cargo\.toml$/, read: ofManifest }],
  locks: [{ files: /(^|\/)Cargo\.lock$/, read: ofLock }],
};

const TABLES = ["dependencies", "dev-dependencies", "build-dependencies"];

function ofManifest(text: string): Requirement[] {
  const root = tomlIn(text);
  const places = [root, at(root, "workspace"), ...entriesOf(at(root, "target")).map(([, target]) => target)];
  const tables = [
    ...places.flatMap((place) => TABLES.map((table) => at(place, table))),
    ...entriesOf(at(root, "patch")).map(([, patches]) => patches),
    at(root, "replace"),
  ];
  return tables.flatMap(entriesOf).flatMap(([key, value]) => requirement(key, value));
}

function requirement(key: string, value: unknown): Requirement[] {
  if (typeof value === "string") return [{ name: key, asks: value, source: "registry" }];
  if (at(value, "workspace") === true) return [];
  const text = (member: string) => {
    const found = at(value, member);
    return typeof found === "string" ? found : null;
  };
  const name = text("package") ?? key;
  const [git, path, index] = [text("git"), text("path"), text("registry-index") ?? text("registry")];
  if (git !== null) {
    const pin = text("rev") ?? text("tag") ?? text("branch");
    return [{ name, asks: pin === null ? git : `${git}#${pin}`, source: "git" }];
  }
  // A crate of the same repository.
  if (path !== null) return path.startsWith("/") ? [{ name, asks: path, source: "path" }] : [];
  if (index !== null) return [{ name, asks: index, source: "address" }];
  return [{ name, asks: text("version") ?? "", source: "registry" }];
}

const REGISTRY =
  /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)/;

function ofLock(text: string): Requirement[] {
  const packages = at(tomlIn(text), "package");
  return (Array.isArray(packages) ? packages : []).flatMap((each): Requirement[] => {
    const [name, source] = [at(each, "name"), at(each, "source")];
    if (typeof name !== "string" || typeof source !== "string") return [];
    const asks = source.replace(/^(?:registry|sparse|git)\+/, "");
    if (source.startsWith("git+")) return [{ name, asks, source: "git" }];
    return [{ name, asks, source: REGISTRY.test(source) ? "registry" : "address" }];
  });
}
