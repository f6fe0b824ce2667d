// The JavaScript runners that are known by name.
import { ava } from "./ava.ts";
import { bun } from "./bun.ts";
import { deno } from "./deno.ts";
import { jasmine } from "./jasmine.ts";
import { jest } from "./jest.ts";
import { mocha } from "./mocha.ts";
import { nodeTest } from "./node-test.ts";
import type { Style } from "./style.ts";
import { tap } from "./tap.ts";
import { tape } from "./tape.ts";
import { vitest } from "./vitest.ts";

export const STYLES: readonly Style[] = [nodeTest, jest, vitest, mocha, ava, tap, tape, jasmine, bun, deno];
