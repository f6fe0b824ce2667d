// What nox runs for a call: the commands of its sessions, as far as they are written out: https://nox.thea.codes

const CALL = /^(?:python[\d.]* -m )?nox(?<words>(?: .*)?)$/;
const NAMED = /(?:^| )(?:-s|--sessions?|-e)(?:[ =])(?<names>[\w.,()'"=-]+(?: (?!-)[\w.,()'"=-]+)*)(?= -|$)/;
const SESSION =
  /^@nox\.session\b[^\n]*\n(?:[^\n]*\n)*?def (?<name>\w+)\([^\n]*\n(?<body>(?:[ \t]+[^\n]*\n|\n)*)/gm;
const RUN = /\bsession\.run(?:_always|_install)?\(\s*(?<words>(?:(?:"[^"\n]*"|'[^'\n]*')\s*,?\s*)+)/g;
const DEFAULTS = /^nox\.options\.sessions\s*=\s*[[(](?<names>[^\])]*)[\])]/m;

/** Null: nox is not called, or its file says of no such session what it runs. */
export function noxCommands(command: string, noxfile: string): string[] | null {
  const words = CALL.exec(command)?.groups?.words;
  if (words === undefined) return null;
  const [asked = ""] = words.split(" -- ");
  const named =
    NAMED.exec(asked)?.groups?.names?.split(/[ ,]/) ?? textsIn(DEFAULTS.exec(noxfile)?.groups?.names ?? "");
  const wanted = named.map((name) => name.replace(/[-(].*$/, ""));
  const sessions = [...`${noxfile}\n`.matchAll(SESSION)].filter(
    ({ groups }) => wanted.length === 0 || wanted.includes(groups?.name ?? ""),
  );
  const commands = sessions.flatMap(({ groups }) =>
    [...(groups?.body ?? "").matchAll(RUN)].map((run) => textsIn(run.groups?.words ?? "").join(" ")),
  );
  return commands.length === 0 ? null : [...new Set(commands)];
}

function textsIn(list: string): string[] {
  return [...list.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, double, single]) => double ?? single ?? "");
}
