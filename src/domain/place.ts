// Where people read what we write, and so what they can do about it.

export type Place = { kind: "github" } | { kind: "folder"; issueFile: string };
