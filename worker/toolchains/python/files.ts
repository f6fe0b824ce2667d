// What paths say in Python.
import type { Files } from "../toolchain.ts";

export const files: Files = {
  foreign: /(^|\/)(site-packages|__pycache__)\/|_pb2\.\w+$/i,
  protected: ["pip.conf", "poetry.lock", "uv.lock", "pytest.ini", "tox.ini", "conftest.py"],
};
