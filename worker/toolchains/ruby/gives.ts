// Lines of tests in Ruby that set or replace what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

export const gives: Gives = {
  sets: [/^\s*\$(?<name>[A-Za-z_]\w*)\s*(?:\|\|)?=(?![=~])/],
  setsOwn: [
    /^\s*(?<of>[A-Z]\w*)(?:(?:::|\.)\w+)*\.(?<name>[a-z_]\w*)\s*(?:\|\|)?=(?![=~])/,
    /^\s*(?<of>[A-Z]\w*)(?:::\w+)*\.(?:const_set|instance_variable_set|class_variable_set)\(?\s*[:"']@{0,2}(?<name>\w+)/,
  ],
  replaces: [
    /\ballow(?:_any_instance_of)?\([\w.:@]+\)\.to receive\(:(?<name>\w+)/,
    /\b[\w:]+\.(?:stub|stubs|stub_const|any_instance\.stubs)\(?\s*:(?<name>\w+)/,
    /\b[\w:]+\.(?:define_singleton_method|define_method)\(?\s*:(?<name>\w+)/,
  ],
  writes: [/\bFile\.(?:write|open)\(?\s*["'](?<file>[^"'#]+)["']\s*,/],
  moves: /\bDir\.chdir\b/,
  defines: ofName(
    String.raw`\b(?:def|class)\s+(?:self\.)?NAME`,
    String.raw`^\s*NAME\s*=(?![=>])`,
    String.raw`[{,]\s*NAME\s*:`,
  ),
  shared: OF_NO_NAME,
  own: OF_NO_NAME,
  // A class of the code is known by its name alone.
  brings: () => /^require(?:_relative)?\b/,
};
