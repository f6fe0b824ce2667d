// What code in Ruby says that asks who is looking, or that could alter the judge.
import type { Asks } from "../language.ts";
import { orLooksForTests } from "../tests-around.ts";

export const asks: Asks = {
  environment: /\bENV\b/,
  clock: /\bTime\s*\.\s*now\b|\bProcess\s*\.\s*clock_gettime\b|\b(?:Date|DateTime)\s*\.\s*(?:today|now)\b/,
  chance: /\bSecureRandom\s*\.\s*\w+|\b(?:Kernel|Random)\s*\.\s*rand\b|(?<![.\w:@$])rand(?=\(|\s*[<>])/,
  git: /["'`/.]git\b/,
  "own-source": orLooksForTests(
    /\b__(?:FILE|LINE|dir|method)__\b|\bcaller(?:_locations)?\b|\bsource_location\b|\bDATA\b/,
  ),
  exit: /(?<![.\w])(?:exit!?|abort|at_exit|trap)\b|\bProcess\s*\.\s*(?:exit!?|kill)\b/,
  judge:
    /\b(?:Minitest|RSpec|Test::Unit)\b|["'](?:minitest|rspec|test\/unit|simplecov)["'/]|\bdefine_method\s*\(?\s*:==|\bclass\s+(?:Object|BasicObject|Kernel|NilClass|Integer|String|Array|Hash)\b|\brefine\b|\b(?:define_method|alias_method|class_eval|instance_eval)\b|(?<![\w)\]"'?!]\s*\.\s*)\bprepend\b|\bprepend\s*\(?\s*[A-Z]|[A-Z]\w*\s*\.\s*prepend\b|\bdef\s+==/,
  runner: /(?<![.\w])(?:eval|binding|ObjectSpace|TracePoint|set_trace_func)\b/,
  process:
    /(?<![.\w])(?:system|exec|fork|spawn)\b|\bOpen3\b|\bIO\s*\.\s*popen\b|\bARGV\b|\$(?:0|PROGRAM_NAME|stdout|stderr|STDOUT)\b|\bSTD(?:OUT|ERR)\b|\bProcess\s*\.\s*p?pid\b/,
};

export const ordinary: Asks = {
  environment: /\bENV(?:\[["']\w+["']\](?!\s*=(?!=))|\.fetch\(["']\w+["'])/,
  clock: /\b(?:Time|Date|DateTime)\.(?:now|today)\b/,
  chance: /\bSecureRandom\.\w+|\b(?:Kernel|Random)\.rand\b|(?<![.\w:@$])rand(?=\(|\s*[<>])/,
  process: /\$(?:stdout|stderr)\b(?!\s*=(?!=))|\bSTD(?:OUT|ERR)\b/,
};
