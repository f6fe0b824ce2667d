// Every page, in the order of the navigation. A new one is a file and a line here.
import { board } from "./board.ts";
import { lane } from "./lane.ts";
import type { Page } from "./page.ts";

export const PAGES: Page[] = [board, lane];
