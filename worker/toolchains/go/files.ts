// What paths say in Go.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.go$/i,
  protected: ["go.sum"],
  lintSettings: /(^|\/)\.golangci\.ya?ml$/,
};
