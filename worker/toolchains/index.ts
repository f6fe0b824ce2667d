// The languages we know. To add one, create its folder with a `Toolchain` in `index.ts` and its image in `image/`, and name
// it here.
import { c } from "./c/index.ts";
import { generic } from "./generic/index.ts";
import { go } from "./go/index.ts";
import { java } from "./java/index.ts";
import { node } from "./node/index.ts";
import { php } from "./php/index.ts";
import { python } from "./python/index.ts";
import { ruby } from "./ruby/index.ts";
import { rust } from "./rust/index.ts";
import type { Toolchain } from "./toolchain.ts";
import { unequipped } from "./unequipped/index.ts";

/** In the order in which they are asked: a manifest of a language says more than a Makefile. */
export const TOOLCHAINS: readonly Toolchain[] = [
  rust,
  go,
  java,
  node,
  python,
  ruby,
  php,
  ...unequipped,
  c,
  generic,
];

/** The one whose code is in the file; undefined where no language knows the file's name. */
export function toolchainOf(path: string): Toolchain | undefined {
  return TOOLCHAINS.find(({ files }) => files?.code.test(path));
}
