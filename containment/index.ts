// The list of attacks, in the order they are tried.
import { ABUSE } from "./abuse.ts";
import type { Attack } from "./attack.ts";
import { BESIDE } from "./beside.ts";
import { CREDENTIALS } from "./credentials.ts";
import { EGRESS } from "./egress.ts";
import { ESCAPE } from "./escape.ts";
import { FILE_TRICKS } from "./file-tricks.ts";
import { GIT_TRICKS } from "./git-tricks.ts";
import { SET_UP } from "./set-up.ts";

export const ATTACKS: Attack[] = [
  ...EGRESS,
  ...SET_UP,
  ...BESIDE,
  ...CREDENTIALS,
  ...ESCAPE,
  ...ABUSE,
  ...FILE_TRICKS,
  ...GIT_TRICKS,
];
