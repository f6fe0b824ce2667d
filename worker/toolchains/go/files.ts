// What paths say in Go.
import type { Files } from "../language.ts";

export const files: Files = {
  shadows: /(^|\/)vendor\/(?:testing|github\.com\/stretchr\/testify)\//,
  inert: /\.(?:sum|mod)$/,
  code: /\.go$/i,
  // The compiler takes no other file for a test.
  notTests: [/^(?!(?:[^/]+\/)*tests?\/).*(?<!_test)\.go$/],
  protected: ["go.sum", "go.work", "go.work.sum", "vendor/modules.txt"],
  lintSettings: /(^|\/)\.golangci\.ya?ml$/,
};
