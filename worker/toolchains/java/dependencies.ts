// What Maven's and Gradle's manifests say of other people's code.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { at, entriesOf, type Manifests, type Requirement, words } from "../manifests.ts";
import { tomlIn } from "../toml.ts";

export const dependencies: Manifests = {
  registry: "Maven",
  wellKnown: words(`
    ch.qos.logback:logback-classic com.fasterxml.jackson.core:jackson-core com.fasterxml.jackson.core:jackson-databind
    com.github.ben-manes.caffeine:caffeine com.google.code.gson:gson com.google.guava:guava com.google.inject:guice
    com.google.protobuf:protobuf-java com.h2database:h2 com.mysql:mysql-connector-j com.squareup.okhttp3:okhttp
    com.squareup.retrofit2:retrofit com.zaxxer:HikariCP commons-cli:commons-cli commons-codec:commons-codec
    commons-io:commons-io commons-lang:commons-lang info.picocli:picocli io.netty:netty-all
    io.projectreactor:reactor-core io.rest-assured:rest-assured javax.servlet:javax.servlet-api joda-time:joda-time
    junit:junit mysql:mysql-connector-java net.bytebuddy:byte-buddy org.apache.commons:commons-collections4
    org.apache.commons:commons-lang3 org.apache.httpcomponents:httpclient org.apache.kafka:kafka-clients
    org.apache.logging.log4j:log4j-api org.apache.logging.log4j:log4j-core org.apache.poi:poi org.aspectj:aspectjweaver
    org.assertj:assertj-core org.flywaydb:flyway-core org.hamcrest:hamcrest org.hibernate:hibernate-core
    org.jetbrains.kotlin:kotlin-stdlib org.jetbrains.kotlinx:kotlinx-coroutines-core org.jsoup:jsoup
    org.junit.jupiter:junit-jupiter org.junit.jupiter:junit-jupiter-api org.junit.jupiter:junit-jupiter-engine
    org.mapstruct:mapstruct org.mockito:mockito-core org.mongodb:mongodb-driver-sync org.postgresql:postgresql
    org.projectlombok:lombok org.slf4j:slf4j-api org.slf4j:slf4j-simple org.springframework.boot:spring-boot-starter
    org.springframework.boot:spring-boot-starter-test org.springframework.boot:spring-boot-starter-web
    org.springframework:spring-core org.testcontainers:testcontainers org.testng:testng org.yaml:snakeyaml
    redis.clients:jedis
  `),
  manifests: [
    { files: /(^|\/)pom\.xml$/, read: ofPom },
    { files: /\.gradle(?:\.kts)?$|(^|\/)[\w-]+\.sbt$/, read: ofGradle },
    { files: /(^|\/)gradle\/[\w.-]+\.versions\.toml$/, read: ofCatalog },
  ],
  locks: [],
};

const PARSER = new XMLParser({ processEntities: false, parseTagValue: false });
const CENTRAL = /^https:\/\/(?:repo1?\.maven\.(?:apache\.)?org|plugins\.gradle\.org|dl\.google\.com)\//;

function ofPom(text: string): Requirement[] {
  if (XMLValidator.validate(text) !== true) return [];
  return inside(PARSER.parse(text), "", 0);
}

/** Every element that names a package or a place of packages, wherever it stands. */
function inside(value: unknown, tag: string, depth: number): Requirement[] {
  if (depth > 24) return [];
  if (Array.isArray(value)) return value.flatMap((each) => inside(each, tag, depth + 1));
  const own = requirement(value, tag);
  return [...own, ...entriesOf(value).flatMap(([name, part]) => inside(part, name, depth + 1))];
}

function requirement(value: unknown, tag: string): Requirement[] {
  const text = (name: string) => {
    const found = at(value, name);
    return typeof found === "string" ? found.trim() : "";
  };
  if (tag === "repository" || tag === "pluginRepository") return indexAt(text("url"));
  if (!["dependency", "plugin", "extension", "parent", "path"].includes(tag)) return [];
  const group = text("groupId") || (tag === "plugin" ? "org.apache.maven.plugins" : "");
  if (group === "" || text("artifactId") === "") return [];
  const path = text("systemPath");
  const name = `${group}:${text("artifactId")}`;
  return [
    path === "" ? { name, asks: text("version"), source: "registry" } : { name, asks: path, source: "path" },
  ];
}

function indexAt(address: string): Requirement[] {
  return address === "" || CENTRAL.test(address) ? [] : [{ name: address, asks: address, source: "index" }];
}

function ofGradle(text: string): Requirement[] {
  const code = text.replace(/^\s*\/\/.*$/gm, "");
  const found = (pattern: RegExp) => [...code.matchAll(pattern)];
  return [
    ...found(/["']([\w.-]+:[\w.-]+)(?::([^"'@:\s]*))?(?:[:@][^"'\s]*)?["']/g).map(
      ([, name = "", asks = ""]) => of(name, asks),
    ),
    ...found(
      /group\s*[:=]\s*["']([\w.-]+)["'],\s*name\s*[:=]\s*["']([\w.-]+)["'](?:,\s*version\s*[:=]\s*["']([^"']*)["'])?/g,
    ).map(([, group, name, asks = ""]) => of(`${group}:${name}`, asks)),
    ...found(/["']([\w.-]+)["']\s*%%?\s*["']([\w.-]+)["']\s*%\s*["']([^"']+)["']/g).map(
      ([, group, name, asks = ""]) => of(`${group}:${name}`, asks),
    ),
    ...found(/\bid\s*\(?\s*["']([\w.-]+)["']\s*\)?\s*version\s*\(?\s*["']([^"']*)["']/g).map(
      ([, name = "", asks = ""]) => of(name, asks),
    ),
    ...found(/\burl\s*(?:=|\(|\s)\s*(?:uri\()?\s*["'](https?:[^"']+)["']/g).flatMap(([, url = ""]) =>
      indexAt(url),
    ),
    ...found(/\bmaven\s*\(\s*["'](https?:[^"']+)["']/g).flatMap(([, url = ""]) => indexAt(url)),
  ];
}

function of(name: string, asks: string): Requirement {
  return { name, asks, source: "registry" };
}

function ofCatalog(text: string): Requirement[] {
  const root = tomlIn(text);
  const entries = [...entriesOf(at(root, "libraries")), ...entriesOf(at(root, "plugins"))];
  return entries.flatMap(([, value]): Requirement[] => {
    if (typeof value === "string") {
      const [group = "", name, asks = ""] = value.split(":");
      return [of(name === undefined ? group : `${group}:${name}`, asks)];
    }
    const said = [at(value, "module"), at(value, "id")].find((each) => typeof each === "string");
    const name =
      typeof said === "string" ? said : `${String(at(value, "group"))}:${String(at(value, "name"))}`;
    return [of(name, JSON.stringify(at(value, "version") ?? ""))];
  });
}
