// Whether parts of the language are those of a fresh realm, as JavaScript that a control of ours runs.

/**
 * A function of a global object: the names of the functions and numbers there that differ from a realm in which nobody ran any
 * code. It has to be evaluated in such a realm. Left out: what tests stand in for (luck, the clock), and what libraries wrap.
 */
const DIFFERENT = `(of) => {
  const told = (of) => {
    const found = {};
    for (const name of ["Object", "Array", "String", "Number", "Boolean", "BigInt", "Symbol", "Math", "JSON", "Reflect", "Map", "Set", "RegExp"]) {
      for (const at of [name, name + ".prototype"]) {
        const holder = at === name ? of[name] : of[name].prototype;
        if (holder === undefined) continue;
        for (const key of Reflect.ownKeys(holder)) {
          const { value, get } = Reflect.getOwnPropertyDescriptor(holder, key);
          const each = value === undefined ? get : value;
          const text = typeof each === "function" ? Function.prototype.toString.call(each) : typeof each;
          found[at + "." + String(key)] = typeof each === "number" ? String(each) : text;
        }
      }
    }
    return found;
  };
  const [fresh, own] = [told(globalThis), told(of)];
  const wrapped = /^(?:Math[.]random|Object[.]prototype[.](?:toString|__proto__|constructor))$/;
  return Object.keys(fresh).filter((key) => !wrapped.test(key) && fresh[key] !== own[key]);
}`;

/** A statement that returns where something was altered. `vm` is the expression that loads Node's module of that name. */
export function returnsIfAltered(vm: string): string {
  const source = JSON.stringify(DIFFERENT.replaceAll(/\s*\n\s*/g, " "));
  return `if ((${vm}).runInNewContext(${source})(globalThis).length > 0) return;`;
}
