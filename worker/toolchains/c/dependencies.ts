// What manifests of C and C++ say of other people's code.
import { jsonIn } from "../../diagnostics/format.ts";
import { at, type Manifests, type Requirement, sourceOf, words } from "../manifests.ts";

export const dependencies: Manifests = {
  registry: "C and C++",
  wellKnown: words(`
    abseil-cpp boost catch2 cjson cppunit curl doctest eigen fmt google-benchmark googletest gtest libcurl libevent libuv
    libxml2 mbedtls nlohmann-json nlohmann_json openssl protobuf rapidjson sdl2 spdlog sqlite3 tinyxml2 unity yaml-cpp zlib
  `),
  manifests: [
    { files: /(^|\/)CMakeLists\.txt$|\.cmake$/, read: ofCMake },
    { files: /(^|\/)vcpkg\.json$/, read: ofVcpkg },
    { files: /(^|\/)conanfile\.txt$/, read: ofConan },
    { files: /(^|\/)subprojects\/[^/]+\.wrap$/, read: ofWrap },
  ],
  locks: [],
};

function ofCMake(text: string): Requirement[] {
  const calls = text
    .replace(/^\s*#.*$/gm, "")
    .matchAll(/\b(?:FetchContent_Declare|ExternalProject_Add|CPMAddPackage)\s*\(\s*([^()]*)\)/gi);
  return [...calls].map(([, call = ""]): Requirement => {
    const said = (key: string) => new RegExp(`\\b${key}\\s+"?([^\\s"]+)`).exec(call)?.[1];
    const name = said("NAME") ?? /^"?([\w.:/@#-]+)/.exec(call)?.[1] ?? "";
    const address =
      said("GIT_REPOSITORY") ?? said("URL") ?? said("GITHUB_REPOSITORY") ?? said("SOURCE_DIR") ?? name;
    const pin = said("GIT_TAG") ?? said("URL_HASH");
    const source = said("GIT_REPOSITORY") === undefined ? sourceOf(address) : "git";
    return {
      name,
      asks: pin === undefined ? address : `${address}#${pin}`,
      source: source === "registry" ? "git" : source,
    };
  });
}

function ofVcpkg(text: string): Requirement[] {
  const list = at(jsonIn(text), "dependencies");
  return (Array.isArray(list) ? list : []).flatMap((each): Requirement[] => {
    const name = typeof each === "string" ? each : at(each, "name");
    return typeof name === "string"
      ? [{ name, asks: String(at(each, "version>=") ?? ""), source: "registry" }]
      : [];
  });
}

function ofConan(text: string): Requirement[] {
  return [...text.matchAll(/^([\w.+-]+)\/([^\s#@]+)/gm)].map(([, name = "", asks = ""]) => ({
    ...{ name, asks, source: "registry" as const },
  }));
}

function ofWrap(text: string): Requirement[] {
  return [...text.matchAll(/^(?:source_url|patch_url|url)\s*=\s*(\S+)/gm)].map(([, url = ""]) => ({
    ...{ name: url, asks: url, source: sourceOf(url) },
  }));
}
