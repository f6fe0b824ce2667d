// Keeps what a run knows as it grows, and lets an observer see each change.
import type { Note } from "../../../src/domain/note.ts";
import type { RunState } from "../../../src/domain/run-state.ts";

/** How a phase adds to what the run knows: of these parts and no others. */
export type Learn<Part extends keyof RunState = keyof RunState> = (
  found: Partial<Pick<RunState, Part>>,
) => void;

export type Keeper = {
  now(): RunState;
  learn: Learn;
  /** Adds to the notes. The same is not said twice. */
  note(notes: Note[]): void;
};

/** `observe` is called with the state as it is after each change. */
export function keepState(first: RunState, observe: (state: RunState) => void): Keeper {
  let state = first;
  const learn: Learn = (found) => {
    state = { ...state, ...found };
    observe(state);
  };
  return {
    now: () => state,
    learn,
    note: (notes) => {
      const told = new Set(state.notes.map((note) => JSON.stringify(note)));
      const news = notes.filter((note) => !told.has(JSON.stringify(note)));
      if (news.length > 0) learn({ notes: [...state.notes, ...news] });
    },
  };
}
