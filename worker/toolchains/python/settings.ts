// What a Python project says of the commands of its tools, and what such a command comes to.

/** The texts of the files in the root; empty where one is missing. */
export type Settings = {
  pyproject: string;
  hatch: string;
  pipfile: string;
  noxfile: string;
  tox: string;
  toxToml: string;
};

/** `needs` comes before the call, so that variables reach the commands. */
export type Handed = { commands: string[]; needs: string };
