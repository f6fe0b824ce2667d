// Every sweep we have: none yet. A new one is a file and a line here.
import type { Sweep } from "./sweep.ts";

export const sweeps: Sweep[] = [];
