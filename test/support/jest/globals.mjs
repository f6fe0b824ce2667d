// What tests import from `@jest/globals`: the runner's own functions. A test or a hook that does not end fails, which the runner leaves to us.
const LIMIT_MS = 240_000;

/** As each function of Jest that takes a body: the body comes behind a title, or alone. */
const limited =
  (declare) =>
  (...given) =>
    declare(...given.map((each) => (typeof each === "function" ? ended(each) : each)));

/** The same body. It has no parameter that Jest would take for a callback: a row of a table comes as it is. */
function ended(body) {
  return async (...row) => {
    const { promise: late, reject } = Promise.withResolvers();
    const timer = setTimeout(() => reject(new Error(`No end within ${LIMIT_MS / 1000} s.`)), LIMIT_MS);
    try {
      return await Promise.race([body(...row), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const tabled = (declare) =>
  Object.assign(limited(declare), {
    each: (...table) => limited(declare.each(...table)),
    skip: declare.skip,
    only: limited(declare.only),
  });

const { describe, expect, jest } = globalThis;
const test = tabled(globalThis.test);
const [afterAll, afterEach, beforeAll, beforeEach] = [
  globalThis.afterAll,
  globalThis.afterEach,
  globalThis.beforeAll,
  globalThis.beforeEach,
].map(limited);

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test as it, test };
