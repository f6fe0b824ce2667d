// Every page, in the order of the navigation. A new one is a file and a line here.
import { board } from "./board.ts";
import { download } from "./download.ts";
import { lane } from "./lane.ts";
import { machine } from "./machine.ts";
import { outcomes } from "./outcomes.ts";
import type { Page } from "./page.ts";
import { run } from "./run.ts";
import { transcript } from "./transcript.ts";

export const PAGES: Page[] = [board, outcomes, machine, lane, run, transcript, download];
