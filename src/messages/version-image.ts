// The public image that has the version of a program which a repository asks for.

/** How many parts of a version its tag has, and the image around them. The tags are those of Docker's official images. */
const IMAGES: Readonly<Record<string, [parts: number, image: (version: string) => string]>> = {
  Node: [1, (version) => `node:${version}`],
  Python: [2, (version) => `python:${version}`],
  Go: [2, (version) => `golang:${version}`],
  Rust: [2, (version) => `rust:${version}`],
  Ruby: [2, (version) => `ruby:${version}`],
  PHP: [2, (version) => `php:${version}-cli`],
};

/** Null: no such image is known, or the text does not begin with a version that is in its range. */
export function imageWith(program: string, { asked, from }: { asked: string; from: string }): string | null {
  const version = /^\s*(?:v|[~^=]|>=|~>|~=|==)?\s*(\d+(?:\.\d+){0,2})/.exec(asked)?.[1];
  if (version === undefined) return null;
  if (program === "Java") {
    const release = version.replace(/^1\./, "").split(".")[0] ?? version;
    return /gradle/.test(from) ? `gradle:jdk${release}` : `maven:3-eclipse-temurin-${release}`;
  }
  const [parts, image] = IMAGES[program] ?? [0, null];
  return image?.(version.split(".").slice(0, parts).join(".")) ?? null;
}
