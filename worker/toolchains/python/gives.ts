// Lines of tests in Python that set or replace what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

export const gives: Gives = {
  sets: [
    /^\s*(?:builtins|math|operator|functools|itertools|json|re|string|statistics|decimal|fractions|collections)\.(?<name>[A-Za-z_]\w*)\s*=(?!=)/,
    /^\s*setattr\(\s*(?:builtins|math|operator|functools|itertools|json|re)\s*,\s*["'](?<name>\w+)["']/,
    /^\s*(?:__builtins__|globals\(\))\[\s*["'](?<name>\w+)["']\s*\]\s*=(?!=)/,
  ],
  setsOwn: [
    /^\s*(?<of>[A-Za-z_]\w*)(?:\.\w+)*\.(?<name>[A-Za-z_]\w*)\s*=(?!=)/,
    /^\s*setattr\(\s*(?<of>[A-Za-z_]\w*)\s*,\s*["'](?<name>\w+)["']/,
  ],
  replaces: [
    /\bpatch\(\s*["'][\w.]*?\.(?<name>\w+)["']/,
    /\bpatch\.object\(\s*[\w.]+\s*,\s*["'](?<name>\w+)["']/,
    /\bmonkeypatch\.setattr\(\s*(?:["'][\w.]*?\.|[\w.]+\s*,\s*["'])(?<name>\w+)["']/,
  ],
  writes: [
    /\bopen\(\s*["'](?<file>[^"']+)["']\s*,\s*["'][wax]/,
    /\bPath\(\s*["'](?<file>[^"']+)["']\s*\)\.write_(?:text|bytes)\(/,
  ],
  moves: /\bos\.chdir\(|\bmonkeypatch\.chdir\(/,
  defines: ofName(String.raw`\b(?:def|class)\s+NAME`, String.raw`^\s*NAME\s*[:=](?![=>])`),
  shared: OF_NO_NAME,
  own: OF_NO_NAME,
  brings: ofName(String.raw`^(?:import|from)\s.*NAME`),
};
