// Lines of tests in JavaScript and TypeScript that set or replace what the code reads.
import { ofName } from "../forms.ts";
import { type Gives, OF_NO_NAME } from "../gives.ts";

/** What stands outside of a program, and what tests therefore stand in for: the host's own names. */
const HOST =
  "fetch|set(?:Timeout|Interval|Immediate)|clear(?:Timeout|Interval|Immediate)|queueMicrotask|requestAnimationFrame|cancelAnimationFrame|console|process|performance|crypto|navigator|location|document|window|history|(?:local|session)Storage|indexedDB|matchMedia|scrollTo|alert|confirm|prompt|open|close|print|TextEncoder|TextDecoder|Date|\\w*(?:Observer|Request|Socket|EventSource|Worker|Channel|URL|Blob|File|FormData|Headers|Response|Event|Element|Image|Audio|Notification)|IS_\\w+";
const PURE =
  "Object|Array|String|Number|Boolean|BigInt|Symbol|Math|JSON|Reflect|Map|Set|WeakMap|RegExp|Function|Promise|Iterator";
const NAME = String.raw`(?:\.\s*|\[\s*["'])(?<name>(?!${HOST}\b)[A-Za-z_$][\w$]*)(?:["']\s*\])?`;

export const gives: Gives = {
  sets: [
    new RegExp(String.raw`^\s*(?:globalThis|global|window|self)${NAME}\s*(?:\?\?)?=(?![=>])`),
    new RegExp(String.raw`^\s*(?:${PURE})(?:\.prototype)?${NAME}(?<!\bMath\.random)\s*(?:\?\?)?=(?![=>])`),
    new RegExp(
      String.raw`^\s*(?:Object|Reflect)\.defineProperty\(\s*(?:globalThis|global|window|self|(?:${PURE})(?:\.prototype)?)\s*,\s*["'](?<name>(?!${HOST}\b)\w+)["']`,
    ),
    new RegExp(
      String.raw`^\s*Object\.assign\(\s*(?:globalThis|global|window|self|(?:${PURE})(?:\.prototype)?)\s*,\s*\{\s*["']?(?<name>(?!${HOST}\b)\w+)`,
    ),
  ],
  setsOwn: [
    /^\s*(?<of>[A-Za-z_$][\w$]*)(?:\.[\w$]+)*(?:\.\s*|\[\s*["'])(?<name>[A-Za-z_$][\w$]*)(?:["']\s*\])?\s*(?:\?\?)?=(?![=>])/,
    /^\s*Object\.assign\(\s*(?<of>[A-Za-z_$][\w$]*)\s*,\s*\{\s*["']?(?<name>\w+)/,
    /^\s*Object\.defineProperty\(\s*(?<of>[A-Za-z_$][\w$]*)\s*,\s*["'](?<name>\w+)["']/,
  ],
  replaces: [
    /\b(?:mock\.(?:method|getter|property)|(?:jest|vi|sinon|sandbox)\.(?:spyOn|stub|replace|replaceProperty)|td\.replace)\(\s*[\w$.]+\s*,\s*["'](?<name>\w+)["']/,
  ],
  writes: [
    /\b(?:writeFile(?:Sync)?|outputFile(?:Sync)?|Bun\.write|Deno\.writeTextFile(?:Sync)?)\(\s*["'](?<file>[^"']+)["']/,
  ],
  moves: /\bprocess\.chdir\(/,
  defines: ofName(
    String.raw`\b(?:function|const|let|var|class|get)\s+NAME`,
    String.raw`^\s*(?:(?:export|async|static|public|private|protected)\s+)*NAME\s*(?:\([^()]*\)[^;=]*\{\s*$|[:=](?![=>]))`,
    String.raw`[{,]\s*NAME\s*(?::|\([^()]*\)\s*\{)`,
  ),
  shared: OF_NO_NAME,
  own: OF_NO_NAME,
  brings: ofName(
    String.raw`^import\b[^;]*?NAME[^;]*?\bfrom\b`,
    String.raw`^(?:const|let|var)\b[^=;]*NAME[^=;]*=\s*(?:await\s+import|require)\s*\(`,
    String.raw`^import\s.*NAME`,
  ),
};
