// How functions, tests and equalities are written in a file, by its path.
import type { Equality } from "./equality.ts";
import { behindBrace, type Forms, type OfName } from "./forms.ts";
import { TOOLCHAINS, toolchainOf } from "./index.ts";

const KNOWN = TOOLCHAINS.flatMap(({ forms }) => forms ?? []);

/** Of a language that says nothing of it, what any language says; a test there is left as in most languages with braces. */
export function formsOf(path: string): Forms {
  return toolchainOf(path)?.forms ?? EVERY;
}

/** Null: nobody knows how the file's language says that values are equal, or what could stand in its place. */
export function equalityOf(path: string): Equality | null {
  return TOOLCHAINS.flatMap(({ equality }) => equality ?? []).find(({ files }) => files.test(path)) ?? null;
}

const EVERY: Forms = {
  function: eitherOf((forms) => forms.function),
  test: eitherOf((forms) => forms.test),
  titled: either((forms) => forms.titled),
  tableTest: either((forms) => forms.tableTest),
  place: either((forms) => forms.place),
  leaves: [behindBrace("return;")],
  sometimes: either((forms) => forms.sometimes),
  asked: either((forms) => forms.asked),
};

function either(said: (forms: Forms) => RegExp): RegExp {
  return new RegExp(KNOWN.map((forms) => said(forms).source).join("|"));
}

function eitherOf(said: (forms: Forms) => OfName): OfName {
  return (name) => new RegExp(KNOWN.map((forms) => said(forms)(name).source).join("|"));
}
