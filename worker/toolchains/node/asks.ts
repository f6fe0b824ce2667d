// What code in JavaScript and TypeScript says that asks who is looking, or that could alter the judge.
import type { Asks } from "../language.ts";
import { orLooksForTests } from "../tests-around.ts";

export const asks: Asks = {
  environment: /\bprocess\s*\??\.\s*env\b|\bimport\.meta\.env\b|\b(?:Deno|Bun)\.env\b/,
  clock:
    /\bDate\.now\b|\bnew\s+Date\s*\(\s*\)|\bnew\s+Date\s*[;,)]|\bperformance\s*\.|\bhrtime\b|\bTemporal\.Now\b|\}\s*=\s*(?:globalThis\s*\.\s*)?(?:Date|performance|Intl)\b|\blastModified\b|(?<!new\s+)(?<![\w.])Date\s*\(\s*\)|\bDateTimeFormat\b[^\n;]{0,80}\.\s*format(?:ToParts)?\s*\(\s*\)/,
  chance: /\bMath\s*\.\s*random\b|\b(?:randomUUID|randomBytes|randomInt|getRandomValues)\s*\(/,
  git: /["'`/.\\]git\b/,
  "own-source": orLooksForTests(
    /\bimport\.meta\.(?:url|filename|dirname|path|file|dir)\b|\b__(?:filename|dirname)\b|\bFunction\s*\.\s*prototype\b|\.\s*stack\b(?!\s*\??\.\s*(?:push|pop|unshift|shift|splice|forEach|map|filter|reverse)\s*\(|\s*=\s*(?:\[|new\b))|\b(?:prepareStackTrace|captureStackTrace)\b|\binspect\s*\(\s*(?:new\s+)?\w*Error\b|\barguments\s*\.\s*callee\b|(?<!\bthis)\.caller\b(?!\s*\()/,
  ),
  exit: /\b(?:process|Deno)\s*\??\.\s*(?:exit\w*|abort|kill|reallyExit|emit\w*)\b|\b(?:beforeExit|uncaughtException)\b/,
  judge:
    /["'`](?:node:)?(?:assert(?:\/strict)?|test|test\/reporters)["'`]|["'`](?:vitest|mocha|chai|ava|tap|tape|jasmine|expect|should|sinon|@jest\/\w+|bun:test)["'`]|\b(?:Object|Array|String|Number|Boolean|Function|Promise|Map|Set|Symbol|Error|RegExp|JSON|Math)\s*(?:\.\s*prototype\b(?:[^\n;]{0,80}\bas\b[^\n;]{0,80}\))?(?:\s*(?:\.\s*\w+|\[[^\]\n]{0,80}\])){0,4}\s*(?:[-+*/%&|^?]{1,2})?=(?![=>])|\.\s*\w+\s*=(?![=>]))|\b(?:globalThis|global|window)\s*(?:\[|\.\s*\w+\s*=(?![=>]))|\brequire\s*\.\s*(?:cache|main)\b|\bmodule\s*\.\s*parent\b|\b_load\b|\basymmetricMatch\b|\b(?:Object|Reflect)\s*\.\s*(?:defineProperty|defineProperties|setPrototypeOf|set|assign)\s*\(\s*(?!(?:Object\s*\.\s*(?:create|fromEntries)|Array\s*\.\s*(?:from|of)|JSON\s*\.\s*parse|Promise\s*\.\s*\w+|\w*Error)\s*\()(?:globalThis|global|Object|Array|String|Number|Boolean|Function|Promise|Map|Set|Symbol|\w*Error|RegExp|JSON|Math|Reflect|console|assert|expect)\b|\bhasInstance\b|\bAsync(?:Resource|LocalStorage)\b|\bexecutionAsync\w+/,
  runner:
    /\beval\s*\(|\b(?:import|require)\s*\(\s*(?!["'][^"'\n]*["']\s*[,)])(?![`]\.)(?=\S)|\bnew\s+Function\b|\bnode:(?:vm|inspector|module|worker_threads)\b|["'`](?:vm|inspector|module)["'`]|\bWeakRef\b|\bFinalizationRegistry\b|\.\s*unref\s*\(|["'`](?:describe|jest|vi|vitest|mocha|jasmine|QUnit|__\w+__)["'`]\s+in\b|\b(?:globalThis|global|window|self)\s*\??\.\s*(?:describe|it|test|expect|jest|vi|mocha|jasmine|QUnit|before(?:Each|All)|after(?:Each|All))\b|\b__(?:vitest|coverage|jest|karma)\w*|\bnavigator\s*\.\s*webdriver\b|\b(?:jest|vi)\s*\.\s*\w+\(/,
  process:
    /(?<![.\w])process\b(?!\s*\()|\b(?:globalThis|global)\s*\??\.\s*process\b|["'`](?:node:)?(?:child_process|os|tty|process|async_hooks|perf_hooks|v8|diagnostics_channel|worker_threads)["'`]|\bwriteS?y?n?c?\s*\(\s*[12]\b|\bresolvedOptions\s*\(\s*\)\s*\.\s*(?:timeZone|locale)\b/,
};

export const ordinary: Asks = {
  environment: /\bprocess\.env(?:\.[A-Za-z_]\w*|\[["']\w+["']\])(?!\s*=(?!=))/,
  clock: /\bDate\.now\(\)|\bnew Date\(\)/,
  chance: /\bMath\.random\(\)|\b(?:randomUUID|randomBytes|randomInt|getRandomValues)\(/,
  process: /\bprocess\.(?:platform\b|(?:stdout|stderr)\b(?!\s*=(?!=))|cwd\(\))/,
};
