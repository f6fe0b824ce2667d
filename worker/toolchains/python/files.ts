// What paths say in Python.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  foreign: /(^|\/)(site-packages|__pycache__)\/|_pb2\.\w+$/i,
};
